import { SegmentedControl, Switch } from '@mantine/core';
import { chatUrlFault } from '../../../shared/alert-address.ts';
import type { AlertsConfig } from '../../../shared/domain/alerts.ts';
import { t } from '../../../shared/strings/t.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { SecretLine } from './secret-line.tsx';
import { TestLine } from './test-line.tsx';
import type { AlertSettingsDraft } from './use-alert-settings.ts';
import { MissingLine, WayFailed } from './way-failed.tsx';

function urlFault(text: string): string | null {
  const fault = chatUrlFault(text);
  if (fault === null) return null;
  return fault === 'not-https' ? t('alerts.chat.notHttps') : t('alerts.chat.noUrl');
}

/** A channel of Teams or Slack. */
export function ChatRows({ draft }: { readonly draft: AlertSettingsDraft }) {
  const { chat } = draft.config;
  const { secretsSet, failures } = draft.settings;
  const change = (part: Partial<AlertsConfig['chat']>): void =>
    draft.edit((config) => ({ ...config, chat: { ...config.chat, ...part } }));
  const set = secretsSet.includes('chatUrl');
  return (
    <>
      <SettingRow
        title={t('alerts.chat')}
        help={t('alerts.chatHelp')}
        facts={
          chat.on && (
            <>
              {!set && <MissingLine>{t('alerts.chat.missing')}</MissingLine>}
              {failures.chat !== null && <WayFailed way="chat" failure={failures.chat} />}
            </>
          )
        }
        control={(labels) => (
          <Switch {...labels} checked={chat.on} onChange={(event) => change({ on: event.currentTarget.checked })} />
        )}
      />
      {chat.on && (
        <>
          <SettingRow
            inner
            title={t('alerts.chat.kind')}
            help={t(`alerts.chat.kindHelp.${chat.kind}`)}
            control={(labels) => (
              <SegmentedControl
                {...labels}
                size="xs"
                value={chat.kind}
                data={(['teams', 'slack'] as const).map((kind) => ({ value: kind, label: t(`alerts.chat.${kind}`) }))}
                onChange={(kind) => change({ kind: kind as AlertsConfig['chat']['kind'] })}
              />
            )}
          />
          <SettingRow inner title={t('alerts.chat.url')} help={t('alerts.chat.urlHelp')}>
            <SecretLine
              name={t('alerts.chat.url')}
              kept={set}
              check={urlFault}
              onKeep={async (chatUrl) => {
                const answer = await draft.keep({ chatUrl: chatUrl?.trim() ?? null });
                return answer.ok ? null : answer.error.message;
              }}
            />
            {set && <TestLine way="chat" label={t('alerts.testChat')} saved={draft.saved} />}
          </SettingRow>
        </>
      )}
    </>
  );
}
