import { Button, Input, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import classes from './tunnel.module.css';
import type { SecretDraft } from './tunnel-form.ts';

interface SecretFieldProps {
  readonly label: string;
  /** Where to get it. */
  readonly help: string;
  /** Whether the keychain has one. Its value never comes back. */
  readonly kept: boolean;
  readonly value: SecretDraft;
  readonly onChange: (value: SecretDraft) => void;
  readonly error: string | undefined;
  /** Without it the tunnel works too. */
  readonly optional?: boolean;
}

/** A secret: typed once and kept in the keychain; afterwards it can be replaced or forgotten, never shown. */
export function SecretField({ label, help, kept, value, onChange, error, optional = false }: SecretFieldProps) {
  const [replacing, setReplacing] = useState(false);
  const backend = useApp((state) => state.info?.secretBackend.name ?? '');
  if (kept && !replacing) {
    const forgotten = value === null;
    return (
      <Input.Wrapper label={label} labelElement="div" error={error}>
        <fieldset className={classes.kept} aria-label={label}>
          <span className={classes.keptWords}>
            {forgotten ? t('reach.secret.forgotten') : t('reach.secret.kept', { backend })}
          </span>
          {forgotten ? (
            <Button size="xs" variant="default" onClick={() => onChange('')}>
              {t('reach.secret.keep')}
            </Button>
          ) : (
            <>
              <Button size="xs" variant="default" onClick={() => setReplacing(true)}>
                {t('reach.secret.replace')}
              </Button>
              {optional && (
                <Button size="xs" variant="default" onClick={() => onChange(null)}>
                  {t('reach.secret.forget')}
                </Button>
              )}
            </>
          )}
        </fieldset>
      </Input.Wrapper>
    );
  }
  return (
    <div className={classes.secret}>
      <PasswordInput
        label={label}
        description={help}
        autoComplete="off"
        required={!optional && !kept}
        withAsterisk={false}
        value={value ?? ''}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {kept && (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            onChange('');
            setReplacing(false);
          }}
        >
          {t('reach.secret.keep')}
        </Button>
      )}
    </div>
  );
}
