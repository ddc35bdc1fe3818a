import type { Logger } from '../shared/logger.ts';
import { catalogueOf, type LanguageChoice, languageOf } from '../shared/strings/languages.ts';
import { speak } from '../shared/strings/t.ts';
import type { PreferencesFile } from './preferences.ts';

export interface SpeechOptions {
  readonly preferences: Pick<PreferencesFile, 'value' | 'onChange'>;
  /** What the system speaks, the preferred one first (BCP 47). */
  readonly systemLanguages: () => readonly string[];
  /** Called after every change at run time: tray, menu bar and title are drawn again. */
  readonly changed: () => void;
  readonly logger: Logger;
}

/** The language of what main says itself: tray, menu bar, notices and dialogues follow the preference as the window does. */
export class Speech {
  readonly #options: SpeechOptions;
  /** The last choice counts, whichever words are here first. */
  #choice: LanguageChoice = 'en';

  constructor(options: SpeechOptions) {
    this.#options = options;
  }

  /** Speaks the chosen language before anything is drawn, and follows its changes from then on. */
  async begin(): Promise<void> {
    const { preferences, changed } = this.#options;
    preferences.onChange(({ language }) => {
      if (language !== this.#choice) void this.#speak(language).then((spoke) => spoke && changed());
    });
    await this.#speak(preferences.value.language);
  }

  /** Words that cannot be read change nothing: the app goes on in the language it speaks. */
  async #speak(choice: LanguageChoice): Promise<boolean> {
    const { systemLanguages, logger } = this.#options;
    this.#choice = choice;
    const { language, locale } = languageOf(choice, systemLanguages());
    try {
      const words = await catalogueOf(language);
      if (this.#choice !== choice) return false;
      speak(words, locale);
      return true;
    } catch (error) {
      logger.warn({ language, err: String(error) }, 'The words of a language could not be read');
      return false;
    }
  }
}
