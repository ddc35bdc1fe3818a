import { afterEach, describe, expect, it } from 'vitest';
import { de } from '../../../src/shared/strings/de.ts';
import { en } from '../../../src/shared/strings/en.ts';
import { catalogueOf, languageOf } from '../../../src/shared/strings/languages.ts';
import { formatNumber, type MessageKey, speak, t, tn } from '../../../src/shared/strings/t.ts';

const keys = Object.keys(en) as MessageKey[];
const parts = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map(([part]) => part).sort();

afterEach(() => speak(en, 'en-US'));

describe('the language the app speaks', () => {
  it('follows the system where there is a catalogue for it, and is English otherwise', () => {
    expect(languageOf('system', ['de-AT', 'en-GB'])).toEqual({ language: 'de', locale: 'de-AT' });
    expect(languageOf('system', ['pt-BR', 'de'])).toEqual({ language: 'en', locale: 'en-US' });
    expect(languageOf('system', [])).toEqual({ language: 'en', locale: 'en-US' });
  });

  it('is the chosen one, with dates and numbers as the system writes them in it', () => {
    expect(languageOf('en', ['de-DE', 'en-GB'])).toEqual({ language: 'en', locale: 'en-GB' });
    expect(languageOf('de', ['en-US'])).toEqual({ language: 'de', locale: 'de-DE' });
    expect(languageOf('de', ['de_broken tag', 'en-US'])).toEqual({ language: 'de', locale: 'de-DE' });
  });

  it('changes words and numbers at once', async () => {
    speak(await catalogueOf('de'), 'de-DE');
    expect(formatNumber(12_000)).toBe('12.000');
    expect(tn('attention.lead', 12_000)).toContain('12.000');
    expect(t('action.close')).toBe(de['action.close']);
  });
});

describe('the German words', () => {
  it('have the same parts to fill in as the English ones', () => {
    const different = keys.filter((key) => parts(de[key]).join() !== parts(en[key]).join());
    expect(different).toEqual([]);
  });
});
