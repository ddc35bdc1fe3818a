import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { required, requiredUnlessKept } from './field-rules.ts';
import { ProbeList } from './probe-list.tsx';
import classes from './setup.module.css';
import { goToStep } from './setup-wizard.tsx';
import { StepFoot, StepHead } from './step-parts.tsx';
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

  const works = probe.passed || (tested && probe.steps.length === 0 && !form.isDirty());
  const testLabel = works || probe.steps.length > 0 ? t('setup.cw.testAgain') : t('setup.cw.test');
  return (
    <>
      <StepHead title={t('setup.cw.title')} lead={t('setup.cw.lead')} />
      <div className={classes.twoSides}>
        <form className={classes.form} onSubmit={form.onSubmit((values) => void saveAndTest(values))} noValidate>
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
          <PasswordInput
            label={t('setup.cw.privateKey')}
            description={keptKey ? kept.words : t('setup.cw.privateKeyHelp')}
            placeholder={keptKey ? t('setup.secret.keptPlaceholder') : ''}
            autoComplete="off"
            {...form.getInputProps('privateKey')}
          />
          <PasswordInput
            label={t('setup.cw.clientId')}
            description={keptClientId ? kept.words : t('setup.cw.clientIdHelp')}
            placeholder={keptClientId ? t('setup.secret.keptPlaceholder') : ''}
            autoComplete="off"
            {...form.getInputProps('clientId')}
          />
          {failed !== null && <ErrorNote error={failed} />}
          <StepFoot>
            {works && <Button onClick={() => goToStep('fieldnation')}>{t('setup.cw.next')}</Button>}
            <Button type="submit" variant={works ? 'default' : 'filled'} loading={probe.running}>
              {testLabel}
            </Button>
          </StepFoot>
        </form>
        <ProbeList steps={probe.steps} running={probe.running} failed={probe.failed} before={tested} />
      </div>
    </>
  );
}
