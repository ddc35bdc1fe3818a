import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AutostartSurroundings, createAutostart } from '../../../src/main/autostart/create-autostart.ts';
import { desktopEntry, execLine, startsWithDesktop } from '../../../src/main/autostart/desktop-entry.ts';
import type { LoginItems } from '../../../src/main/autostart/login-item.ts';
import { type Autostart, startArguments } from '../../../src/main/autostart/port.ts';
import { appHandlers } from '../../../src/main/ipc/handlers/app.ts';
import type { Services } from '../../../src/main/ipc/handlers/services.ts';
import { PreferencesFile } from '../../../src/main/preferences.ts';
import { silentLogger } from '../../../src/shared/logger.ts';

/** Login items as Windows and macOS keep them; `refuses` is a policy. */
function loginItems(refuses = false) {
  const kept = new Map<string, { enabled: boolean; args: readonly string[] }>();
  const items: LoginItems = {
    getLoginItemSettings: () => ({
      openAtLogin: kept.size > 0,
      launchItems: [...kept].map(([name, { enabled }]) => ({ name, enabled })),
    }),
    setLoginItemSettings({ openAtLogin, name = 'app', args = [] }) {
      if (refuses) return;
      if (openAtLogin) kept.set(name, { enabled: true, args });
      else kept.delete(name);
    },
  };
  return { kept, items };
}

function around(part: Partial<AutostartSurroundings> = {}) {
  const config = mkdtempSync(join(tmpdir(), 'autostart-'));
  const surroundings: AutostartSurroundings = {
    platform: 'linux',
    env: { XDG_CONFIG_HOME: config },
    home: '/nonexistent',
    execPath: '/opt/Dispatch Bridge/dispatch-bridge',
    packaged: true,
    items: loginItems().items,
    profile: 'production',
    dataDir: null,
    startHidden: () => true,
    ...part,
  };
  const file = join(config, 'autostart', 'dispatch-bridge.desktop');
  return { config, file, autostart: createAutostart(surroundings) };
}

describe('starting with the desktop on Linux', () => {
  it('writes an entry of the desktop and takes it away again', () => {
    const { autostart, file } = around();
    expect(autostart.enabled()).toBe(false);
    autostart.set(true);
    expect(autostart.enabled()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Dispatch Bridge/dispatch-bridge" --hidden\n');
    expect(statSync(file).mode & 0o022).toBe(0);
    autostart.set(false);
    expect(existsSync(file)).toBe(false);
    autostart.set(false);
  });

  it('shows what the desktop has, also after the entry was removed or switched off by hand', () => {
    const { autostart, file } = around();
    autostart.set(true);
    rmSync(file);
    expect(autostart.enabled()).toBe(false);
    autostart.set(true);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('X-GNOME-Autostart-enabled=true', 'X-GNOME-Autostart-enabled=false'),
    );
    expect(autostart.enabled()).toBe(false);
    writeFileSync(file, '[Desktop Entry]\nExec=x\nHidden=true\n');
    expect(autostart.enabled()).toBe(false);
  });

  it('has an entry of its own for each profile, which starts that profile', () => {
    const { autostart, config, file } = around({ profile: 'staging', dataDir: '/data/my bridge' });
    autostart.set(true);
    expect(existsSync(file)).toBe(false);
    const text = readFileSync(join(config, 'autostart', 'dispatch-bridge-staging.desktop'), 'utf8');
    expect(text).toContain('--profile=staging "--data-dir=/data/my bridge" --hidden');
    expect(text).toContain('Name=Dispatch Bridge (staging)');
  });

  it('starts an AppImage by its own file, and follows it when it is moved', () => {
    const config = mkdtempSync(join(tmpdir(), 'autostart-'));
    const image = (APPIMAGE: string) => around({ env: { XDG_CONFIG_HOME: config, APPIMAGE } }).autostart;
    image('/home/alex/Dispatch.AppImage').set(true);
    image('/home/alex/apps/Dispatch.AppImage').refresh();
    const text = readFileSync(join(config, 'autostart', 'dispatch-bridge.desktop'), 'utf8');
    expect(text).toContain('Exec=/home/alex/apps/Dispatch.AppImage --hidden');
  });

  it('brings nothing back that was taken away', () => {
    const { autostart, file } = around();
    autostart.refresh();
    expect(existsSync(file)).toBe(false);
  });

  it('shows the window where the person wants it shown', () => {
    const { autostart, file } = around({ startHidden: () => false });
    autostart.set(true);
    expect(readFileSync(file, 'utf8')).not.toContain('--hidden');
  });

  it('uses ~/.config where no folder is named, or one that is not absolute', () => {
    for (const env of [{}, { XDG_CONFIG_HOME: 'relative' }]) {
      const home = mkdtempSync(join(tmpdir(), 'home-'));
      around({ env, home }).autostart.set(true);
      expect(existsSync(join(home, '.config/autostart/dispatch-bridge.desktop'))).toBe(true);
    }
  });

  it('says why when the folder cannot be written', () => {
    const config = mkdtempSync(join(tmpdir(), 'autostart-'));
    writeFileSync(join(config, 'autostart'), 'a file where the folder belongs');
    const { autostart } = around({ env: { XDG_CONFIG_HOME: config } });
    expect(() => autostart.set(true)).toThrowError(/The system did not take the change: /);
  });

  it('is not offered by a copy that runs from its build folder', () => {
    const { autostart, file } = around({ packaged: false });
    expect(autostart.availability).toEqual({ available: false, why: expect.stringContaining('not installed') });
    autostart.set(true);
    expect(existsSync(file)).toBe(false);
    expect(autostart.enabled()).toBe(false);
  });
});

describe('a desktop entry', () => {
  it.each([
    [['/usr/bin/app', '--flag'], '/usr/bin/app --flag'],
    [['/opt/my app/app'], '"/opt/my app/app"'],
    [['/a"b'], '"/a\\\\"b"'],
    [['/a$b`c'], '"/a\\\\$b\\\\`c"'],
    [['/a\\b'], '"/a\\\\\\\\b"'],
    [['100%'], '100%%'],
    [["it's"], '"it\'s"'],
    [['x', ''], 'x ""'],
  ])('quotes the command %j as the specification says', (command, line) => {
    expect(execLine(command)).toBe(line);
  });

  it('keeps a name on its line', () => {
    expect(desktopEntry({ name: 'a\nExec=evil', comment: '', command: ['x'] })).toContain('Name=a\\nExec=evil\n');
  });

  it('is read by its own group alone', () => {
    expect(startsWithDesktop('[Desktop Entry]\nExec=x\n\n[Desktop Action y]\nHidden=true\n')).toBe(true);
    expect(startsWithDesktop('[Desktop Action y]\nExec=x\n')).toBe(false);
    expect(startsWithDesktop('nonsense')).toBe(false);
  });
});

describe('starting with Windows', () => {
  it('has a value of its own for each profile', () => {
    const { items, kept } = loginItems();
    const { autostart } = around({ platform: 'win32', items, profile: 'staging' });
    autostart.set(true);
    expect([...kept]).toEqual([
      ['Dispatch Bridge (staging)', { enabled: true, args: ['--profile=staging', '--hidden'] }],
    ]);
    expect(autostart.enabled()).toBe(true);
    expect(around({ platform: 'win32', items }).autostart.enabled()).toBe(false);
    autostart.set(false);
    expect(kept.size).toBe(0);
  });

  it('puts a data folder with blanks in quotes, which Electron does not', () => {
    const args = (dataDir: string): unknown => {
      const { items, kept } = loginItems();
      around({ platform: 'win32', items, dataDir }).autostart.set(true);
      return [...kept.values()][0]?.args;
    };
    expect(args('C:\\Users\\Kim Lee\\bridge')).toEqual(['"--data-dir=C:\\Users\\Kim Lee\\bridge"', '--hidden']);
    expect(args('D:\\our data\\')).toEqual(['"--data-dir=D:\\our data\\\\"', '--hidden']);
    expect(args('D:\\data')).toEqual(['--data-dir=D:\\data', '--hidden']);
  });

  it('is off when the task manager switched it off', () => {
    const { items, kept } = loginItems();
    const { autostart } = around({ platform: 'win32', items });
    autostart.set(true);
    for (const item of kept.values()) item.enabled = false;
    expect(autostart.enabled()).toBe(false);
    autostart.refresh();
    expect([...kept.values()][0]?.enabled).toBe(false);
  });

  it('says so when a policy does not let it', () => {
    const { autostart } = around({ platform: 'win32', items: loginItems(true).items });
    expect(() => autostart.set(true)).toThrowError(/Allow Dispatch Bridge in the list of startup apps/);
  });
});

describe('starting with macOS', () => {
  it('is for the production profile, which needs no arguments', () => {
    const { items } = loginItems();
    const { autostart } = around({ platform: 'darwin', items });
    autostart.set(true);
    expect(autostart.enabled()).toBe(true);
    expect(around({ platform: 'darwin', profile: 'staging' }).autostart.availability).toEqual({
      available: false,
      why: 'macOS can start only the production profile with the computer.',
    });
  });
});

describe('what an autostarted profile is given', () => {
  it('is nothing that is as usual', () => {
    expect(startArguments({ profile: 'production', dataDir: null, hidden: false })).toEqual([]);
    expect(startArguments({ profile: 'demo', dataDir: '/d', hidden: true })).toEqual([
      '--profile=demo',
      '--data-dir=/d',
      '--hidden',
    ]);
  });
});

describe('the switch in the settings', () => {
  function handlers(autostart: Autostart) {
    const preferences = new PreferencesFile(mkdtempSync(join(tmpdir(), 'preferences-')), silentLogger);
    return { preferences, app: appHandlers({ preferences, autostart } as unknown as Services) };
  }

  it('shows what the system has, not what was chosen once', async () => {
    const { autostart, file } = around();
    const { app } = handlers(autostart);
    expect(await app['app:save-preferences']({ autostart: true })).toMatchObject({ autostart: true });
    rmSync(file);
    expect(await app['app:preferences'](undefined)).toMatchObject({ autostart: false });
  });

  it('is not remembered as on when the system refused', async () => {
    const { autostart } = around({ platform: 'win32', items: loginItems(true).items });
    const { app, preferences } = handlers(autostart);
    expect(() => app['app:save-preferences']({ autostart: true })).toThrowError(/startup apps/);
    expect(preferences.value.autostart).toBe(false);
  });

  it('rewrites the entry when the window shall stay away from now on', async () => {
    let hidden = false;
    const { autostart, file } = around({ startHidden: () => hidden });
    const { app, preferences } = handlers(autostart);
    await app['app:save-preferences']({ autostart: true });
    preferences.onChange(({ startHidden }) => {
      hidden = startHidden;
    });
    await app['app:save-preferences']({ startHidden: true });
    expect(readFileSync(file, 'utf8')).toContain('--hidden');
  });
});
