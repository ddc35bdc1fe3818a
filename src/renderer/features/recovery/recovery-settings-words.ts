import type { SettingWordsOf } from '../settings/setting-words.ts';

/** What can be done about backups, recovery, diagnostics and the trail, for the search over all settings. */
export const recoverySettingsWords: SettingWordsOf = () => [];
