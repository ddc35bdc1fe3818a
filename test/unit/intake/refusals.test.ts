import { describe, expect, it } from 'vitest';
import { RefusalBook, type RefusalKind } from '../../../src/core/intake/refusals.ts';
import type { NewActivity } from '../../../src/shared/domain/activity.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

function rig() {
  const clock = new VirtualClock();
  const lines: NewActivity[] = [];
  const book = new RefusalBook({
    clock,
    store: {
      async appendActivities(more) {
        lines.push(...more);
      },
    },
    logger: silentLogger,
    onChange: () => {},
  });
  const add = (why: RefusalKind, times = 1): void => {
    for (let n = 0; n < times; n += 1) book.add({ why, source: null });
  };
  return { clock, lines, book, add };
}

describe('refusals', () => {
  it('are all counted, and each kind is told of once in ten minutes with how many there were', async () => {
    const { clock, lines, book, add } = rig();
    add('unsigned', 30);
    add('wrong-host', 2);
    expect(book.figures()).toEqual({
      total: 32,
      byKind: { unsigned: 30, 'wrong-host': 2 },
      lastAt: clock.now(),
      alertedAt: null,
    });
    expect(lines.map((line) => line.message)).toEqual([
      'A callback was refused: it carries no signature.',
      'A request was refused: it was sent to a host name that is not ours.',
    ]);
    await clock.advance(600_000);
    add('unsigned');
    expect(lines[2]?.message).toBe(
      'A callback was refused: it carries no signature. 29 more like it since the last such line.',
    );
  });

  it('ask for attention once an hour when a hundred come within a minute', async () => {
    const { clock, lines, book, add } = rig();
    add('wrong-address', 99);
    await clock.advance(60_000);
    add('wrong-address', 99);
    expect(book.figures().alertedAt).toBeNull();
    add('unsigned');
    const alerts = () => lines.filter((line) => line.kind === 'intake.alert');
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toMatchObject({ result: 'attention' });
    expect(alerts()[0]?.message).toMatch(/unknown address \(198\), unsigned \(1\)\.$/);
    expect(book.figures().alertedAt).toBe(clock.now());
    await clock.advance(60_000);
    add('unsigned', 500);
    expect(alerts()).toHaveLength(1);
    await clock.advance(3_600_000);
    add('unsigned', 100);
    expect(alerts()).toHaveLength(2);
  });
});
