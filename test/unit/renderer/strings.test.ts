import { describe, expect, it } from 'vitest';
import { en } from '../../../src/shared/strings/en.ts';
import { type MessageKey, t, tn } from '../../../src/shared/strings/t.ts';

const messages = Object.entries(en);

describe('the words of the window', () => {
  it('fill in their parts', () => {
    expect(t('header.pausedUntil', { time: '14:30' })).toBe('Paused until 14:30');
    expect(tn('attention.lead', 1)).toBe('1 item stopped and waits for you.');
    expect(tn('attention.lead', 12_000)).toBe('12,000 items stopped and wait for you.');
  });

  it('keep a text that looks like a part as it is', () => {
    expect(t('palette.nothing', { query: '{n}' })).toBe('Nothing found for "{n}"');
  });

  it('have both forms of every count', () => {
    // A key may end in "other" without being a count: without "one", tn() does not take it.
    const ones = messages.map(([key]) => key).filter((key) => key.endsWith('.one'));
    expect(ones.length).toBeGreaterThan(0);
    for (const key of ones) {
      const twin = key.replace(/one$/, 'other');
      expect(Object.hasOwn(en, twin), `${key} has no ${twin}`).toBe(true);
    }
  });

  it('never shout, beg or boast', () => {
    const offending = messages.filter(([, words]) =>
      /!|\bplease\b|\bsuccessful|\boops\b|an error occurred/i.test(words),
    );
    expect(offending).toEqual([]);
  });

  it('start with a capital where they are a title or a button', () => {
    const starts: MessageKey[] = ['action.copy', 'nav.events', 'setup.start.button', 'attention.discard'];
    for (const key of starts) expect(en[key]).toMatch(/^[A-Z]/);
  });
});
