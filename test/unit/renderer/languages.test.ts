import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { de } from '../../../src/shared/strings/de.ts';
import { en } from '../../../src/shared/strings/en.ts';
import { catalogueOf, languageOf } from '../../../src/shared/strings/languages.ts';
import { formatNumber, type MessageKey, speak, t, tn } from '../../../src/shared/strings/t.ts';

const keys = Object.keys(en) as MessageKey[];
const parts = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map(([part]) => part).sort();
const messages = Object.entries(de);
const offending = (wrong: RegExp): (readonly [string, string])[] => messages.filter(([, words]) => wrong.test(words));

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

/** What is written alike in both languages: names, terms of the vendors, units, and the words German has borrowed. */
const alike = new Set(
  [
    'Dispatch Bridge ConnectWise Field Nation Integration Broker Cloudflare cloudflared ngrok PowerShell Teams Slack Linux macOS',
    'Ticket Tickets Provider Callback Callbacks Webhook Webhooks Tunnel Board Boards Service Site Company Passphrase Authtoken',
    'Discussion Internal Analysis Resolution Sandbox Staging Check FN_WO_DONE',
    'ok offline ms s min h d p MB kB GB TB DNS TLS STARTTLS HTML SQLite curl',
    'Alt App Chat Code Deutsch Details Domain English Format Live Minimal Name Normal Pause Plan Port Problem Shell Standard',
    'Start Status System Text Updates Version in',
  ].flatMap((line) => line.split(' ')),
);
/** Found by words of either language; an example that is code. */
const notWords: readonly string[] = ['settings.languageWords', 'import.textPlaceholder'];

describe('the German words', () => {
  it('are there for every message, and for no other', async () => {
    const folder = (language: string) => new URL(`../../../src/shared/strings/${language}/`, import.meta.url);
    const files = (await readdir(folder('en'))).sort();
    expect((await readdir(folder('de'))).sort()).toEqual(files);
    for (const file of files) {
      const [english, german] = await Promise.all(
        ['en', 'de'].map(async (language) => {
          const words: Record<string, Record<string, string>> = await import(new URL(file, folder(language)).href);
          return Object.values(words).flatMap((area) => Object.keys(area));
        }),
      );
      expect(german?.sort(), `keys of ${file}`).toEqual(english?.sort());
    }
    expect(Object.keys(de).sort()).toEqual([...keys].sort());
  });

  it('have the same parts to fill in as the English ones', () => {
    const different = keys.filter((key) => parts(de[key]).join() !== parts(en[key]).join());
    expect(different).toEqual([]);
  });

  it('differ from the English ones, but for names, terms, units and borrowed words', () => {
    const left = keys.filter((key) => {
      if (de[key] !== en[key] || notWords.includes(key)) return false;
      const words = de[key].replaceAll(/\{\w+\}/g, ' ').match(/[\p{L}_]+/gu) ?? [];
      return words.some((word) => !alike.has(word));
    });
    expect(left).toEqual([]);
  });

  it('hold no English left over', () => {
    // What a vendor's own page says is quoted as it stands there.
    const own = messages.map(([key, words]) => [key, words.replaceAll(/„[^“]*“|\{\w+\}/g, '')] as const);
    const english = /\b(the|and|is|are|of|with|your|not|from|which)\b/i;
    expect(own.filter(([key, words]) => english.test(words) && !notWords.includes(key))).toEqual([]);
  });

  it('are quoted and dotted as German is', () => {
    expect(offending(/[“”](?=\p{L})|(?<=\s)"|"(?=\s|$)|[‘’]/u).filter(([key]) => !notWords.includes(key))).toEqual([]);
    expect(
      messages.filter(([, words]) => (words.match(/„/g) ?? []).length !== (words.match(/“/g) ?? []).length),
    ).toEqual([]);
    // A button that asks for more first: "Löschen ...", with a space.
    expect(offending(/\p{Ll}(\.\.\.|…)$/u)).toEqual([]);
  });

  it('never shout, beg, boast or become familiar', () => {
    expect(offending(/!|\bbitte\b|erfolgreich|\bhoppla\b|\bleider\b/i)).toEqual([]);
    expect(offending(/\b(du|dich|dir|dein|deine|deinen|deinem|deiner)\b/i)).toEqual([]);
  });
});
