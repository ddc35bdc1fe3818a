import { t } from '../../../shared/strings/t.ts';
import type { SettingWordsOf } from '../settings/setting-words.ts';

/** What is told and set on the page about the app, for the search over all settings. */
export const aboutSettingsWords: SettingWordsOf = () => [
  { section: 'about', title: t('about.updates'), help: t('about.checkHelp'), words: t('about.check') },
  { section: 'about', title: t('about.licences'), help: t('about.licencesHelp') },
  { section: 'about', title: t('about.folders'), help: t('about.foldersHelp') },
];
