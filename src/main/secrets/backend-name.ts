import { readFileSync } from 'node:fs';
import { askSessionBus } from '../process/session-bus.ts';
import type { RunProgram } from '../tray/tray-host.ts';

/**
 * What holds the secrets, in words a technician knows. On Linux several programs offer the Secret Service, and switching
 * desktops switches between them, so the process that owns the name is part of ours.
 */
export async function keychainBackendName(platform: string, run: RunProgram): Promise<string> {
  if (platform === 'win32') return 'Windows Credential Manager';
  if (platform === 'darwin') return 'macOS Keychain';
  const owner = await secretServiceProcess(run);
  if (owner === null) return 'Secret Service';
  if (owner.startsWith('gnome-keyring')) return 'GNOME Keyring';
  if (owner.startsWith('kwalletd') || owner.startsWith('ksecretd')) return 'KDE Wallet';
  if (owner.startsWith('keepassxc')) return 'KeePassXC';
  return `Secret Service (${owner})`;
}

async function secretServiceProcess(run: RunProgram): Promise<string | null> {
  try {
    const answer = await run('gdbus', askSessionBus('GetConnectionUnixProcessID', 'org.freedesktop.secrets'));
    const pid = /uint32 (\d+)/.exec(answer)?.[1];
    return pid === undefined ? null : readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return null;
  }
}
