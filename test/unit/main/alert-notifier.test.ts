import { describe, expect, it } from 'vitest';
import type { TellingText } from '../../../src/core/alerts/words.ts';
import { AlertNotifier, type NativeNotice } from '../../../src/main/notify/alert-notifier.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const text: TellingText = {
  title: 'The tunnel is down',
  body: 'It is tried again by itself.',
  place: 'callbacks/tunnel',
  items: [{ title: 'The tunnel is down', message: 'It is tried again by itself.', severity: 'attention' }],
};

type Event = 'click' | 'close' | 'show' | 'failed';
class Notice implements NativeNotice {
  readonly words: { readonly title: string; readonly body: string; readonly urgent: boolean };
  readonly #listeners: { event: Event; listener: (event: unknown, error: string) => void }[] = [];
  shown = false;
  readonly fails: boolean;
  constructor(words: Notice['words'], fails: boolean) {
    this.words = words;
    this.fails = fails;
  }
  on(event: Event, listener: (event: unknown, error: string) => void): void {
    this.#listeners.push({ event, listener });
  }
  show(): void {
    if (this.fails) throw new Error('No notification daemon');
    this.shown = true;
  }
  happen(event: Event, error = ''): void {
    for (const one of this.#listeners) if (one.event === event) one.listener(undefined, error);
  }
}

function setUp({ supported = true, fails = false, mark = '' } = {}) {
  const clock = new VirtualClock();
  const notices: Notice[] = [];
  const opened: string[] = [];
  const notifier = new AlertNotifier({
    supported: () => supported,
    make(words) {
      const notice = new Notice(words, fails);
      notices.push(notice);
      return notice;
    },
    open: (place) => void opened.push(place),
    mark,
    logger: silentLogger,
    after: (delayMs, fn) => clock.after(delayMs, fn),
  });
  return { clock, notices, opened, notifier };
}

describe('a notification of an alert', () => {
  it('opens the place where the fix is when it is clicked', () => {
    const { notices, opened, notifier } = setUp();
    void notifier.tell(text);
    expect(notices[0]).toMatchObject({ shown: true, words: { title: 'The tunnel is down', urgent: false } });
    expect(opened).toEqual([]);
    notices[0]?.happen('click');
    expect(opened).toEqual(['callbacks/tunnel']);
  });

  it('names the profile, stays when it is an error, and is short', () => {
    const { notices, notifier } = setUp({ mark: ' (staging)' });
    void notifier.tell({ ...text, body: 'x'.repeat(999), items: [{ title: '', message: '', severity: 'error' }] });
    expect(notices[0]?.words).toMatchObject({ title: 'The tunnel is down (staging)', urgent: true });
    expect(notices[0]?.words.body.length).toBeLessThanOrEqual(240);
  });

  it('breaks nothing where no service answers', async () => {
    const none = setUp({ supported: false });
    expect(await none.notifier.tell(text)).toBe(false);
    expect(none.notices).toEqual([]);
    expect(await setUp({ fails: true }).notifier.tell(text)).toBe(false);
  });

  it('counts as shown when the system says so, or says nothing', async () => {
    const { notices, notifier, clock } = setUp();
    const [shown, failed, silent] = [notifier.tell(text), notifier.tell(text), notifier.tell(text)];
    notices[0]?.happen('show');
    notices[1]?.happen('failed', 'Notifications are disabled');
    await clock.advance(5_000);
    expect(await Promise.all([shown, failed, silent])).toEqual([true, false, true]);
  });

  it('for trying out says whether it was shown', async () => {
    const { notices, notifier, clock } = setUp();
    const shown = notifier.test();
    notices[0]?.happen('show');
    await expect(shown).resolves.toBeUndefined();
    const refused = notifier.test();
    notices[1]?.happen('failed', 'Notifications are disabled');
    await expect(refused).rejects.toMatchObject({ code: 'alerts.no-notifications' });
    // A system that says nothing.
    const silent = notifier.test();
    await clock.advance(5_000);
    await expect(silent).resolves.toBeUndefined();
    await expect(setUp({ supported: false }).notifier.test()).rejects.toMatchObject({
      code: 'alerts.no-notifications',
    });
  });
});
