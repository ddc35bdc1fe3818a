import { Button, Checkbox, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { TunnelView } from '../../../../shared/domain/tunnels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useApp } from '../../../stores/app-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import reading from '../../../ui/reading.module.css';
import { SshFields, SshServerLines } from './ssh-fields.tsx';
import classes from './tunnel.module.css';
import {
  type FieldsProps,
  FrontExamples,
  NamedFields,
  NgrokFields,
  OwnUrlFields,
  QuickFields,
} from './tunnel-fields.tsx';
import { formOf, leftOver, problemsOf, saveInputOf, type TunnelForm } from './tunnel-form.ts';
import { Readers } from './way-facts.tsx';
import type { Way } from './ways.ts';

function NoneFields() {
  const n = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  return (
    <ul className={classes.points}>
      <li>{t('reach.none.delay', { n })}</li>
      <li>{t('reach.none.all')}</li>
      <li>{t('reach.none.later')}</li>
    </ul>
  );
}

const fieldsOf: Readonly<Record<Way, (props: FieldsProps) => React.ReactNode>> = {
  ngrok: NgrokFields,
  'cloudflared-named': NamedFields,
  'cloudflared-quick': QuickFields,
  ssh: SshFields,
  'own-url': OwnUrlFields,
  none: NoneFields,
};

/** Secrets of other ways stay in the keychain until somebody says otherwise. */
function LeftOver({ form, view, onChange }: Omit<FieldsProps, 'problems'>) {
  const names = leftOver(form.way, view.secretsSet);
  if (names.length === 0) return null;
  return (
    <fieldset className={classes.leftOver} aria-label={t('reach.leftOver')}>
      {names.map((name) => (
        <Checkbox
          key={name}
          label={t(`reach.leftOver.${name}`)}
          checked={form.forget.includes(name)}
          onChange={(event) =>
            onChange({
              forget: event.currentTarget.checked
                ? [...form.forget, name]
                : form.forget.filter((other) => other !== name),
            })
          }
        />
      ))}
    </fieldset>
  );
}

interface TunnelFormViewProps {
  readonly way: Way;
  readonly view: TunnelView;
  readonly onBack: () => void;
  readonly onSaved: (view: TunnelView) => void;
}

/** What a way needs to know, with the lines for its other end beside it. */
export function TunnelFormView({ way, view, onBack, onSaved }: TunnelFormViewProps) {
  const [form, setForm] = useState<TunnelForm>(() => formOf(way, view));
  /** Nobody is told about empty fields before they have tried to save. */
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const found = problemsOf(form, view.secretsSet);
  const problems = tried ? found : {};
  const onChange = (change: Partial<TunnelForm>): void => setForm((before) => ({ ...before, ...change }));

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    setFailed(null);
    if (Object.keys(found).length > 0) {
      // After the fields have their messages.
      window.requestAnimationFrame(() =>
        fields.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] button')?.focus(),
      );
      return;
    }
    setSaving(true);
    const answer = await ask('tunnel:save', saveInputOf(form, view.config));
    setSaving(false);
    if (answer.ok) onSaved(answer.value);
    else setFailed(answer.error);
  }

  const Fields = fieldsOf[way];
  const withLines = way === 'ssh' || way === 'own-url';
  return (
    <div className={classes.formPage}>
      <Button
        size="xs"
        variant="subtle"
        className={classes.back ?? ''}
        leftSection={<IconArrowLeft size={14} aria-hidden />}
        onClick={onBack}
      >
        {t('reach.ways.back')}
      </Button>
      <Title order={2} ref={heading} tabIndex={-1} className={classes.formTitle}>
        {t(`reach.way.name.${way}`)}
      </Title>
      <p className={reading.lead}>{t(`reach.about.${way}`)}</p>
      {way !== 'none' && <Readers way={way} />}
      <div className={withLines ? classes.twoSides : undefined}>
        <form className={classes.form} ref={fields} noValidate onSubmit={(event) => void save(event)}>
          <Fields form={form} view={view} problems={problems} onChange={onChange} />
          <LeftOver form={form} view={view} onChange={onChange} />
          {failed !== null && <ErrorNote error={failed} />}
          <div className={classes.formFoot}>
            <Button type="submit" loading={saving}>
              {t(`reach.save.${way}`)}
            </Button>
            <Button variant="default" onClick={onBack}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
        {withLines && (
          <aside className={classes.lines} aria-label={t('reach.example')}>
            {way === 'ssh' ? (
              <SshServerLines form={form} />
            ) : (
              <>
                <p className={classes.aside}>{t('reach.proxy.front')}</p>
                <FrontExamples form={form} />
              </>
            )}
          </aside>
        )}
      </div>
    </div>
  );
}
