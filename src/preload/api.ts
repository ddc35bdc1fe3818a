import type { Channel, DispatchBridgeApi, Envelope, Push } from '../shared/ipc/contract.ts';
import { channelNames, pushNames } from './channel-names.ts';

/** What the API needs of Electron's `ipcRenderer`. */
export interface RendererIpc {
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** Listens without handing out the event object; returns how to stop. */
  listen(channel: string, listener: (payload: unknown) => void): () => void;
}

/**
 * Builds `window.dispatchBridge`: one function a channel and `on` for pushes, frozen. There is no way through it to a channel that is
 * not in the contract. A refused call rejects with the error as plain data, because the bridge between worlds keeps
 * only the message of an Error.
 */
export function createApi(ipc: RendererIpc): DispatchBridgeApi {
  const calls = Object.fromEntries(channelNames.map((channel) => [channel, callOf(ipc, channel)]));
  const on = (push: Push, listener: (payload: never) => void): (() => void) => {
    if (!pushNames.includes(push)) throw new TypeError(`There is no push called ${String(push)}`);
    return ipc.listen(push, (payload) => listener(payload as never));
  };
  return Object.freeze({ ...calls, on }) as unknown as DispatchBridgeApi;
}

function callOf(ipc: RendererIpc, channel: Channel) {
  return async (input: unknown): Promise<unknown> => {
    const envelope = (await ipc.invoke(channel, input)) as Envelope;
    if (envelope.ok) return envelope.value;
    throw envelope.error;
  };
}
