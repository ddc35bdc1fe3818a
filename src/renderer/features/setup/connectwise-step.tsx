import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { ConnectionForm, SecretInput } from './connection-form.tsx';
import { required, requiredUnlessKept } from './field-rules.ts';
import { goToStep } from './setup-wizard.tsx';
import { StepHead } from './step-parts.tsx';
import { useKept } from './use-kept.ts';
import { useProbe } from './use-probe.ts';

/** The ConnectWise connection: five values, each with where to get it, and a test. */
export function ConnectwiseStep() {
  const connectwise = useApp((state) => state.setup?.config.connectwise ?? null);
  const tested = useApp((state) => state.setup?.tested.connectwise ?? false);
  const kept = useKept();
  const keptKey = kept.has('connectwise.privateKey');
  const keptClientId = kept.has('connectwise.clientId');
  const probe = useProbe('connectwise');
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const form = useForm({
    mode: 'controlled',
    // What was tested is no longer what the form says.
    onValuesChange: probe.clear,
    initialValues: {
      site: connectwise?.site ?? '',
      company: connectwise?.company ?? '',
      publicKey: connectwise?.publicKey ?? '',
      privateKey: '',
      clientId: '',
    },
    validate: {
      site: required(t('setup.cw.site')),
      company: required(t('setup.cw.company')),
      publicKey: required(t('setup.cw.publicKey')),
      privateKey: requiredUnlessKept(t('setup.cw.privateKey'), keptKey),
      clientId: requiredUnlessKept(t('setup.cw.clientId'), keptClientId),
    },
  });

  async function saveAndTest(values: typeof form.values): Promise<void> {
    setFailed(null);
    const answer = await ask('setup:save-connectwise', {
      site: values.site.trim(),
      company: values.company.trim(),
      publicKey: values.publicKey.trim(),
      ...(values.privateKey === '' ? {} : { privateKey: values.privateKey.trim() }),
      ...(values.clientId === '' ? {} : { clientId: values.clientId.trim() }),
    });
    if (!answer.ok) {
      setFailed(answer.error);
      return;
    }
    useApp.getState().setSetup(answer.value);
    form.resetDirty();
    await probe.run();
  }

  return (
    <>
      <StepHead title={t('setup.cw.title')} lead={t('setup.cw.lead')} />
      <ConnectionForm
        onSubmit={form.onSubmit((values) => void saveAndTest(values))}
        failed={failed}
        probe={probe}
        tested={tested}
        dirty={form.isDirty()}
        testLabel={t('setup.cw.test')}
        nextLabel={t('setup.cw.next')}
        onNext={() => goToStep('fieldnation')}
      >
        <TextInput label={t('setup.cw.site')} description={t('setup.cw.siteHelp')} {...form.getInputProps('site')} />
        <TextInput
          label={t('setup.cw.company')}
          description={t('setup.cw.companyHelp')}
          {...form.getInputProps('company')}
        />
        <TextInput
          label={t('setup.cw.publicKey')}
          description={t('setup.cw.publicKeyHelp')}
          autoComplete="off"
          {...form.getInputProps('publicKey')}
        />
        <SecretInput
          name="connectwise.privateKey"
          label={t('setup.cw.privateKey')}
          help={t('setup.cw.privateKeyHelp')}
          input={form.getInputProps('privateKey')}
        />
        <SecretInput
          name="connectwise.clientId"
          label={t('setup.cw.clientId')}
          help={t('setup.cw.clientIdHelp')}
          input={form.getInputProps('clientId')}
        />
      </ConnectionForm>
    </>
  );
}
