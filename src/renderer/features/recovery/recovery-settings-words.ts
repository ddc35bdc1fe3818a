import { t } from '../../../shared/strings/t.ts';
import type { SettingWordsOf } from '../settings/setting-words.ts';

/** Backups, links found again and diagnostics, for the search over all settings. */
export const recoverySettingsWords: SettingWordsOf = () => [
  {
    section: 'recovery',
    title: t('recovery.backups'),
    help: t('recovery.lead'),
    words: t('recovery.words.backups'),
  },
  { section: 'recovery', title: t('findLinks.title'), help: t('findLinks.text'), words: t('recovery.words.links') },
  {
    section: 'diagnostics',
    title: t('settings.section.diagnostics'),
    help: t('diagnostics.lead'),
    words: t('recovery.words.diagnostics'),
  },
];
