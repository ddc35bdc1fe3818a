import { copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { listBackups, writeProfileBackup } from '../../../src/core/store/backup.ts';
import { nameOfBackup, readBackupName } from '../../../src/core/store/backup-names.ts';
import { loadDriver, openReader } from '../../../src/core/store/driver.ts';
import { storeFiles } from '../../../src/core/store/files.ts';
import { keptFiles } from '../../../src/core/store/kept-files.ts';
import { latestVersion } from '../../../src/core/store/migrations/index.ts';
import { openProfile } from '../../../src/core/store/open-profile.ts';
import { recoverProfile } from '../../../src/core/store/recovery.ts';
import { backupsToPrune } from '../../../src/core/store/retention.ts';

const t0 = Date.UTC(2026, 10, 22, 8);
const day = 86_400_000;
const library = await loadDriver();
const holder = { pid: process.pid, host: 'here', since: t0, version: '0.1.0' };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A profile with one value in it, closed. */
function profile(value = 'first') {
  const dataDir = mkdtempSync(join(tmpdir(), 'backups-'));
  folders.push(dataDir);
  const files = storeFiles(dataDir);
  set(files, value);
  return files;
}

function set(files: ReturnType<typeof storeFiles>, value: string): void {
  const opened = openProfile(library, files, holder, t0);
  opened.writer.methods.setValue('kept', value, t0);
  opened.close();
}

function valueIn(file: string): unknown {
  const db = openReader(library, file);
  const found = db.get<{ json: string }>("SELECT json FROM value WHERE key = 'kept'");
  db.close();
  return JSON.parse(found?.json ?? 'null');
}

function backUp(files: ReturnType<typeof storeFiles>, at: number, reason: 'daily' | 'person' = 'person'): string {
  const db = openReader(library, files.database);
  try {
    return writeProfileBackup(library, db, files, { at, version: latestVersion(), reason });
  } finally {
    db.close();
  }
}

describe('the name of a backup', () => {
  it('says when it was made, in which format and why, and is read back', () => {
    for (const reason of ['daily', 'migration', 'person', 'restore'] as const) {
      const name = nameOfBackup(t0 + 123, 9, reason);
      expect(readBackupName(name)).toEqual({ name, madeAt: t0 + 123, schemaVersion: 9, reason });
    }
  });

  it('of an earlier release is read too', () => {
    expect(readBackupName('20261121T080000000Z-v3.db')).toMatchObject({ madeAt: t0 - day, schemaVersion: 3 });
  });

  it('is nothing else', () => {
    for (const name of ['20261121T080000000Z-v3.db.part', 'notes.db', '../20261121T080000000Z-v3.db-wal', ''])
      expect(readBackupName(name)).toBeNull();
  });
});

describe('what is kept', () => {
  const someBackups = fc
    .uniqueArray(
      fc.record({
        at: fc.integer({ min: 0, max: 400 }),
        reason: fc.constantFrom('daily' as const, 'migration' as const, 'person' as const, 'restore' as const),
      }),
      { selector: ({ at }) => at, minLength: 1, maxLength: 60 },
    )
    .map((made) => made.map(({ at, reason }) => nameOfBackup(t0 + at * day, 9, reason)));

  it('never loses the one just written, one a person made, or the newest of each kind, and is bounded', () => {
    fc.assert(
      fc.property(someBackups, fc.nat(), (names, pick) => {
        const written = names[pick % names.length] ?? '';
        const gone = new Set(backupsToPrune(names, written));
        const left = names.filter((name) => !gone.has(name));
        expect(gone.has(written)).toBe(false);
        for (const reason of ['daily', 'migration', 'restore', 'person'] as const) {
          const all = names.filter((name) => readBackupName(name)?.reason === reason).sort();
          const stay = left.filter((name) => readBackupName(name)?.reason === reason).sort();
          if (reason === 'person') expect(stay).toEqual(all);
          else expect(stay.length).toBe(Math.min(all.length, reason === 'daily' ? 7 : 3));
          // What went is older than all that stays, but for the one just written.
          const others = stay.filter((name) => name !== written);
          for (const name of all.filter((one) => gone.has(one))) expect(others.every((one) => one > name)).toBe(true);
        }
      }),
    );
  });

  it('holds the newest seven days when a day is added', () => {
    const files = profile();
    for (let n = 0; n < 9; n += 1) backUp(files, t0 + n * day, 'daily');
    backUp(files, t0 - 30 * day);
    expect(listBackups(files).map((file) => readBackupName(file)?.madeAt)).toEqual([
      ...[8, 7, 6, 5, 4, 3, 2].map((n) => t0 + n * day),
      t0 - 30 * day,
    ]);
  });
});

describe('the list of backups', () => {
  it('says what is wrong with one that is cut off, is no database, or holds damage', () => {
    const files = profile();
    const good = backUp(files, t0);
    const cut = join(files.backups, nameOfBackup(t0 + 1, 9, 'daily'));
    copyFileSync(good, cut);
    truncateSync(cut, 8192);
    writeFileSync(join(files.backups, nameOfBackup(t0 + 2, 9, 'daily')), 'no database '.repeat(99));
    const found = keptFiles(library, files).backups;
    expect(found.map((one) => one.problem)).toEqual([
      'The file is not a database.',
      'The file is cut off: part of it is missing.',
      null,
    ]);
    expect(found.at(-1)).toMatchObject({ name: basename(good), reason: 'person', schemaVersion: latestVersion() });
  });

  it('reads a backup whole once, and again only when the file changed', () => {
    const files = profile();
    const file = backUp(files, t0);
    let opened = 0;
    const counting: typeof library = (path, options) => {
      opened += 1;
      return library(path, options);
    };
    keptFiles(counting, files);
    expect(opened).toBe(0);
    const copied = join(files.backups, nameOfBackup(t0 + 5, 9, 'person'));
    copyFileSync(file, copied);
    keptFiles(counting, files);
    keptFiles(counting, files);
    expect(opened).toBe(1);
  });
});

describe('restoring a chosen backup', () => {
  it('keeps what was there among the backups, so that the restore can be undone', () => {
    const files = profile('in the backup');
    const backup = backUp(files, t0);
    set(files, 'later');
    const order = { how: 'restore-backup', keepCurrent: true } as const;
    const done = recoverProfile(library, files, holder, { ...order, backup: basename(backup) }, t0 + 5);
    expect(done.quarantine).toBeNull();
    expect(valueIn(files.database)).toBe('in the backup');
    const safety = done.safetyCopy ?? '';
    expect(keptFiles(library, files).backups.map(({ name, problem }) => [name, problem])).toContainEqual([
      safety,
      null,
    ]);
    recoverProfile(library, files, holder, { ...order, backup: safety }, t0 + 9);
    expect(valueIn(files.database)).toBe('later');
  });

  it('sends what cannot be read to quarantine, with the reason', () => {
    const files = profile();
    const backup = basename(backUp(files, t0));
    truncateSync(files.database, 5000);
    const order = { how: 'restore-backup', backup, keepCurrent: true, why: 'The database is damaged.' } as const;
    const done = recoverProfile(library, files, holder, order, t0 + 5);
    expect([done.safetyCopy, valueIn(files.database)]).toEqual([null, 'first']);
    expect(keptFiles(library, files).quarantine).toEqual([
      {
        name: basename(done.quarantine ?? ''),
        at: t0 + 5,
        sizeBytes: expect.any(Number),
        why: 'The database is damaged.',
      },
    ]);
  });

  it('changes nothing when the backup is damaged, gone, or no name of a backup', () => {
    const files = profile('mine');
    mkdirSync(files.backups, { recursive: true });
    const bad = nameOfBackup(t0, 9, 'daily');
    writeFileSync(join(files.backups, bad), 'x'.repeat(9000));
    for (const backup of [bad, nameOfBackup(t0 + 1, 9, 'daily'), '../dispatch-bridge.db']) {
      const order = { how: 'restore-backup', backup, keepCurrent: true } as const;
      expect(() => recoverProfile(library, files, holder, order, t0)).toThrow(/cannot be restored/);
      expect(valueIn(files.database)).toBe('mine');
    }
  });
});
