import { create } from 'zustand';
import { catalogueOf, type Language, type LanguageChoice, languageOf } from '../../shared/strings/languages.ts';
import { speak, spokenLocale } from '../../shared/strings/t.ts';
import { keepFocus } from './kept-focus.ts';

/** What the window speaks now; whoever shows the pages draws them anew when it changes. */
export const useLanguage = create<{ readonly language: Language; readonly locale: string }>()(() => ({
  language: 'en',
  locale: spokenLocale(),
}));

/** The last one asked for counts, whichever catalogue is here first. */
let asked = 0;

/** Speaks the chosen language from now on. English is there at once, others are fetched. A catalogue that cannot be fetched changes nothing. */
export async function applyLanguage(choice: LanguageChoice): Promise<void> {
  asked += 1;
  const mine = asked;
  const next = languageOf(choice, navigator.languages);
  const words = await catalogueOf(next.language).catch(() => null);
  if (words === null || mine !== asked) return;
  speak(words, next.locale);
  document.documentElement.lang = next.language;
  if (next.language === useLanguage.getState().language) return useLanguage.setState(next);
  // Redrawn twice before anybody could give it back: the first place counts.
  giveBack ??= keepFocus();
  useLanguage.setState(next);
}

let giveBack: (() => void) | null = null;

/** Gives the focus back after the pages were drawn anew in this language; whoever draws them calls it before anybody can press a key. */
export function giveFocusBack(drawn: Language): void {
  if (drawn !== useLanguage.getState().language) return;
  giveBack?.();
  giveBack = null;
}
