import { useEffect } from 'react';
import { create } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import type { CallbackList } from '../../../shared/ipc/callback-channels.ts';
import { ask, onPush } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { useApp } from '../../stores/app-store.ts';

interface CallbacksState {
  /** Undefined before the first answer; kept while a later reading fails. */
  readonly list: CallbackList | undefined;
  readonly error: AppErrorInfo | null;
}

/** What is registered in ConnectWise. Kept when the tab is left, so that coming back shows it at once. */
export const useCallbacks = create<CallbacksState>()(() => ({ list: undefined, error: null }));

let question = 0;

/** Reads the entries again. An answer to an earlier question is dropped. */
export async function readCallbacks(): Promise<void> {
  question += 1;
  const mine = question;
  const answer = await ask('callbacks:list', undefined);
  if (mine !== question) return;
  useCallbacks.setState((before) => ({
    list: answer.ok ? answer.value : before.list,
    error: answer.ok ? null : answer.error,
  }));
}

/** A tunnel that comes up says so several times; reading is a request to ConnectWise, so that it is done once for all of them. */
const settledMs = 400;

/** Reads when the tab opens, when something about callbacks changed, and when ConnectWise answers again after a reading failed. */
export function useReadCallbacks(): void {
  useEffect(() => {
    void readCallbacks();
    let callOff = (): void => {};
    const stop = onPush('changed', ({ topics }) => {
      if (!topics.includes('reach')) return;
      callOff();
      callOff = systemClock.after(settledMs, () => void readCallbacks());
    });
    return () => {
      stop();
      callOff();
    };
  }, []);
  const answers = useApp(({ status }) => status?.connectwise.state === 'ok');
  useEffect(() => {
    if (answers && useCallbacks.getState().error !== null) void readCallbacks();
  }, [answers]);
}
