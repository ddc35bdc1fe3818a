import { describe, expect, it } from 'vitest';
import { look, nothingStands, type Standing } from '../../../src/core/alerts/look.ts';
import type { Verdict } from '../../../src/core/alerts/rules.ts';
import type { Alert, AlertRule } from '../../../src/shared/domain/alerts.ts';
import { minute, t0 } from './facts.ts';

const verdict = (rule: AlertRule, change: Partial<Verdict> = {}): Verdict => ({
  rule,
  key: '',
  severity: 'attention',
  title: 'A title',
  message: 'A message.',
  place: 'attention',
  state: 'raise',
  raiseAfterMs: 0,
  ...change,
});
const lasting = (rule: AlertRule, change: Partial<Alert> = {}): Alert => ({
  id: 1,
  rule,
  key: '',
  severity: 'attention',
  title: 'A title',
  message: 'A message.',
  place: 'attention',
  firstAt: t0 - 10 * minute,
  lastAt: t0,
  clearedAt: null,
  toldAt: null,
  ...change,
});
const looked = (
  found: readonly Verdict[],
  active: readonly Alert[],
  { before = nothingStands, now = t0, on = true }: { before?: Standing; now?: number; on?: boolean } = {},
) => look(found, active, before, now, () => on);

describe('a look at what stands', () => {
  it('raises what is new, once, and leaves what lasts unchanged alone', () => {
    expect(looked([verdict('sign-in')], []).raise).toHaveLength(1);
    const again = looked([verdict('sign-in')], [lasting('sign-in')]);
    expect([again.raise, again.update, again.clear]).toEqual([[], [], []]);
  });

  it('raises nothing for what only keeps an alert going', () => {
    expect(looked([verdict('sign-in', { state: 'hold' })], []).raise).toEqual([]);
    expect(looked([verdict('sign-in', { state: 'hold' })], [lasting('sign-in')]).clear).toEqual([]);
  });

  it('tells one key of a rule from another', () => {
    const result = looked([verdict('sign-in', { key: 'b' })], [lasting('sign-in', { key: 'a' })]);
    expect([result.raise.map(({ key }) => key), result.clear.map(({ key }) => key)]).toEqual([['b'], ['a']]);
  });

  it('rewords one whose words changed', () => {
    const { update, raise } = looked([verdict('disk-low', { title: '80 MB left' })], [lasting('disk-low')]);
    expect([update.map(({ title }) => title), raise]).toEqual([['80 MB left'], []]);
  });

  it('begins anew what is news of its own', () => {
    const found = [verdict('dead-letters', { renews: true, title: '5 changes stopped' })];
    const told = looked(found, [lasting('dead-letters', { toldAt: t0 - minute })]);
    expect([told.raise.length, told.update.length]).toEqual([1, 0]);
    const untold = looked(found, [lasting('dead-letters')]);
    expect([untold.raise.length, untold.update.length]).toEqual([0, 1]);
  });

  it('waits until it has stood for its time, from the first moment on', () => {
    const slow = verdict('queue-age', { raiseAfterMs: 2 * minute });
    const first = looked([slow], []);
    expect(first.raise).toEqual([]);
    const second = looked([slow], [], { before: first.standing, now: t0 + minute });
    expect(second.raise).toEqual([]);
    expect(looked([slow], [], { before: second.standing, now: t0 + 2 * minute }).raise).toHaveLength(1);
    // Gone in between, it begins again.
    const gone = looked([], [], { before: second.standing, now: t0 + 1.5 * minute });
    expect(looked([slow], [], { before: gone.standing, now: t0 + 2 * minute }).raise).toEqual([]);
  });

  it('is over only when all has been well for its time', () => {
    const active = [lasting('success-rate')];
    const first = looked([], active);
    expect(first.clear).toEqual([]);
    const back = looked([verdict('success-rate', { state: 'hold' })], active, {
      before: first.standing,
      now: t0 + minute,
    });
    const later = looked([], active, { before: back.standing, now: t0 + 9 * minute });
    expect(later.clear).toEqual([]);
    expect(looked([], active, { before: later.standing, now: t0 + 19 * minute }).clear).toHaveLength(1);
  });

  it('is over at once when nobody wants to know any more', () => {
    expect(looked([], [lasting('success-rate')], { on: false }).clear).toHaveLength(1);
  });

  it('is not held up by a clock that was set back', () => {
    const first = looked([], [lasting('tunnel-down')]);
    const back = looked([], [lasting('tunnel-down')], { before: first.standing, now: t0 - 60 * minute });
    const next = looked([], [lasting('tunnel-down')], { before: back.standing, now: t0 - 58 * minute });
    expect(next.clear).toHaveLength(1);
  });
});
