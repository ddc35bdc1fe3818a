import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Library from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { Database } from '../../src/core/store/database.ts';
import { loadDriver, openReader } from '../../src/core/store/driver.ts';
import { storeFiles } from '../../src/core/store/files.ts';
import { latestVersion, migrate, migrations } from '../../src/core/store/migrations/index.ts';
import { openProfile } from '../../src/core/store/open-profile.ts';
import { createReader } from '../../src/core/store/reader.ts';
import { createWriter } from '../../src/core/store/writer.ts';

const t0 = Date.UTC(2026, 10, 22, 8);
const library = await loadDriver();
const holder = { pid: process.pid, host: 'here', since: t0, version: '0.1.0' };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A profile as release `version` left it. */
function profileOf(version: number, fill: (db: Database) => void) {
  const dataDir = mkdtempSync(join(tmpdir(), 'dispatch-migrations-'));
  folders.push(dataDir);
  const files = storeFiles(dataDir);
  const db = new Database(new Library(files.database));
  db.pragma('journal_mode = WAL');
  migrate(
    db,
    files.database,
    migrations.filter((step) => step.version <= version),
  );
  fill(db);
  db.close();
  return files;
}

/** Rows of every kind, written with the columns that format 1 had. */
function fillV1(db: Database): void {
  db.exec(`
    INSERT INTO link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, base, created_at, updated_at)
      VALUES ('open', 1042, 91422, 'DBR-7f3a2c-1042-1', 'Printer', 'Acme', 'Dispatch', '{"title":{"source":"Printer","target":"Printer"}}', 1, 1);
    INSERT INTO intent (link_id, kind, source_id, marker, state, created_at, sent_at) VALUES (1, 'create-work-order', '1042', 'DBR-7f3a2c-1042-1', 'open', 1, 1);
    INSERT INTO delivery (source, delivery_id, received_at, state, record_type, record_id, action, actor, headers, body)
      VALUES ('connectwise', 'm1', 1, 'verified', 'ticket', 1042, 'updated', 'jdoe', '{}', '{}');
    INSERT INTO event (record_type, record_id, name, occurrence, at, state) VALUES ('workorder', 91422, 'FN_WO_ASSIGNED', '1', 1, 'open');
    INSERT INTO job (kind, target_id, entity_key, state, cause, run_at, waiting_since, created_at, updated_at)
      VALUES ('link', 1, 'link:1', 'ready', 'webhook', 1, 1, 1, 1);
    INSERT INTO activity (at, side, direction, kind, result, message, ticket_id, work_order_id, error)
      VALUES (1, 'app', 'none', 'note', 'ok', 'Ticket became a work order', 1042, 91422, NULL),
             (2, 'fieldnation', 'outbound', 'x', 'error', 'Not updated', NULL, NULL, '{"code":"x","kind":"transient","message":"Field Nation did not answer","context":{}}');
    INSERT INTO value (key, json, updated_at) VALUES ('cursor', '{"at":1}', 1);
  `);
}

describe('the steps of the schema', () => {
  it('are numbered without a gap, from 1', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('lead an empty file to the newest format, and change nothing the second time', () => {
    const files = profileOf(0, () => {});
    const first = openProfile(library, files, holder, t0);
    expect(first.opened).toEqual({
      schemaFrom: 0,
      schemaTo: latestVersion(),
      createdAt: t0,
      checked: true,
      backup: null,
    });
    first.close();
    const second = openProfile(library, files, holder, t0);
    expect(second.opened).toEqual({
      schemaFrom: latestVersion(),
      schemaTo: latestVersion(),
      createdAt: t0,
      checked: true,
      backup: null,
    });
    second.close();
    expect(readdirSync(files.dataDir)).not.toContain('backups');
  });

  it('roll back a step that fails, and leave the format as it was', () => {
    const files = profileOf(1, fillV1);
    const db = new Database(new Library(files.database));
    const broken = {
      version: 2,
      name: 'broken',
      up: (target: Database) => target.exec('DELETE FROM link; SELECT * FROM nowhere'),
    };
    expect(() => migrate(db, files.database, [...migrations.slice(0, 1), broken])).toThrow('nowhere');
    expect(db.pragma('user_version')).toBe(1);
    expect(db.get('SELECT count(*) AS n FROM link')).toEqual({ n: 1 });
    db.close();
  });
});

describe('from format 1', () => {
  it('keeps every row, makes the old log lines searchable, and goes on working', () => {
    const files = profileOf(1, fillV1);
    const profile = openProfile(library, files, holder, t0);
    expect(profile.opened).toMatchObject({ schemaFrom: 1, schemaTo: latestVersion() });
    const methods = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect(methods.openLinkByWorkOrder(91422)).toMatchObject({
      ticketId: 1042,
      base: { title: { source: 'Printer', target: 'Printer' } },
    });
    expect(methods.openIntents(1)).toHaveLength(1);
    expect(methods.pendingDeliveries(5)).toHaveLength(1);
    expect(methods.value('cursor')).toEqual({ at: 1 });
    expect(methods.claimJob(t0)?.events.map((event) => event.name)).toEqual(['FN_WO_ASSIGNED']);
    methods.appendActivities([
      {
        at: t0,
        side: 'app',
        direction: 'none',
        kind: 'note',
        result: 'ok',
        message: 'A new line about 1042',
        ticketId: null,
        workOrderId: null,
        linkId: null,
        jobId: null,
        durationMs: null,
        error: null,
        details: null,
      },
    ]);
    profile.close();
    const db = openReader(library, files.database);
    const reader = createReader(db, files.database);
    const ids = (text: string): number[] => reader.activities({ text }, null, 10).map((line) => line.id);
    expect([ids('1042'), ids('91422'), ids('answer'), ids('becam')]).toEqual([[3, 1], [1], [2], [1]]);
    expect(reader.integrityCheck(true)).toEqual([]);
    db.close();
  });

  it('leaves a backup that is still in format 1 and whole', () => {
    const files = profileOf(1, fillV1);
    const profile = openProfile(library, files, holder, t0);
    profile.close();
    const backup = profile.opened.backup ?? '';
    expect(readdirSync(files.backups)).toEqual(['20261122T080000000Z-v1.db']);
    const db = openReader(library, backup);
    expect(db.pragma('user_version')).toBe(1);
    expect(db.get("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'activity_words'")).toEqual({ n: 0 });
    expect(db.get('SELECT count(*) AS n FROM activity')).toEqual({ n: 2 });
    db.close();
  });

  it('keeps the seven newest backups', () => {
    const files = profileOf(1, fillV1);
    mkdirSync(files.backups);
    for (let day = 10; day < 20; day += 1) {
      const old = new Database(new Library(join(files.backups, `202611${day}T080000000Z-v1.db`)));
      old.close();
    }
    openProfile(library, files, holder, t0).close();
    const names = readdirSync(files.backups).sort();
    expect(names).toHaveLength(7);
    expect(names.at(0)).toBe('20261114T080000000Z-v1.db');
    expect(names.at(-1)).toBe('20261122T080000000Z-v1.db');
  });
});

describe('the rows of the newest format', () => {
  it('are refused when a value has the wrong type', () => {
    const db = new Database(new Library(':memory:'));
    migrate(db, ':memory:');
    createWriter(db);
    expect(() => db.run("INSERT INTO metric VALUES ('now', 'a', 'b', 1, 1, 1)")).toThrow(/INTEGER/);
    expect(
      db.all(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      ),
    ).toEqual([]);
    db.close();
  });
});
