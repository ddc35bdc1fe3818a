import { useCallback, useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { AlertSettings, AlertsConfig } from '../../../shared/domain/alerts.ts';
import type { ChannelInput } from '../../../shared/ipc/contract.ts';
import { type Answer, ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useAsked } from '../../stores/use-asked.ts';

/** What is typed is saved once nothing more was typed for this long (ms). */
const saveAfterMs = 500;

export type AlertSecrets = NonNullable<ChannelInput<'alerts:save'>['secrets']>;

export interface AlertSettingsDraft {
  readonly settings: AlertSettings;
  /** What the page shows: the newest change, saved or about to be. */
  readonly config: AlertsConfig;
  /** Why the last change was not saved. */
  readonly failure: AppErrorInfo | null;
  edit(change: (config: AlertsConfig) => AlertsConfig): void;
  /** Saves at once, with secrets. The answer says what was wrong. */
  keep(secrets: AlertSecrets): Promise<Answer<AlertSettings>>;
  /** Resolves when what was edited is saved, so that a test goes out as the page shows it. */
  saved(): Promise<void>;
}

/** The settings of alerts, saved while they are edited. Null while they load. */
export function useAlertSettings(): {
  readonly draft: AlertSettingsDraft | null;
  readonly error: AppErrorInfo | null;
  readonly again: () => void;
} {
  const { value, error, again } = useAsked('alerts:settings', undefined, ['alerts']);
  const [settings, setSettings] = useState<AlertSettings | null>(null);
  const [config, setConfig] = useState<AlertsConfig | null>(null);
  const [failure, setFailure] = useState<AppErrorInfo | null>(null);
  const newest = useRef<AlertsConfig | null>(null);
  /** How to call off the saving that waits; null = all is saved. */
  const pending = useRef<(() => void) | null>(null);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  /** How many are being saved: an answer from before them is old. */
  const underWay = useRef(0);

  useEffect(() => {
    if (value === undefined) return;
    setSettings(value);
    // What a person types now is newer than what was saved.
    if (pending.current !== null || underWay.current > 0) return;
    newest.current = value.config;
    setConfig(value.config);
  }, [value]);

  const send = useCallback((secrets: AlertSecrets): Promise<Answer<AlertSettings>> => {
    pending.current?.();
    pending.current = null;
    underWay.current += 1;
    const sent = saving.current.then(async (): Promise<Answer<AlertSettings>> => {
      const wanted = newest.current;
      if (wanted === null) throw new Error('Nothing was loaded to be saved');
      const answer = await ask('alerts:save', { config: wanted, secrets });
      if (answer.ok) setSettings(answer.value);
      return answer;
    });
    saving.current = sent
      .catch(() => {})
      .finally(() => {
        underWay.current -= 1;
      });
    return sent;
  }, []);
  const flush = useCallback(async (): Promise<void> => {
    if (pending.current !== null) {
      const answer = await send({});
      setFailure(answer.ok ? null : answer.error);
    }
    await saving.current;
  }, [send]);
  const edit = useCallback(
    (change: (config: AlertsConfig) => AlertsConfig): void => {
      if (newest.current === null) return;
      newest.current = change(newest.current);
      setConfig(newest.current);
      pending.current?.();
      pending.current = systemClock.after(saveAfterMs, () => void flush());
    },
    [flush],
  );
  // Leaving the page loses nothing.
  useEffect(() => () => void flush(), [flush]);

  const ready = settings !== null && config !== null;
  return { draft: ready ? { settings, config, failure, edit, keep: send, saved: flush } : null, error, again };
}
