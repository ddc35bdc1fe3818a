import { ipcMain } from 'electron';
import { type Channel, channels } from '../../shared/ipc/contract.ts';
import type { Handlers, IpcGate } from './ipc-gate.ts';

/** Connects every channel of the contract to its handler, through the gate. The only import of `ipcMain`. */
export function serveIpc(gate: IpcGate, handlers: Handlers): () => void {
  const names = Object.keys(channels) as Channel[];
  for (const name of names) serve(name, gate, handlers);
  return () => {
    for (const name of names) ipcMain.removeHandler(name);
  };
}

function serve<C extends Channel>(channel: C, gate: IpcGate, handlers: Handlers): void {
  ipcMain.handle(channel, (event, input: unknown) => gate.call(channel, handlers[channel], event, input));
}
