import { SegmentedControl, Switch, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { isHostName, isMailAddress, mayMailPlain } from '../../../shared/alert-address.ts';
import type { AlertSettings, AlertsConfig } from '../../../shared/domain/alerts.ts';
import { t } from '../../../shared/strings/t.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import classes from './alerts.module.css';
import { NumberField, TextField } from './fields.tsx';
import { SecretLine } from './secret-line.tsx';
import { TestLine } from './test-line.tsx';
import type { AlertSettingsDraft } from './use-alert-settings.ts';
import { MissingLine, WayFailed } from './way-failed.tsx';

type Email = AlertsConfig['email'];

const hostFault = (text: string) =>
  text.trim() === '' || isHostName(text.trim()) ? null : t('alerts.email.hostWrong');
const fromFault = (text: string) =>
  text.trim() === '' || isMailAddress(text.trim()) ? null : t('alerts.email.fromWrong');

function missing({ host, from, to, user }: Email, secretsSet: AlertSettings['secretsSet']): string | null {
  const parts = [
    host === '' ? t('alerts.email.host') : null,
    user !== '' && !secretsSet.includes('emailPassword') ? t('alerts.email.password') : null,
    from === '' ? t('alerts.email.from') : null,
    to.length === 0 ? t('alerts.email.to') : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : t('alerts.email.missing', { what: parts.join(', ') });
}

/** Mail over a server of one's own. */
export function EmailRows({ draft }: { readonly draft: AlertSettingsDraft }) {
  const { email } = draft.config;
  const { secretsSet, failures } = draft.settings;
  const change = (part: Partial<Email>): void =>
    draft.edit((config) => ({ ...config, email: { ...config.email, ...part } }));
  const lacks = missing(email, secretsSet);
  return (
    <>
      <SettingRow
        title={t('alerts.email')}
        help={t('alerts.emailHelp')}
        facts={
          email.on && (
            <>
              {lacks !== null && <MissingLine>{lacks}</MissingLine>}
              {failures.email !== null && <WayFailed way="email" failure={failures.email} />}
            </>
          )
        }
        control={(labels) => (
          <Switch {...labels} checked={email.on} onChange={(event) => change({ on: event.currentTarget.checked })} />
        )}
      />
      {email.on && (
        <>
          <ServerRows email={email} change={change} />
          <SettingRow
            inner
            wide
            title={t('alerts.email.user')}
            help={t('alerts.email.userHelp')}
            control={(labels) => (
              <TextField {...labels} value={email.user} check={() => null} onChange={(user) => change({ user })} />
            )}
          />
          {email.user !== '' && (
            <SettingRow inner title={t('alerts.email.password')} help={t('alerts.email.passwordHelp')}>
              <SecretLine
                name={t('alerts.email.password')}
                kept={secretsSet.includes('emailPassword')}
                check={() => null}
                onKeep={async (emailPassword) => {
                  const answer = await draft.keep({ emailPassword });
                  return answer.ok ? null : answer.error.message;
                }}
              />
            </SettingRow>
          )}
          <PeopleRows email={email} change={change} />
          {lacks === null && (
            <SettingRow inner title={t('alerts.testEmail')}>
              <TestLine way="email" label={t('alerts.testEmail')} saved={draft.saved} />
            </SettingRow>
          )}
        </>
      )}
    </>
  );
}

interface PartProps {
  readonly email: Email;
  readonly change: (part: Partial<Email>) => void;
}

function ServerRows({ email, change }: PartProps) {
  const [portFault, setPortFault] = useState<string | null>(null);
  const plain = email.security === 'none' && email.host !== '' && !mayMailPlain(email.host);
  return (
    <>
      <SettingRow
        inner
        wide
        title={t('alerts.email.host')}
        help={t('alerts.email.hostHelp')}
        control={(labels) => (
          <TextField {...labels} value={email.host} check={hostFault} onChange={(host) => change({ host })} />
        )}
      />
      <SettingRow
        inner
        title={t('alerts.email.port')}
        help={t('alerts.email.portHelp')}
        facts={
          portFault !== null && (
            <p className={classes.fault} role="alert">
              {portFault}
            </p>
          )
        }
        control={
          <NumberField
            label={t('alerts.email.port')}
            value={email.port}
            least={1}
            most={65535}
            onChange={(port) => change({ port })}
            onFault={setPortFault}
          />
        }
      />
      <SettingRow
        inner
        title={t('alerts.email.security')}
        help={t('alerts.email.securityHelp')}
        facts={
          plain && (
            <p className={classes.fault} role="alert">
              {t('alerts.email.plain')}
            </p>
          )
        }
        control={(labels) => (
          <SegmentedControl
            {...labels}
            size="xs"
            value={email.security}
            data={(['starttls', 'tls', 'none'] as const).map((one) => ({
              value: one,
              label: t(`alerts.email.${one}`),
            }))}
            onChange={(security) => change({ security: security as Email['security'] })}
          />
        )}
      />
    </>
  );
}

function PeopleRows({ email, change }: PartProps) {
  const [wrong, setWrong] = useState<readonly string[]>([]);
  return (
    <>
      <SettingRow
        inner
        wide
        title={t('alerts.email.from')}
        help={t('alerts.email.fromHelp')}
        control={(labels) => (
          <TextField {...labels} value={email.from} check={fromFault} onChange={(from) => change({ from })} />
        )}
      />
      <SettingRow
        inner
        wide
        title={t('alerts.email.to')}
        help={t('alerts.email.toHelp')}
        control={(labels) => (
          <TagsInput
            {...labels}
            size="xs"
            maxTags={20}
            splitChars={[',', ';', ' ']}
            acceptValueOnBlur
            value={[...email.to, ...wrong]}
            error={wrong[0] === undefined ? null : t('alerts.email.toWrong', { address: wrong[0] })}
            onChange={(tags) => {
              const addresses = tags.map((tag) => tag.trim());
              setWrong(addresses.filter((one) => !isMailAddress(one)));
              change({ to: addresses.filter(isMailAddress) });
            }}
          />
        )}
      />
    </>
  );
}
