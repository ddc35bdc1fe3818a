import { afterEach, expect, it } from 'vitest';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

const mappings = () => bridge.engine.mappings;
const activate = async (mapping: Mapping) =>
  bridge.during(
    mappings().activate(mapping, {
      by: 'jdoe',
      note: '',
      override: false,
      basedOn: (await mappings().state()).active.version,
    }),
  );

it('rolling back brings back the statuses as setup had them, although the first own status map took their place', async () => {
  bridge = await startBridge({ begin: false });
  const asSetUp = bridge.engine.config().statusMap;
  const { mapping } = await mappings().state();
  const statusMaps = mapping.statusMaps.map((map) => ({
    ...map,
    toTicket: map.toTicket.map((row) =>
      row.workOrderStatus === 'Assigned' ? { ...row, ticketStatusId: null, ticketStatusName: '' } : row,
    ),
  }));
  const row = await activate({ ...mapping, statusMaps });
  expect(bridge.engine.config().statusMap).toEqual(statusMaps[0]?.toTicket);
  expect(bridge.engine.config().statusMap).not.toEqual(asSetUp);
  const [, before] = await mappings().versions();
  expect(before).toMatchObject({ version: row.version - 1, note: 'Statuses as setup had them', createdBy: 'jdoe' });
  await activate((await mappings().version(before?.version ?? 0)).mapping);
  expect(bridge.engine.config().statusMap).toEqual(asSetUp);
});
