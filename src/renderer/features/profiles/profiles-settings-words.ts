import { t } from '../../../shared/strings/t.ts';
import type { SettingWordsOf } from '../settings/setting-words.ts';

/** What the page of the profiles holds, for the search over all settings. */
export const profilesSettingsWords: SettingWordsOf = () => [
  { section: 'profiles', title: t('profiles.new'), help: t('profiles.newHelp'), words: t('profiles.list') },
  { section: 'profiles', title: t('config.export'), help: t('config.exportHelp') },
  { section: 'profiles', title: t('config.import'), help: t('config.importHelp') },
];

/** As above, of the change history. */
export const historySettingsWords: SettingWordsOf = () => [
  { section: 'history', title: t('history.label'), help: t('history.lead') },
];
