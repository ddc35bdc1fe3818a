import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { createApi } from './api.ts';

/* The only import of `ipcRenderer`. Runs sandboxed; the page sees `window.dispatchBridge` and nothing else. */
contextBridge.exposeInMainWorld(
  'dispatchBridge',
  createApi({
    invoke: (channel, input) => ipcRenderer.invoke(channel, input),
    listen(channel, listener) {
      const heard = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
      ipcRenderer.on(channel, heard);
      return () => {
        ipcRenderer.off(channel, heard);
      };
    },
  }),
);
