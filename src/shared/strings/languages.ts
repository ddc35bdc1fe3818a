import type { Catalogue } from './t.ts';

/** Languages there is a catalogue for. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
export type LanguageChoice = Language | 'system';

const plainLocales: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE' };

/**
 * The language to speak and the locale that goes with it. `wanted` are the system's languages, the first one counts; where the system speaks
 * the chosen language with a region of its own (`en-GB`, `de-AT`), dates and numbers are written as there.
 */
export function languageOf(
  choice: LanguageChoice,
  wanted: readonly string[],
): { readonly language: Language; readonly locale: string } {
  const base = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
  const system = languages.find((language) => language === base(wanted[0] ?? '')) ?? 'en';
  const language = choice === 'system' ? system : choice;
  const region = wanted.find((tag) => base(tag) === language && isLocale(tag));
  return { language, locale: region ?? plainLocales[language] };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Fetches the words; English is always there. */
export async function catalogueOf(language: Language): Promise<Catalogue> {
  if (language === 'de') return (await import('./de.ts')).de;
  return (await import('./en.ts')).en;
}
