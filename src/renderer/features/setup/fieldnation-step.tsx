import { SegmentedControl, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { ConnectionForm, SecretInput } from './connection-form.tsx';
import { required, requiredUnlessKept, webAddress } from './field-rules.ts';
import classes from './setup.module.css';
import { goToStep } from './setup-wizard.tsx';
import { StepHead } from './step-parts.tsx';
import { useKept } from './use-kept.ts';
import { useProbe } from './use-probe.ts';

const environments = ['production', 'sandbox', 'custom'] as const;
type Environment = (typeof environments)[number];

/** The Field Nation connection: which environment, whose account, and a test. */
export function FieldnationStep() {
  const saved = useApp((state) => state.setup?.config.fieldnation ?? null);
  const tested = useApp((state) => state.setup?.tested.fieldnation ?? false);
  const kept = useKept();
  const keptSecret = kept.has('fieldnation.clientSecret');
  const keptPassword = kept.has('fieldnation.password');
  const probe = useProbe('fieldnation');
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const form = useForm({
    mode: 'controlled',
    // What was tested is no longer what the form says.
    onValuesChange: probe.clear,
    initialValues: {
      environment: (saved?.environment ?? 'production') as Environment,
      baseUrl: saved?.baseUrl ?? '',
      clientId: saved?.clientId ?? '',
      username: saved?.username ?? '',
      companyId: saved?.companyId ?? '',
      clientSecret: '',
      password: '',
    },
    validate: {
      baseUrl: (value, values) => (values.environment === 'custom' ? webAddress(value) : null),
      clientId: required(t('setup.fn.clientId')),
      username: required(t('setup.fn.username')),
      clientSecret: requiredUnlessKept(t('setup.fn.clientSecret'), keptSecret),
      password: requiredUnlessKept(t('setup.fn.password'), keptPassword),
    },
  });

  async function saveAndTest(values: typeof form.values): Promise<void> {
    setFailed(null);
    const answer = await ask('setup:save-fieldnation', {
      environment: values.environment,
      baseUrl: values.environment === 'custom' ? values.baseUrl.trim() : '',
      clientId: values.clientId.trim(),
      username: values.username.trim(),
      companyId: values.companyId.trim(),
      ...(values.clientSecret === '' ? {} : { clientSecret: values.clientSecret }),
      ...(values.password === '' ? {} : { password: values.password }),
    });
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setSetup(answer.value);
    form.resetDirty();
    await probe.run();
  }

  const { environment } = form.values;
  const helpKey: MessageKey = `setup.fn.${environment}Help`;
  return (
    <>
      <StepHead title={t('setup.fn.title')} lead={t('setup.fn.lead')} />
      <ConnectionForm
        onSubmit={form.onSubmit((values) => void saveAndTest(values))}
        failed={failed}
        probe={probe}
        tested={tested}
        dirty={form.isDirty()}
        testLabel={t('setup.fn.test')}
        nextLabel={t('setup.fn.next')}
        onNext={() => goToStep('trigger')}
      >
        <div>
          <div className={classes.label} id="fn-environment">
            {t('setup.fn.environment')}
          </div>
          <SegmentedControl
            aria-labelledby="fn-environment"
            data={environments.map((value) => ({ value, label: t(`setup.fn.${value}`) }))}
            value={environment}
            onChange={(value) => form.setFieldValue('environment', value as Environment)}
          />
          <p className={classes.help}>{t(helpKey as 'setup.fn.customHelp')}</p>
        </div>
        {environment === 'custom' && (
          <TextInput
            label={t('setup.fn.baseUrl')}
            description={t('setup.fn.baseUrlHelp')}
            {...form.getInputProps('baseUrl')}
          />
        )}
        <TextInput
          label={t('setup.fn.clientId')}
          description={t('setup.fn.clientIdHelp')}
          autoComplete="off"
          {...form.getInputProps('clientId')}
        />
        <SecretInput
          name="fieldnation.clientSecret"
          label={t('setup.fn.clientSecret')}
          help={t('setup.fn.clientSecretHelp')}
          input={form.getInputProps('clientSecret')}
        />
        <TextInput
          label={t('setup.fn.username')}
          description={t('setup.fn.usernameHelp')}
          autoComplete="off"
          {...form.getInputProps('username')}
        />
        <SecretInput
          name="fieldnation.password"
          label={t('setup.fn.password')}
          help={t('setup.fn.passwordHelp')}
          input={form.getInputProps('password')}
        />
        <TextInput
          label={t('setup.fn.companyId')}
          description={t('setup.fn.companyIdHelp')}
          {...form.getInputProps('companyId')}
        />
      </ConnectionForm>
    </>
  );
}
