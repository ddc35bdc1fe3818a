import type { SettingsSectionId } from '../sync/sections.ts';

/**
 * One setting as the search over all settings knows it. A page of the settings says in words what can be set or done on it; the
 * search leads to the page.
 */
export interface SettingWords {
  readonly section: SettingsSectionId;
  /** As the row on the page is called. */
  readonly title: string;
  /** As the row explains itself; may be empty. */
  readonly help: string;
  /** Further words it is found by; not shown. */
  readonly words?: string;
}

/** Asked for at every search, never at module level: the language can change while the window is open. */
export type SettingWordsOf = () => readonly SettingWords[];
