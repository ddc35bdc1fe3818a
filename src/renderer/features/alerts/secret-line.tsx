import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import classes from './alerts.module.css';

interface SecretLineProps {
  readonly name: string;
  /** Whether the keychain has one. Its value never comes back. */
  readonly kept: boolean;
  /** What is wrong with it; null = it can be kept. */
  readonly check: (text: string) => string | null;
  /** Null forgets it. Resolves with why it was not kept, or null. */
  readonly onKeep: (value: string | null) => Promise<string | null>;
}

/** A secret: written, replaced or forgotten, never shown. */
export function SecretLine({ name, kept, check, onKeep }: SecretLineProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const open = typed !== null;
  // The keyboard goes along when one takes the other's place.
  useEffect(() => {
    if (open) field.current?.focus();
    else if (wasOpen.current) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  const backend = useApp((state) => state.info?.secretBackend.name ?? '');

  async function keep(value: string | null): Promise<void> {
    const wrong = value === null ? null : check(value);
    setFault(wrong);
    if (wrong !== null) return;
    setBusy(true);
    const refused = await onKeep(value);
    setBusy(false);
    setFault(refused);
    if (refused === null) setTyped(null);
  }

  if (typed !== null) {
    return (
      <form
        className={classes.secretForm}
        onSubmit={(event) => {
          event.preventDefault();
          void keep(typed);
        }}
      >
        <PasswordInput
          className={classes.secretInput ?? ''}
          size="xs"
          aria-label={name}
          autoComplete="off"
          ref={field}
          value={typed}
          error={fault}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={busy} disabled={typed === ''}>
          {t('alerts.secret.save')}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setTyped(null);
            setFault(null);
          }}
        >
          {t('alerts.secret.cancel')}
        </Button>
      </form>
    );
  }
  return (
    <fieldset className={classes.kept} aria-label={name}>
      <span className="dim">{kept ? t('alerts.secret.kept', { backend }) : t('alerts.secret.none')}</span>
      <Button
        ref={button}
        size="xs"
        variant="default"
        aria-label={kept ? t('alerts.secret.replaceOf', { name }) : t('alerts.secret.setOf', { name })}
        onClick={() => setTyped('')}
      >
        {kept ? t('alerts.secret.replace') : t('alerts.secret.set')}
      </Button>
      {kept && (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          aria-label={t('alerts.secret.forgetOf', { name })}
          onClick={() => void keep(null)}
        >
          {t('alerts.secret.forget')}
        </Button>
      )}
      {fault !== null && (
        <span className={classes.fault} role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  );
}
