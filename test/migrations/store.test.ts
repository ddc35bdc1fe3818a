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
import { recoverProfile } from '../../src/core/store/recovery.ts';
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
    expect(readdirSync(files.backups)).toEqual(['20261122T080000000Z-v1-migration.db']);
    const db = openReader(library, backup);
    expect(db.pragma('user_version')).toBe(1);
    expect(db.get("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'activity_words'")).toEqual({ n: 0 });
    expect(db.get('SELECT count(*) AS n FROM activity')).toEqual({ n: 2 });
    db.close();
  });

  it('keeps the seven newest backups of earlier releases beside its own', () => {
    const files = profileOf(1, fillV1);
    mkdirSync(files.backups);
    for (let day = 10; day < 20; day += 1) {
      const old = new Database(new Library(join(files.backups, `202611${day}T080000000Z-v1.db`)));
      old.close();
    }
    openProfile(library, files, holder, t0).close();
    const names = readdirSync(files.backups).sort();
    expect(names).toHaveLength(8);
    expect(names.at(0)).toBe('20261113T080000000Z-v1.db');
    expect(names.at(-1)).toBe('20261122T080000000Z-v1-migration.db');
  });
});

/** What format 2 could hold beyond format 1: runs with their attempts, a closed link, a dead letter, words of the log. */
function fillV2(db: Database): void {
  fillV1(db);
  db.exec(`
    INSERT INTO activity_words (rowid, words) SELECT id, message FROM activity;
    INSERT INTO link (state, ticket_id, work_order_id, marker, ticket_summary, company_name, ticket_status, seen_milestones, created_at, updated_at)
      VALUES ('closed', 1042, 91000, 'DBR-7f3a2c-1042-0', 'Printer', 'Acme', 'Closed', '{"created":5}', 1, 1);
    INSERT INTO attempt (job_id, n, started_at, ended_at, outcome) VALUES (1, 1, 1, 2, 'retry'), (7, 1, 3, 4, 'done');
    INSERT INTO run (attempt_id, at, link_id, ticket, work_order) VALUES (1, 2, 1, '{"id":1042}', NULL), (2, 4, 2, NULL, '{"id":91000}'), (9, 5, 1, '{"id":1}', NULL);
    INSERT INTO job (kind, target_id, entity_key, state, cause, run_at, waiting_since, last_error, created_at, updated_at)
      VALUES ('ticket', 5, 'ticket:5', 'dead', 'poll', 1, 1, '{"code":"sync.conflict","kind":"conflict","message":"Both sides changed","context":{}}', 1, 1);
  `);
}

describe('from format 2', () => {
  it('keeps every link, run and job, and takes the pairs in hand', () => {
    const files = profileOf(2, fillV2);
    const profile = openProfile(library, files, holder, t0);
    expect(profile.opened).toMatchObject({ schemaFrom: 2, schemaTo: latestVersion() });
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect(store.openLinkByTicket(1042)).toMatchObject({
      state: 'open',
      workOrderId: 91422,
      base: { title: { source: 'Printer', target: 'Printer' } },
      seen: {},
      origin: 'ticket',
      closedReason: '',
    });
    expect(store.linksOfTicket(1042)).toMatchObject([
      { state: 'closed', seenMilestones: { created: 5 }, closedReason: 'Closed by an earlier release.' },
      { state: 'open' },
    ]);
    expect(store.runs({}, null, 9)).toEqual([
      { attemptId: 9, at: 5, linkId: 1, jobId: null },
      { attemptId: 2, at: 4, linkId: 2, jobId: 7 },
      { attemptId: 1, at: 2, linkId: 1, jobId: 1 },
    ]);
    expect(store.keptRun(1)).toMatchObject({ ticket: { id: 1042 }, workOrder: null, plan: null });
    expect(store.attentionGroups()).toMatchObject([{ code: 'sync.conflict', count: 1, example: 'Both sides changed' }]);
    const copy = { linkId: 1, kind: 'note', sourceId: '1', sourceHash: '', marker: '[CW#1]', detail: {} } as const;
    expect(store.intendCopy(copy, t0).added).toBe(true);
    expect(store.copies(1)).toHaveLength(1);
    expect(store.claimJob(t0)).toMatchObject({ entityKey: 'link:1' });
    expect(store.countConflicts()).toBe(0);
    expect(store.countLinks()).toEqual({ open: 1, creating: 0, closed: 1 });
    expect(store.integrityCheck(true)).toEqual([]);
    profile.close();
  });

  it('leaves a backup that is still in format 2, and starts again from it', () => {
    const files = profileOf(2, fillV2);
    const profile = openProfile(library, files, holder, t0);
    profile.close();
    expect(readdirSync(files.backups)).toEqual(['20261122T080000000Z-v2-migration.db']);
    const restored = recoverProfile(library, files, holder, { how: 'restore-backup' }, t0 + 1);
    expect(restored.restoredFrom).toBe(profile.opened.backup);
    const again = openProfile(library, files, holder, t0 + 2);
    expect(createReader(again.connection, files.database).link(1)).toMatchObject({ ticketId: 1042, seen: {} });
    again.close();
  });

  it('is left as it was, copy tables and all, when the step does not come to its end', () => {
    const files = profileOf(2, fillV2);
    const db = new Database(new Library(files.database));
    const [step] = migrations.slice(2);
    if (step === undefined) throw new Error('There is no step 3');
    const broken = {
      ...step,
      up(target: Database): void {
        step.up(target);
        throw new Error('the disk went away');
      },
    };
    expect(() => migrate(db, files.database, [...migrations.slice(0, 2), broken])).toThrow('the disk went away');
    expect(db.pragma('user_version')).toBe(2);
    expect(db.get("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('copy', 'conflict')")).toEqual({ n: 0 });
    expect(db.get("SELECT count(*) AS n FROM pragma_table_info('link') WHERE name = 'seen'")).toEqual({ n: 0 });
    db.close();
  });
});

/** What format 4 could hold beyond format 2: versions of the mapping without a note and without status maps. */
function fillV4(db: Database): void {
  fillV2(db);
  db.exec(`
    INSERT INTO mapping_version (mapping, created_at, created_by) VALUES
      ('{"formatVersion":1,"name":"Standard","rules":[]}', 1, 'standard preset'),
      ('{"formatVersion":1,"name":"Mine","rules":[{"id":"title","direction":"inbound","action":"SYNC","source":"summary","target":"title"}]}', 2, 'jdoe');
  `);
}

describe('from format 4', () => {
  it('keeps every version of the mapping with who made it, and takes a draft and examples', () => {
    const files = profileOf(4, fillV4);
    const profile = openProfile(library, files, holder, t0);
    expect(profile.opened).toMatchObject({ schemaFrom: 4, schemaTo: latestVersion() });
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect(store.mappingVersions(9)).toMatchObject([
      { version: 2, name: 'Mine', createdBy: 'jdoe', note: '', active: true, rules: 1 },
      { version: 1, name: 'Standard', createdBy: 'standard preset', note: '', active: false, rules: 0 },
    ]);
    const active = store.activeMapping();
    expect(active?.mapping).toMatchObject({ name: 'Mine', statusMaps: [], rules: [{ when: 'always' }] });
    if (active === null) throw new Error('No mapping is active');
    expect([store.mappingDraft(), store.mappingExamples()]).toEqual([null, []]);
    store.saveMappingDraft({ mapping: active.mapping, basedOn: 2, changedAt: t0, changedBy: 'jdoe' });
    const next = { mapping: active.mapping, by: 'dwu', note: 'as it was', expected: 2, endsDraft: true, now: t0 };
    expect(store.saveMapping(next)).toMatchObject({ version: 3, note: 'as it was' });
    expect(store.mappingDraft()).toBeNull();
    expect(store.countLinks()).toEqual({ open: 1, creating: 0, closed: 1 });
    expect(store.integrityCheck(true)).toEqual([]);
    profile.close();
  });

  it('leaves a backup that is still in format 4', () => {
    const files = profileOf(4, fillV4);
    openProfile(library, files, holder, t0).close();
    expect(readdirSync(files.backups)).toEqual(['20261122T080000000Z-v4-migration.db']);
  });
});

/** What format 5 could hold beyond format 4: deliveries of both sides, believed and not. */
function fillV5(db: Database): void {
  fillV4(db);
  db.exec(`
    INSERT INTO delivery (source, delivery_id, received_at, state, record_type, record_id, action, actor, headers, body) VALUES
      ('connectwise', 'm2', 20, 'queued', 'ticket', 1042, 'updated', 'jdoe', '{}', '{"CallbackObjectRecId":7}'),
      ('connectwise', 'm3', 30, 'queued', 'ticket', 1042, 'updated', 'jdoe', '{}', '{"CallbackObjectRecId":8}'),
      ('connectwise', 'm4', 40, 'rejected', 'ticket', 1042, 'updated', 'jdoe', '{}', '{"CallbackObjectRecId":7}'),
      ('fieldnation', 'f1', 25, 'queued', 'workorder', 91422, 'workorder.created', '', '{}', 'not json');
  `);
}

describe('from format 5', () => {
  it('keeps every delivery, tells when the last one came, and begins a timeline of outages', () => {
    const files = profileOf(5, fillV5);
    const profile = openProfile(library, files, holder, t0);
    expect(profile.opened).toMatchObject({ schemaFrom: 5, schemaTo: latestVersion() });
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect([store.lastDelivery('connectwise', null), store.lastDelivery('fieldnation', null)]).toEqual([30, 25]);
    expect([7, 8, 9].map((id) => store.lastDelivery('connectwise', id))).toEqual([20, 30, null]);
    expect([store.outages(9), store.unsettledOutages()]).toEqual([[], []]);
    store.beginOutage({ kind: 'tunnel', from: 5, why: 'It fell.' });
    store.endOutage('tunnel', 9);
    expect(store.outages(9)).toEqual([{ id: 1, kind: 'tunnel', from: 5, to: 9, why: 'It fell.', caughtUpAt: null }]);
    expect(store.pendingDeliveries(5)).toHaveLength(1);
    expect(store.mappingVersions(9)).toHaveLength(2);
    expect(store.integrityCheck(true)).toEqual([]);
    profile.close();
  });

  it('leaves a backup that is still in format 5', () => {
    const files = profileOf(5, fillV5);
    openProfile(library, files, holder, t0).close();
    expect(readdirSync(files.backups)).toEqual(['20261122T080000000Z-v5-migration.db']);
  });
});

describe('from format 8', () => {
  it('keeps settings and mapping, and begins a trail with the next change of either', () => {
    const files = profileOf(8, (db) => {
      db.exec(`
        INSERT INTO value (key, json, updated_at) VALUES ('config', '{"formatVersion":1}', 1);
        INSERT INTO mapping_version (mapping, created_at, created_by, note)
          VALUES ('{"formatVersion":1,"name":"Standard","rules":[],"statusMaps":[]}', 1, 'jdoe', '');
      `);
    });
    const profile = openProfile(library, files, holder, t0);
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect(store.auditPage(null, 10)).toEqual([]);
    const line = {
      at: t0,
      who: 'jdoe',
      area: 'sync',
      what: 'Seconds between polls',
      before: '60',
      after: '90',
    } as const;
    const active = store.activeMapping();
    if (active === null) throw new Error('no mapping');
    store.saveDocument({
      key: 'config',
      value: { formatVersion: 1, limits: {} },
      trail: [line],
      mappings: [{ mapping: active.mapping, by: 'jdoe', note: '', expected: 1, endsDraft: false, now: t0 }],
      now: t0,
    });
    expect(store.auditPage(null, 10)).toMatchObject([
      { id: 2, before: 'Version 1', after: 'Version 2' },
      { id: 1, ...line },
    ]);
    profile.close();
  });
});

describe('from format 9', () => {
  it('begins without an alert, with room for one of each rule and key at a time', () => {
    const files = profileOf(9, () => {});
    const profile = openProfile(library, files, holder, t0);
    expect(profile.opened).toMatchObject({ schemaFrom: 9, schemaTo: latestVersion() });
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect([store.activeAlerts(), store.pastAlerts(9), store.alertMemory()]).toEqual([[], [], null]);
    const one = {
      rule: 'disk-low',
      key: '',
      severity: 'attention',
      title: 'A',
      message: 'B',
      place: 'settings',
    } as const;
    store.keepAlerts({ now: t0, raise: [one], update: [], clear: [], lines: [], memory: { stoppedSeen: 2 } });
    expect([store.activeAlerts().length, store.alertMemory()]).toEqual([1, { stoppedSeen: 2 }]);
    expect(() =>
      profile.connection.exec(
        "INSERT INTO alert (rule, key, severity, title, message, place, first_at, last_at) VALUES ('disk-low', '', 'error', '', '', '', 1, 1)",
      ),
    ).toThrow(/UNIQUE/);
    expect(store.integrityCheck(true)).toEqual([]);
    profile.close();
  });
});

/** What format 6 could hold beyond format 5: figures of two minutes of one hour, and of another hour. */
function fillV6(db: Database): void {
  fillV5(db);
  const row = db.run.bind(db, 'INSERT INTO metric (minute, name, remote, count, sum, max) VALUES (?, ?, ?, ?, ?, ?)');
  row(t0, 'job.ok', 'app', 2, 2, 1);
  row(t0 + 60_000, 'job.ok', 'app', 3, 3, 1);
  row(t0 + 60_000, 'latency', 'app', 2, 500, 400);
  row(t0 + 3_600_000, 'job.failed', 'app', 1, 1, 1);
}

describe('from format 6', () => {
  it('keeps every figure by the minute, adds them up by the hour, and goes on counting', () => {
    const files = profileOf(6, fillV6);
    const profile = openProfile(library, files, holder, t0);
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    expect(store.endedRuns(t0, t0 + 7_200_000)).toEqual({ succeeded: 5, failed: 1 });
    const hours = () => store.figures({ resolution: 'hour', from: t0, stepMs: 3_600_000, steps: 2 });
    expect(hours().points.map(({ succeeded, failed }) => [succeeded, failed])).toEqual([
      [5, 0],
      [0, 1],
    ]);
    const tally = { name: 'job.ok', remote: 'app', direction: 'inbound', count: 1, sum: 1, max: 1 } as const;
    store.addFigures([{ ...tally, at: t0 + 60_000 }]);
    expect(hours().points.map(({ succeeded }) => succeeded)).toEqual([6, 0]);
    // How long those runs took was only kept as a sum: no percentiles are made up for them.
    expect(hours().latency).toBeNull();
    expect(store.integrityCheck(true)).toEqual([]);
    profile.close();
  });
});

/** Lines as format 7 kept them: of two runs, one of them told late, and one of no run. */
function fillV7(db: Database): void {
  fillV5(db);
  db.exec(`
    DELETE FROM activity; DELETE FROM activity_words;
    INSERT INTO attempt (id, job_id, n, started_at, ended_at, outcome) VALUES (40, 9, 1, ${t0}, ${t0 + 5}, 'retry'), (41, 9, 2, ${t0 + 10}, ${t0 + 20}, 'done');
    INSERT INTO activity (id, at, side, direction, kind, result, message, ticket_id, link_id, job_id, error) VALUES
      (5, ${t0 + 5}, 'fieldnation', 'none', 'job.retry', 'waiting', 'Not yet', 1042, 7, 9, '{"code":"x","kind":"transient","message":"Field Nation slept","context":{}}'),
      (6, ${t0 + 20}, 'connectwise', 'inbound', 'work_order.up-dated', 'ok', 'Müller printer', 1042, 7, 9, NULL),
      (7, ${t0 - 7_200_000}, 'fieldnation', 'outbound', 'event.FN_WO_ASSIGNED', 'ok', 'Assigned earlier', NULL, NULL, NULL, NULL),
      (8, ${t0 + 3_600_000}, 'app', 'none', 'app.started', 'ok', 'Dispatch Bridge started', NULL, NULL, NULL, NULL);
    INSERT INTO activity_words (rowid, words) SELECT id, message FROM activity;
  `);
}

describe('from format 7', () => {
  it('makes every old line findable by word, side, result, kind, record and time, and knows the run of those that have one', () => {
    const files = profileOf(7, fillV7);
    const profile = openProfile(library, files, holder, t0);
    const store = { ...createReader(profile.connection, files.database), ...profile.writer.methods };
    const found = (filter: Parameters<typeof store.activities>[0]) =>
      store.activities(filter, null, 9).map(({ id }) => id);
    expect(found({})).toEqual([8, 7, 6, 5]);
    expect([found({ text: 'mull' }), found({ text: 'slept' }), found({ text: '1042' })]).toEqual([[6], [5], [6, 5]]);
    expect([found({ side: 'fieldnation' }), found({ result: ['waiting'] })]).toEqual([[7, 5], [5]]);
    expect([found({ kinds: ['work_order.up-'] }), found({ kinds: ['event.FN'] })]).toEqual([[6], [7]]);
    expect(found({ text: 'printer', linkId: 7, direction: 'inbound' })).toEqual([6]);
    // What was told late is found by when it happened.
    expect(found({ from: t0 - 7_200_000, to: t0 })).toEqual([7]);
    expect(found({ from: t0, to: t0 + 60_000 })).toEqual([6, 5]);
    expect([store.activityAt(t0 + 4), store.activityAt(t0 + 60_000)]).toEqual([null, 7]);
    expect(store.logLine(5)).toMatchObject({ run: { attemptId: 40, job: null }, requests: [], received: [] });
    expect(store.logLine(6)).toMatchObject({ run: { attemptId: 41 }, siblings: [] });
    store.appendActivities([{ ...(store.activity(8) ?? expect.fail()), message: 'A new line', at: t0 + 3_600_001 }]);
    expect(found({ text: 'new', side: 'app' })).toEqual([9]);
    expect(store.integrityCheck(true)).toEqual([]);
    profile.close();
  });
});

describe('the rows of the newest format', () => {
  it('are refused when a value has the wrong type', () => {
    const db = new Database(new Library(':memory:'));
    migrate(db, ':memory:');
    createWriter(db);
    expect(() =>
      db.run(
        "INSERT INTO copy (kind, source_id, source_hash, marker, state, detail, created_at, sent_at) VALUES ('note', '1', '', '', 'intended', '{}', 0, 0)",
      ),
    ).toThrow(/CHECK/);
    expect(() => db.run("INSERT INTO figure VALUES (60000, 'events', 'now', 'app', 'none', 1, 1, 1)")).toThrow(
      /INTEGER/,
    );
    expect(
      db.all(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      ),
    ).toEqual([]);
    db.close();
  });
});
