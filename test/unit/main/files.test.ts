import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PreferencesFile } from '../../../src/main/preferences.ts';
import { ProfileMemoryFile } from '../../../src/main/profile-memory.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'files-'));

describe('preferences', () => {
  it('start from the defaults and survive a restart', () => {
    const at = folder();
    const first = new PreferencesFile(at, silentLogger);
    expect(first.value).toEqual({
      theme: 'system',
      density: 'comfortable',
      closeToTray: true,
      railCollapsed: false,
      language: 'system',
      contrast: 'system',
      motion: 'system',
      autostart: false,
      startHidden: true,
      checkForUpdates: true,
      dashboardRange: '24h',
    });
    first.save({ theme: 'dark' });
    expect(new PreferencesFile(at, silentLogger).value).toMatchObject({ theme: 'dark', closeToTray: true });
  });

  it('are readable by their user only, and leave no half-written file', () => {
    const at = folder();
    new PreferencesFile(at, silentLogger).save({ theme: 'dark' });
    expect(statSync(join(at, 'preferences.json')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(at, 'preferences.json.new'))).toBe(false);
  });

  it.each(['{"theme":', '{"theme":"pink"}', '[]'])('keep an unreadable file aside instead of losing it: %s', (text) => {
    const at = folder();
    writeFileSync(join(at, 'preferences.json'), text);
    expect(new PreferencesFile(at, silentLogger).value.theme).toBe('system');
    expect(readFileSync(join(at, 'preferences.json.broken'), 'utf8')).toBe(text);
  });

  it('still hold for this run when the disk refuses', () => {
    const preferences = new PreferencesFile(join(folder(), 'missing'), silentLogger);
    expect(preferences.save({ theme: 'dark' }).theme).toBe('dark');
    expect(preferences.value.theme).toBe('dark');
  });

  it('announce a change', () => {
    const preferences = new PreferencesFile(folder(), silentLogger);
    const seen: string[] = [];
    preferences.onChange(({ theme }) => seen.push(theme));
    preferences.save({ theme: 'light' });
    expect(seen).toEqual(['light']);
  });
});

describe('what is remembered about a profile', () => {
  it('changes one fact at a time', () => {
    const at = folder();
    const memory = new ProfileMemoryFile(at, silentLogger);
    memory.change({ usesSandbox: true });
    memory.change({ secretBackend: 'GNOME Keyring' });
    expect(new ProfileMemoryFile(at, silentLogger).value).toEqual({
      secretBackend: 'GNOME Keyring',
      trayNoticeShown: false,
      usesSandbox: true,
      tested: { connectwise: false, fieldnation: false },
    });
  });
});
