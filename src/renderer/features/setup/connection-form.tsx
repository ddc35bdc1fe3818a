import { Button, PasswordInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import type { FormEvent, ReactNode } from 'react';
import type { SecretName } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ProbeList } from './probe-list.tsx';
import classes from './setup.module.css';
import { StepFoot } from './step-parts.tsx';
import { useKept } from './use-kept.ts';
import type { useProbe } from './use-probe.ts';

interface ConnectionFormProps {
  readonly children: ReactNode;
  readonly onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
  /** Why the values could not be saved. */
  readonly failed: AppErrorInfo | null;
  readonly probe: ReturnType<typeof useProbe>;
  /** The connection was tested before and nothing was changed since. */
  readonly tested: boolean;
  readonly dirty: boolean;
  readonly testLabel: string;
  readonly nextLabel: string;
  readonly onNext: () => void;
}

/** A connection's fields at the left, its test filling at the right; the way on appears once the test has passed. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { probe, tested } = props;
  const works = probe.passed || (tested && probe.steps.length === 0 && !props.dirty);
  return (
    <div className={classes.twoSides}>
      <form className={classes.form} onSubmit={props.onSubmit} noValidate>
        {props.children}
        {props.failed !== null && <ErrorNote error={props.failed} />}
        <StepFoot>
          {works && <Button onClick={props.onNext}>{props.nextLabel}</Button>}
          <Button type="submit" variant={works ? 'default' : 'filled'} loading={probe.running}>
            {works || probe.steps.length > 0 ? t('setup.cw.testAgain') : props.testLabel}
          </Button>
        </StepFoot>
      </form>
      <ProbeList steps={probe.steps} running={probe.running} failed={probe.failed} before={tested} />
    </div>
  );
}

interface SecretInputProps {
  readonly name: SecretName;
  readonly label: string;
  /** Where to get it, shown until it is saved. */
  readonly help: string;
  readonly input: GetInputPropsReturnType;
}

/** A credential: typed, saved, and never shown again. */
export function SecretInput({ name, label, help, input }: SecretInputProps) {
  const kept = useKept();
  const saved = kept.has(name);
  return (
    <PasswordInput
      label={label}
      description={saved ? kept.words : help}
      placeholder={saved ? t('setup.secret.keptPlaceholder') : ''}
      autoComplete="off"
      {...input}
    />
  );
}
