import { describe, expect, it } from 'vitest';
import { findParts } from '../../../src/renderer/features/about/find-parts.ts';
import { updateWords } from '../../../src/renderer/features/about/update-words.ts';
import { findHouseSettings, findSyncSettings } from '../../../src/renderer/features/settings/find-settings.ts';
import { houseSections, settingsSections } from '../../../src/renderer/features/sync/sections.ts';
import { callbacksTabs, pages } from '../../../src/renderer/stores/place.ts';
import { actionCommands, eventCommands, pageCommands } from '../../../src/renderer/ui/frame/palette-commands.ts';
import { recentCommands, recentFirst, rememberCommand } from '../../../src/renderer/ui/frame/recent-commands.ts';
import { hintOf, hotkeyOf, keyCaps, shortcuts } from '../../../src/renderer/ui/frame/shortcut-list.ts';
import type { UpdateState } from '../../../src/shared/domain/updates.ts';

const facts = { paused: false, canPause: true, platform: 'linux', update: 'none' } as const;
const ids = (commands: readonly { readonly id: string }[]) => commands.map(({ id }) => id);

describe('the palette', () => {
  it('leads to every page, every tab and every page of the settings', () => {
    const places = ids(pageCommands(facts));
    expect(places).toEqual(expect.arrayContaining([...pages, 'setup', 'attention/alerts']));
    expect(places).toEqual(expect.arrayContaining(callbacksTabs.map((tab) => `callbacks/${tab}`)));
    expect(places).toEqual(expect.arrayContaining(settingsSections.map((section) => `settings/${section}`)));
  });

  it('has no two commands that could be taken for each other', () => {
    const all = [...pageCommands(facts), ...eventCommands('1042'), ...actionCommands(facts)];
    expect(new Set(ids(all)).size).toBe(all.length);
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
  });

  it('offers to pause or to resume, whichever makes sense, and neither before there is anything to pause', () => {
    expect(ids(actionCommands(facts))).toEqual(expect.arrayContaining(['pause15', 'pause60', 'pauseOpen']));
    expect(ids(actionCommands({ ...facts, paused: true, canPause: false }))).toContain('resume');
    const before = ids(actionCommands({ ...facts, canPause: false }));
    expect(before.filter((id) => /pause|resume/.test(id))).toEqual([]);
  });

  it('offers to install what is ready, to look otherwise, and nothing where updates are off', () => {
    const updating = (update: UpdateState['state']) =>
      ids(actionCommands({ ...facts, update })).filter((id) => id === 'install' || id === 'checkUpdates');
    expect(updating('ready')).toEqual(['install']);
    expect(updating('failed')).toEqual(['checkUpdates']);
    expect(updating('off')).toEqual([]);
  });

  it('shows the key of a command that has one', () => {
    expect(pageCommands(facts).find(({ id }) => id === 'events')?.hint).toBe('Ctrl 2');
    expect(pageCommands({ platform: 'darwin' }).find(({ id }) => id === 'events')?.hint).toBe('⌘ 2');
  });

  it('puts first what was used last, and survives a memory that makes no sense', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    for (const id of ['a', 'b', 'a', ...Array.from({ length: 30 }, (_, index) => `x${String(index)}`)])
      rememberCommand(id, storage);
    expect(recentCommands(storage)).toHaveLength(20);
    expect(recentCommands(storage)[0]).toBe('x29');
    expect(ids(recentFirst([{ id: 'x' }, { id: 'y' }, { id: 'z' }], ['z', 'q', 'y']))).toEqual(['z', 'y', 'x']);
    for (const broken of ['{', '{"a":1}', '[1,null]', 'null']) {
      expect(recentCommands({ getItem: () => broken })).toEqual([]);
    }
  });
});

describe('the keys of the window', () => {
  it('are each one thing in the place where they work', () => {
    for (const section of new Set(shortcuts.map((shortcut) => shortcut.section))) {
      const keys = shortcuts.filter((shortcut) => shortcut.section === section).flatMap((shortcut) => shortcut.keys);
      expect(new Set(keys).size, section).toBe(keys.length);
    }
  });

  it('are bound once', () => {
    const bound = shortcuts.filter(({ run }) => run !== undefined).flatMap(({ keys }) => keys);
    expect(new Set(bound).size).toBe(bound.length);
  });

  it('are shown as they stand on the keyboard', () => {
    expect(keyCaps('mod+Shift+S', 'win32')).toEqual(['Ctrl', 'Shift', 'S']);
    expect(keyCaps('mod+Shift+S', 'darwin')).toEqual(['⌘', '⇧', 'S']);
    expect(keyCaps('mod++', 'linux')).toEqual(['Ctrl', '+']);
    expect(hotkeyOf('Alt+Left')).toBe('Alt+ArrowLeft');
    expect(hintOf('nothing', 'linux')).toBeUndefined();
  });
});

describe('the search over settings', () => {
  it('finds every page about the app by its name, and what is on it', () => {
    expect(new Set(findHouseSettings('a').map(({ section }) => section)).size).toBeGreaterThan(0);
    for (const [typed, section] of [
      ['licences', 'about'],
      ['backups', 'recovery'],
      ['alerts', 'alerts'],
      ['diagnostics', 'diagnostics'],
      ['profiles', 'profiles'],
      ['history', 'history'],
    ] as const) {
      expect(
        findHouseSettings(typed).map((found) => found.section),
        typed,
      ).toContain(section);
    }
    expect(houseSections).toHaveLength(6);
  });

  it('finds nothing while nothing is typed', () => {
    expect([...findHouseSettings(' '), ...findSyncSettings('')]).toEqual([]);
  });
});

describe('an update in words', () => {
  const update: UpdateState = {
    state: 'none',
    current: '1.0.0',
    version: '1.1.0',
    releasedAt: null,
    notes: '',
    progress: null,
    checkedAt: null,
    skipped: false,
    why: 'Because.',
  };
  it.each([
    [{ state: 'off' }, []],
    [{ state: 'idle' }, ['check']],
    [{ state: 'checking' }, []],
    [{ state: 'none' }, ['check']],
    [{ state: 'available' }, ['download', 'skip']],
    [{ state: 'available', skipped: true }, ['unskip', 'check']],
    [{ state: 'downloading', progress: 0.5 }, []],
    [{ state: 'ready' }, ['install']],
    [{ state: 'failed' }, ['download', 'check']],
    [{ state: 'failed', version: null }, ['check']],
  ] as const)('%j offers %j', (part, actions) => {
    const words = updateWords({ ...update, ...part });
    expect(words.actions).toEqual(actions);
    expect(words.title).toMatch(/\.$|%$/);
  });

  it('says how far the download is, and why it failed', () => {
    expect(updateWords({ ...update, state: 'downloading', progress: 0.425 }).title).toContain('43 %');
    expect(updateWords({ ...update, state: 'failed' }).text).toBe('Because.');
  });
});

describe('the licences', () => {
  const rule = '-'.repeat(100);
  const list = `Made with these.\n\n${rule}\nreact 19\nMIT\n\n--\nPermission\n${rule}\nzod 4\nMIT\n`;
  it('are searched library by library', () => {
    expect(findParts(list, '')).toHaveLength(3);
    expect(findParts(list, 'REACT mit')).toEqual(['react 19\nMIT\n\n--\nPermission']);
    expect(findParts(list, 'zebra')).toEqual([]);
    expect(findParts('', '')).toEqual([]);
  });
});
