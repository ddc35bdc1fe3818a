import { alertRules } from '../../../shared/domain/alerts.ts';
import { t } from '../../../shared/strings/t.ts';
import type { SettingWordsOf } from '../settings/setting-words.ts';
import { plainSentence } from './sentence.ts';

/** What can be set about alerts, for the search over all settings. */
export const alertSettingsWords: SettingWordsOf = () => [
  ...alertRules.map((rule) => ({
    section: 'alerts' as const,
    title: t(`alerts.rule.${rule}`),
    help: plainSentence(t(`alerts.say.${rule}` as 'alerts.say.sign-in')),
    words: t('alerts.rules'),
  })),
  { section: 'alerts', title: t('alerts.native'), help: t('alerts.nativeHelp') },
  { section: 'alerts', title: t('alerts.chat'), help: t('alerts.chatHelp'), words: t('alerts.chat.url') },
  {
    section: 'alerts',
    title: t('alerts.email'),
    help: t('alerts.emailHelp'),
    words: `${t('alerts.email.host')} SMTP ${t('alerts.email.password')}`,
  },
  { section: 'alerts', title: t('alerts.quiet'), help: t('alerts.quietHelp'), words: t('alerts.quiet.except') },
];
