import type { SettingWordsOf } from '../settings/setting-words.ts';

/** What can be set about alerts, for the search over all settings. */
export const alertSettingsWords: SettingWordsOf = () => [];
