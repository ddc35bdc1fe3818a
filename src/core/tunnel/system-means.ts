import { readFile } from 'node:fs/promises';
import type { TunnelMeans } from './means.ts';
import type { NgrokSdk } from './ngrok-sdk.ts';
import { systemPrograms } from './programs.ts';

/** Windows' own OpenSSH agent listens here and sets no variable. */
const windowsAgent = '\\\\.\\pipe\\openssh-ssh-agent';

/** The tunnels' means on this machine; the rest is the engine's. */
export function systemTunnelMeans(own: Pick<TunnelMeans, 'clock' | 'random' | 'logger' | 'secret'>): TunnelMeans {
  return {
    ...own,
    programs: systemPrograms,
    readText: (path) => readFile(path, 'utf8'),
    agent: () => process.env.SSH_AUTH_SOCK || (process.platform === 'win32' ? windowsAgent : null),
    loadNgrok,
    localStatus: async (url, signal) => {
      const response = await fetch(url, { signal, redirect: 'error' });
      await response.body?.cancel();
      return response.status;
    },
  };
}

/** Loaded when it is wanted: a native library of several megabytes. */
async function loadNgrok(): Promise<NgrokSdk> {
  const { default: ngrok } = await import('@ngrok/ngrok');
  return ngrok;
}
