import { Switch } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { SettingBox, SettingRow } from '../../ui/setting-row.tsx';
import { Group } from '../sync/page-parts.tsx';
import { ChatRows } from './chat-rows.tsx';
import { EmailRows } from './email-rows.tsx';
import { QuietBox } from './quiet-box.tsx';
import { RulesBox } from './rules-box.tsx';
import { TestLine } from './test-line.tsx';
import { useAlertSettings } from './use-alert-settings.ts';
import { MissingLine } from './way-failed.tsx';

/** What a person is told about without having asked, and where. */
export function AlertsSection() {
  const { draft, error, again } = useAlertSettings();
  if (draft === null) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  const { config, edit, failure, saved } = draft;
  return (
    <div className={reading.page}>
      <SectionHead title={t('settings.section.alerts')} lead={t('alerts.lead')} />
      {failure !== null && <MissingLine>{t('alerts.saveFailed', { why: failure.message })}</MissingLine>}
      <Group title={t('alerts.rules')} text={t('alerts.rulesText')}>
        <RulesBox rules={config.rules} onChange={(change) => edit((now) => ({ ...now, rules: change(now.rules) }))} />
      </Group>
      <Group title={t('alerts.ways')} text={t('alerts.waysText')}>
        <SettingBox>
          <SettingRow
            title={t('alerts.native')}
            help={t('alerts.nativeHelp')}
            control={(labels) => (
              <Switch
                {...labels}
                checked={config.native}
                onChange={(event) => {
                  const native = event.currentTarget.checked;
                  edit((now) => ({ ...now, native }));
                }}
              />
            )}
          >
            {config.native && <TestLine way="native" label={t('alerts.testNative')} saved={saved} />}
          </SettingRow>
          <ChatRows draft={draft} />
          <EmailRows draft={draft} />
        </SettingBox>
      </Group>
      <Group title={t('alerts.quiet')}>
        <QuietBox
          quiet={config.quietHours}
          onChange={(change) => edit((now) => ({ ...now, quietHours: { ...now.quietHours, ...change } }))}
        />
      </Group>
    </div>
  );
}
