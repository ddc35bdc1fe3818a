import { Radio, Stack } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { CodeBlock } from './code-block.tsx';
import { sshdLines, userLines } from './examples.ts';
import { FileField } from './file-field.tsx';
import { SecretField } from './secret-field.tsx';
import classes from './tunnel.module.css';
import { type FieldsProps, FrontExamples, PortField, TextField } from './tunnel-fields.tsx';

function SignIn({ form, view, problems, onChange }: FieldsProps) {
  return (
    <>
      <Radio.Group
        label={t('reach.field.auth')}
        value={form.auth}
        onChange={(value) => onChange({ auth: value === 'key' ? 'key' : 'agent' })}
      >
        <Stack gap={8} mt={4}>
          <Radio
            value="agent"
            label={t('reach.field.auth.agent')}
            description={t(view.sshAgent ? 'reach.field.auth.agentRuns' : 'reach.field.auth.agentMissing')}
          />
          <Radio value="key" label={t('reach.field.auth.key')} description={t('reach.field.auth.keyHelp')} />
        </Stack>
      </Radio.Group>
      {form.auth === 'agent' && !view.sshAgent && (
        <p className={classes.warn}>
          <ToneIcon tone="attention" size={15} />
          <span>{t('reach.field.auth.noAgent')}</span>
        </p>
      )}
      {form.auth === 'key' && (
        <>
          <FileField
            what="key"
            label={t('reach.field.keyFile')}
            help={t('reach.field.keyFileHelp')}
            choose={t('reach.field.keyFile.choose')}
            path={form.keyFile}
            empty={t('reach.field.keyFile.none')}
            missing={false}
            error={problems.keyFile}
            onChange={(keyFile) => onChange({ keyFile })}
          />
          <SecretField
            label={t('reach.field.passphrase')}
            help={t('reach.field.passphraseHelp')}
            kept={view.secretsSet.includes('tunnel.sshPassphrase')}
            value={form.sshPassphrase}
            error={problems.sshPassphrase}
            optional
            onChange={(sshPassphrase) => onChange({ sshPassphrase })}
          />
        </>
      )}
    </>
  );
}

/** The SSH server, how to sign in there, and where it listens for us. */
export function SshFields(props: FieldsProps) {
  return (
    <>
      <div className={classes.pair}>
        <TextField {...props} name="host" placeholder="ssh.example.com" />
        <TextField {...props} name="sshPort" short />
      </div>
      <TextField {...props} name="user" placeholder="bridge" />
      <SignIn {...props} />
      <div className={classes.pair}>
        <TextField {...props} name="remoteAddress" />
        <TextField {...props} name="remotePort" short />
      </div>
      <TextField {...props} name="url" placeholder="https://callbacks.example.com" />
      <PortField {...props} />
    </>
  );
}

/** What has to be done on the server, as lines to copy; they follow what is typed. */
export function SshServerLines({ form }: Pick<FieldsProps, 'form'>) {
  return (
    <>
      <p className={classes.aside}>{t('reach.ssh.server')}</p>
      <CodeBlock title={t('reach.example.user')} lines={userLines(form)} />
      <CodeBlock title={t('reach.example.sshd')} lines={sshdLines(form)} />
      <p className={classes.aside}>{t('reach.ssh.front')}</p>
      <FrontExamples form={form} />
    </>
  );
}
