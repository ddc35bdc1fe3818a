import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/core/store/open.ts';
import { secretNames } from '../../../src/shared/config.ts';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { storeWorker } from '../../builders/workers.ts';

/* A mapping is changed in a draft, activated as a version, and every version can be had again. */

let bridge: Bridge;
beforeEach(async () => {
  bridge = await startBridge({ begin: false });
}, 30_000);
afterEach(() => bridge.stop());

const mappings = () => bridge.engine.mappings;
const activate = (mapping: Mapping, basedOn: number, how: { note?: string; override?: boolean; by?: string } = {}) =>
  bridge.during(mappings().activate(mapping, { by: 'jdoe', note: '', override: false, basedOn, ...how }));
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
    const { active, mapping, draft, scripts } = await mappings().state();
    expect(active).toMatchObject({ version: 1, name: 'Standard', createdBy: 'Dispatch Bridge', active: true });
    expect(draft).toBeNull();
    const { trigger, statusMap } = bridge.engine.config();
    expect(mapping.statusMaps).toEqual([
      { boardId: trigger?.boardId, boardName: trigger?.boardName, toTicket: statusMap, toWorkOrder: [] },
    ]);
    expect((await bridge.engine.mapping()).mapping.statusMaps).toEqual([]);
    expect(['native', 'portable', 'none']).toContain(scripts.jsonnet);
  });
});

describe('a draft', () => {
  it('is kept as it is and used by nothing, outlives a restart, and is gone when it is thrown away', async () => {
    const draft = await changed();
    expect(await mappings().saveDraft(draft, 1, 'jdoe')).toMatchObject({ basedOn: 1, changedBy: 'jdoe' });
    expect((await bridge.engine.mapping()).version).toBe(1);
    await bridge.restart();
    expect((await mappings().state()).draft).toMatchObject({ mapping: draft, basedOn: 1 });
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
    const draft = await changed();
    await mappings().saveDraft(draft, 1, 'jdoe');
    const { mapping } = await bridge.engine.mapping();
    await bridge.engine.saveMapping(mapping, 'dwu', 'who wins changed under Conflicts');
    const state = await mappings().state();
    expect([state.active.version, state.draft?.basedOn]).toEqual([2, 1]);
    await expect(activate(draft, 1)).rejects.toMatchObject({
      code: 'mapping.changed-meanwhile',
      message: expect.stringContaining('Version 2 of the mapping was activated by dwu'),
    });
    expect((await mappings().state()).draft).not.toBeNull();
    expect(await activate(draft, 2)).toMatchObject({ version: 3 });
  });
});

describe('activating', () => {
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

  it('of two at once lets one win and refuses the other', async () => {
    const results = await Promise.allSettled([
      activate(await changed('One'), 1),
      activate(await changed('Two'), 1, { by: 'dwu' }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await mappings().versions()).toHaveLength(2);
  });

  it('carries the status map of setup over; from then on each follows the other', async () => {
    const { mapping } = await mappings().state();
    await activate(mapping, 1);
    const own = async () => (await bridge.engine.mapping()).mapping.statusMaps[0]?.toTicket;
    const without = bridge.engine.config().statusMap.filter((row) => row.workOrderStatus !== 'Draft');
    await bridge.engine.saveConfig((config) => ({ ...config, statusMap: without }));
    await mappings().followSetup('jdoe');
    expect(await own()).toEqual(without);
    const [newest] = await mappings().versions();
    expect(newest).toMatchObject({ version: 3, createdBy: 'jdoe', note: 'status map changed in setup' });

    await mappings().followSetup('jdoe');
    expect(await mappings().versions()).toHaveLength(3);

    const again = await mappings().state();
    const toTicket = without.filter((row) => row.workOrderStatus !== 'Paid');
    await activate({ ...again.mapping, statusMaps: again.mapping.statusMaps.map((map) => ({ ...map, toTicket })) }, 3);
    expect(bridge.engine.config().statusMap).toEqual(toTicket);
  });

  it('leaves setup alone as long as the mapping has no status map of its own', async () => {
    const without = bridge.engine.config().statusMap.slice(1);
    await bridge.engine.saveConfig((config) => ({ ...config, statusMap: without }));
    await mappings().followSetup('jdoe');
    expect(await mappings().versions()).toHaveLength(1);
    expect((await mappings().state()).mapping.statusMaps[0]?.toTicket).toEqual(without);
  });
});

describe('versions', () => {
  it('are listed newest first, each can be had, and going back is activating an older one again', async () => {
    const first = (await bridge.engine.mapping()).mapping;
    await activate(await changed(), 1);
    const old = await mappings().version(1);
    expect(old.mapping).toEqual(first);
    expect(old.row).toMatchObject({ version: 1, active: false });
    const back = await activate(old.mapping, 2, { note: 'version 1 again' });
    expect(back).toMatchObject({ version: 3, active: true });
    expect((await bridge.engine.mapping()).mapping).toEqual(first);
    expect((await mappings().versions()).map(({ version, active, note }) => [version, active, note])).toEqual([
      [3, true, 'version 1 again'],
      [2, false, ''],
      [1, false, 'Standard preset of a new profile'],
    ]);
    expect((await mappings().version(2)).mapping).toEqual(await changed());
  });

  it('that never were are not found', async () => {
    await expect(mappings().version(9)).rejects.toMatchObject({ code: 'mapping.unknown-version' });
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
