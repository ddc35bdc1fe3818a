import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/core/store/open.ts';
import { secretNames } from '../../../src/shared/config.ts';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { storeWorker } from '../../builders/workers.ts';

/* A mapping is changed in a draft, activated as a version, and every version can be had again. */

let bridge: Bridge;
beforeAll(async () => {
  bridge = await startBridge({ begin: false });
}, 30_000);
afterAll(() => bridge.stop());
afterEach(() => bridge.engine.mappings.discardDraft());

const mappings = () => bridge.engine.mappings;
const activate = (mapping: Mapping, basedOn: number, how: { note?: string; override?: boolean; by?: string } = {}) =>
  bridge.during(mappings().activate(mapping, { by: 'jdoe', note: '', override: false, basedOn, ...how }));
/** Number of the active version. */
const now = async () => (await mappings().state()).active.version;
/** The standard mapping with another title rule. */
async function changed(title = 'Fixed title'): Promise<Mapping> {
  const { mapping } = await mappings().state();
  const rules = mapping.rules.map((rule): Mapping['rules'][number] =>
    rule.target === 'title'
      ? {
          id: rule.id,
          direction: 'inbound',
          target: 'title',
          when: 'always',
          onMissing: 'skip',
          onConflict: 'ask',
          action: 'SET_STATIC',
          value: title,
        }
      : rule,
  );
  return { ...mapping, rules };
}

describe('a new profile', () => {
  it('has the standard mapping as version 1, with the status map that setup made for the trigger board', async () => {
    const { active, mapping, draft } = await mappings().state();
    expect(active).toMatchObject({ version: 1, name: 'Standard', createdBy: 'Dispatch Bridge', active: true });
    expect(draft).toBeNull();
    const { trigger, statusMap } = bridge.engine.config();
    expect(mapping.statusMaps).toEqual([
      { boardId: trigger?.boardId, boardName: trigger?.boardName, toTicket: statusMap, toWorkOrder: [] },
    ]);
    expect((await bridge.engine.mapping()).mapping.statusMaps).toEqual([]);
    expect(['native', 'portable', 'none']).toContain((await mappings().scriptEngines()).jsonnet);
  });
});

describe('the first activation', () => {
  it('leaves setup alone as long as the mapping has no status map of its own', async () => {
    const without = bridge.engine.config().statusMap.slice(1);
    await bridge.engine.saveConfig((config) => ({ ...config, statusMap: without }));
    await mappings().followSetup('jdoe');
    expect(await mappings().versions()).toHaveLength(1);
    expect((await mappings().state()).mapping.statusMaps[0]?.toTicket).toEqual(without);
  });

  it('makes a version that is in force at once, ends the draft, and says in the log who changed what', async () => {
    const draft = await changed();
    await mappings().saveDraft(draft, 1, 'jdoe');
    const row = await activate(draft, 1, { note: 'Asked for by the customer' });
    expect(row).toMatchObject({
      version: 2,
      createdBy: 'jdoe',
      note: 'Asked for by the customer',
      active: true,
      rules: draft.rules.length,
    });
    expect((await bridge.engine.mapping()).mapping).toEqual(draft);
    expect((await mappings().state()).draft).toBeNull();
    expect(await bridge.messages()).toContainEqual(
      expect.stringMatching(
        /^ok Mapping version 2 activated by jdoe \(Asked for by the customer\): 1 rule changed, statuses of Field Dispatch changed$/,
      ),
    );
    await bridge.restart();
    expect((await bridge.engine.mapping()).mapping).toEqual(draft);
  });
});

describe('a draft', () => {
  it('is kept as it is and used by nothing, outlives a restart, and is gone when it is thrown away', async () => {
    const draft = await changed('Draft');
    const active = await now();
    expect(await mappings().saveDraft(draft, active, 'jdoe')).toMatchObject({ basedOn: active, changedBy: 'jdoe' });
    expect((await bridge.engine.mapping()).mapping).not.toEqual(draft);
    await bridge.restart();
    expect(await now()).toBe(active);
    expect((await mappings().state()).draft).toMatchObject({ mapping: draft, basedOn: active });
    await mappings().discardDraft();
    expect((await mappings().state()).draft).toBeNull();
  });

  it('is there after the process was killed: it is on the disk when the save is answered', async () => {
    const draft = await changed();
    await mappings().saveDraft(draft, 1, 'jdoe');
    // What a kill leaves: the files as they are this moment, with everything that is only in memory missing.
    const left = mkdtempSync(join(tmpdir(), 'killed-'));
    for (const name of ['dispatch-bridge.db', 'dispatch-bridge.db-wal'])
      cpSync(join(bridge.dataDir, name), join(left, name));
    const store = await openStore({
      dataDir: left,
      worker: storeWorker,
      now: () => bridge.clock.now(),
      version: '0.0.0',
      logger: silentLogger,
      clock: bridge.clock,
    });
    expect((await store.mappingDraft())?.mapping).toEqual(draft);
    await store.close();
    rmSync(left, { recursive: true });
  });

  it('says that it is older when somebody decided who wins meanwhile, and cannot be activated over that', async () => {
    const draft = await changed('Older');
    const { mapping, version } = await bridge.engine.mapping();
    await mappings().saveDraft(draft, version, 'jdoe');
    await bridge.engine.saveMapping(mapping, 'dwu', 'who wins changed under Conflicts');
    const state = await mappings().state();
    expect([state.active.version, state.draft?.basedOn]).toEqual([version + 1, version]);
    await expect(activate(draft, version)).rejects.toMatchObject({
      code: 'mapping.changed-meanwhile',
      message: expect.stringContaining(`Version ${version + 1} of the mapping was activated by dwu`),
    });
    expect((await mappings().state()).draft).not.toBeNull();
    expect(await activate(draft, version + 1)).toMatchObject({ version: version + 2 });
  });
});

describe('activating', () => {
  it('of two at once lets one win and refuses the other', async () => {
    const active = await now();
    const results = await Promise.allSettled([
      activate(await changed('One'), active),
      activate(await changed('Two'), active, { by: 'dwu' }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await now()).toBe(active + 1);
  });

  it('carries the status map of setup over; from then on each follows the other', async () => {
    const { mapping, active } = await mappings().state();
    await activate(mapping, active.version);
    const own = async () => (await bridge.engine.mapping()).mapping.statusMaps[0]?.toTicket;
    const without = bridge.engine.config().statusMap.filter((row) => row.workOrderStatus !== 'Routed');
    await bridge.engine.saveConfig((config) => ({ ...config, statusMap: without }));
    await mappings().followSetup('jdoe');
    expect(await own()).toEqual(without);
    const [newest] = await mappings().versions();
    expect(newest).toMatchObject({
      version: active.version + 2,
      createdBy: 'jdoe',
      note: 'status map changed in setup',
    });

    await mappings().followSetup('jdoe');
    expect(await now()).toBe(active.version + 2);

    const again = await mappings().state();
    const toTicket = without.filter((row) => row.workOrderStatus !== 'Paid');
    const statusMaps = again.mapping.statusMaps.map((map) => ({ ...map, toTicket }));
    await activate({ ...again.mapping, statusMaps }, again.active.version);
    expect(bridge.engine.config().statusMap).toEqual(toTicket);
  });
});

describe('versions', () => {
  it('are listed newest first, each can be had, and going back is activating an older one again', async () => {
    const { mapping: first, version } = await bridge.engine.mapping();
    const second = await changed('Second');
    await activate(second, version);
    const old = await mappings().version(version);
    expect(old.mapping).toEqual(first);
    expect(old.row).toMatchObject({ version, active: false });
    const back = await activate(old.mapping, version + 1, { note: `version ${version} again` });
    expect(back).toMatchObject({ version: version + 2, active: true });
    expect((await bridge.engine.mapping()).mapping).toEqual(first);
    const all = await mappings().versions();
    expect(all.slice(0, 2).map((row) => [row.version, row.active, row.note])).toEqual([
      [version + 2, true, `version ${version} again`],
      [version + 1, false, ''],
    ]);
    expect(all.at(-1)).toMatchObject({ version: 1, note: 'Standard preset of a new profile' });
    expect((await mappings().version(version + 1)).mapping).toEqual(second);
  });

  it('that never were are not found', async () => {
    await expect(mappings().version(99)).rejects.toMatchObject({ code: 'mapping.unknown-version' });
  });
});

describe('an export', () => {
  it('comes back as the same mapping and holds no secret of the profile', async () => {
    const draft = await changed();
    const text = mappings().exportText(draft);
    expect((await mappings().importText(text)).mapping).toEqual(draft);
    expect(await mappings().importText(text)).toMatchObject({ from: 'dispatch-bridge' });
    const secrets = await Promise.all(secretNames.map((name) => bridge.secrets.get(name)));
    const known = secrets.filter((secret) => secret !== null);
    expect(known.length).toBeGreaterThanOrEqual(4);
    for (const secret of known) {
      expect(secret.length).toBeGreaterThan(4);
      expect(text).not.toContain(secret);
    }
  });

  it('that is no mapping is refused with what is wrong', async () => {
    for (const text of ['', 'no', '[]', '{"formatVersion":1}'])
      await expect(mappings().importText(text)).rejects.toMatchObject({ code: 'mapping.unreadable' });
  });
});
