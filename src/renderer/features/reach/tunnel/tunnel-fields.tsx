import { TextInput } from '@mantine/core';
import type { TunnelView } from '../../../../shared/domain/tunnels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { CodeBlock } from './code-block.tsx';
import { caddyLines, frontOf, nginxLines } from './examples.ts';
import { FileField } from './file-field.tsx';
import { SecretField } from './secret-field.tsx';
import classes from './tunnel.module.css';
import type { TunnelField, TunnelForm, TunnelProblems } from './tunnel-form.ts';
import { fixesPort } from './ways.ts';

export interface FieldsProps {
  readonly form: TunnelForm;
  readonly view: TunnelView;
  readonly problems: TunnelProblems;
  readonly onChange: (change: Partial<TunnelForm>) => void;
}

/** Fields whose words are `reach.field.<name>` and `reach.field.<name>Help`. */
type TextName = Extract<
  TunnelField,
  'url' | 'domain' | 'hostname' | 'host' | 'user' | 'sshPort' | 'remoteAddress' | 'remotePort'
>;

/** A line of text of the form. */
export function TextField({
  name,
  short = false,
  placeholder = '',
  form,
  problems,
  onChange,
}: Omit<FieldsProps, 'view'> & { readonly name: TextName; readonly short?: boolean; readonly placeholder?: string }) {
  return (
    <TextInput
      className={(short ? classes.short : classes.field) ?? ''}
      label={t(`reach.field.${name}`)}
      description={t(`reach.field.${name}Help`)}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      inputMode={short ? 'numeric' : 'text'}
      value={form[name]}
      error={problems[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
}

/** The listener's port: it has to stay where the other end forwards to it, otherwise the system may choose. */
export function PortField({ form, problems, onChange }: Omit<FieldsProps, 'view'>) {
  const fixed = fixesPort(form.way);
  return (
    <TextInput
      className={classes.field ?? ''}
      classNames={{ input: classes.portInput ?? '' }}
      label={t('reach.field.port')}
      description={t(fixed ? 'reach.field.portFixedHelp' : 'reach.field.portHelp')}
      placeholder={fixed ? '' : t('reach.field.portAny')}
      inputMode="numeric"
      autoComplete="off"
      value={form.port}
      error={problems.port}
      onChange={(event) => onChange({ port: event.currentTarget.value })}
    />
  );
}

/** Lines for the two usual web servers. */
export function FrontExamples({ form }: { readonly form: TunnelForm }) {
  const front = frontOf(form);
  return (
    <>
      <CodeBlock title={t('reach.example.caddy')} lines={caddyLines(front)} />
      <CodeBlock title={t('reach.example.nginx')} lines={nginxLines(front)} />
    </>
  );
}

export function OwnUrlFields(props: FieldsProps) {
  return (
    <>
      <TextField {...props} name="url" placeholder="https://callbacks.example.com" />
      <PortField {...props} />
    </>
  );
}

export function NgrokFields(props: FieldsProps) {
  const { form, view, problems, onChange } = props;
  return (
    <>
      <SecretField
        label={t('reach.field.authtoken')}
        help={t('reach.field.authtokenHelp')}
        kept={view.secretsSet.includes('tunnel.ngrokAuthtoken')}
        value={form.ngrokAuthtoken}
        error={problems.ngrokAuthtoken}
        onChange={(ngrokAuthtoken) => onChange({ ngrokAuthtoken })}
      />
      <TextField {...props} name="domain" placeholder="your-name.ngrok-free.app" />
      <PortField {...props} />
    </>
  );
}

function ProgramField({ form, view, problems, onChange }: FieldsProps) {
  const found = view.cloudflared !== null;
  return (
    <FileField
      what="program"
      label={t('reach.field.program')}
      help={t('reach.field.programHelp')}
      choose={t('reach.field.program.choose')}
      clear={t('reach.field.program.clear')}
      path={form.program}
      missing={!found}
      empty={
        found ? t('reach.field.program.found', { program: view.cloudflared ?? '' }) : t('reach.field.program.notFound')
      }
      error={problems.program}
      onChange={(program) => onChange({ program })}
    />
  );
}

export function QuickFields(props: FieldsProps) {
  return (
    <>
      <p className={classes.warn}>
        <ToneIcon tone="attention" size={15} />
        <span>{t('reach.quick.warning')}</span>
      </p>
      <ProgramField {...props} />
      <PortField {...props} />
    </>
  );
}

export function NamedFields(props: FieldsProps) {
  const { form, view, problems, onChange } = props;
  return (
    <>
      <ol className={classes.steps}>
        <li>{t('reach.named.step1')}</li>
        <li>{t('reach.named.step2', { port: form.port.trim() === '' ? '8300' : form.port.trim() })}</li>
        <li>{t('reach.named.step3')}</li>
      </ol>
      <SecretField
        label={t('reach.field.token')}
        help={t('reach.field.tokenHelp')}
        kept={view.secretsSet.includes('tunnel.cloudflaredToken')}
        value={form.cloudflaredToken}
        error={problems.cloudflaredToken}
        onChange={(cloudflaredToken) => onChange({ cloudflaredToken })}
      />
      <TextField {...props} name="hostname" placeholder="callbacks.example.com" />
      <PortField {...props} />
      <ProgramField {...props} />
    </>
  );
}
