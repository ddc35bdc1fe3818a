import type {
  Channel,
  ChannelInput,
  ChannelOutput,
  DispatchBridgeApi,
  Push,
  PushPayload,
} from '../shared/ipc/contract.ts';
import { t } from '../shared/strings/t.ts';
import { type AppErrorInfo, appErrorInfoFrom } from './errors.ts';

declare global {
  interface Window {
    readonly dispatchBridge?: DispatchBridgeApi;
  }
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorInfo };

/**
 * Asks the app. Never throws: a failure is an answer too, so that every caller has to look at it.
 */
export async function ask<C extends Channel>(channel: C, input: ChannelInput<C>): Promise<Answer<ChannelOutput<C>>> {
  const door = window.dispatchBridge;
  if (door === undefined) {
    return { ok: false, error: { code: 'window.no-bridge', kind: 'bug', message: t('error.noBridge'), context: {} } };
  }
  try {
    const call = door[channel] as unknown as (input: ChannelInput<C>) => Promise<ChannelOutput<C>>;
    return { ok: true, value: await call(input) };
  } catch (thrown) {
    return { ok: false, error: appErrorInfoFrom(thrown) };
  }
}

/** Listens to a push; returns how to stop. */
export function onPush<P extends Push>(push: P, listener: (payload: PushPayload<P>) => void): () => void {
  return window.dispatchBridge?.on(push, listener) ?? (() => {});
}
