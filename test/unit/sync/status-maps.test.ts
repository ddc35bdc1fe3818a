import { describe, expect, it } from 'vitest';
import {
  hasStatusActions,
  statusActionFor,
  ticketStatusName,
  toTicketMap,
} from '../../../src/core/sync/status-maps.ts';
import { type Config, emptyConfig, plainTrigger } from '../../../src/shared/config.ts';
import type { BoardStatusMap } from '../../../src/shared/domain/mapping.ts';

const rows = (name: string, id: number): BoardStatusMap['toTicket'] => [
  { workOrderStatus: 'Assigned', ticketStatusId: id, ticketStatusName: name },
];
const config: Config = {
  ...emptyConfig,
  trigger: { boardId: 1, boardName: 'Service Desk', statusId: 500, statusName: 'Dispatch', ...plainTrigger },
  statusMap: rows('Scheduled', 501),
};
const map = (boardId: number, name: string, id: number, toWorkOrder: BoardStatusMap['toWorkOrder'] = []) => ({
  boardId,
  boardName: `Board ${boardId}`,
  toTicket: rows(name, id),
  toWorkOrder,
});
const publish = { ticketStatusId: 510, ticketStatusName: 'Publish it', action: { do: 'publish' } } as const;

describe('the status map that counts for a ticket', () => {
  it("is its board's own", () => {
    const maps = { statusMaps: [map(1, 'Booked', 502), map(2, 'Planned', 601)] };
    expect(toTicketMap(maps, config, 2)).toEqual(rows('Planned', 601));
    expect(toTicketMap(maps, config, 1)).toEqual(rows('Booked', 502));
  });

  it("is the trigger board's where its own board has none, and setup's where no board has one", () => {
    expect(toTicketMap({ statusMaps: [map(1, 'Booked', 502)] }, config, 7)).toEqual(rows('Booked', 502));
    expect(toTicketMap({ statusMaps: [map(2, 'Planned', 601)] }, config, 7)).toEqual(rows('Scheduled', 501));
    expect(toTicketMap({ statusMaps: [] }, config, null)).toEqual(rows('Scheduled', 501));
  });

  it('names statuses of every map', () => {
    const maps = { statusMaps: [map(2, 'Planned', 601)] };
    expect([601, 501, 9, null].map((id) => ticketStatusName(maps, config, id))).toEqual([
      'Planned',
      'Scheduled',
      '',
      '',
    ]);
  });
});

describe('what a ticket status asks of the work order', () => {
  const cancel = { ...publish, action: { do: 'cancel', reason: 'Customer cancelled' } } as const;
  const settings: Config = {
    ...config,
    sync: { ...config.sync, inbound: { ...config.sync.inbound, statusActions: [cancel] } },
  };

  it('is said by the mapping before the settings', () => {
    const maps = { statusMaps: [map(1, 'Booked', 502, [publish])] };
    expect(statusActionFor(maps, settings, 510)).toEqual(publish);
    expect(statusActionFor({ statusMaps: [] }, settings, 510)).toEqual(cancel);
    expect(statusActionFor(maps, settings, 511)).toBeNull();
  });

  it('is looked for only where something can be asked', () => {
    expect(hasStatusActions({ statusMaps: [] }, config)).toBe(false);
    expect(hasStatusActions({ statusMaps: [] }, settings)).toBe(true);
    expect(hasStatusActions({ statusMaps: [map(1, 'Booked', 502, [publish])] }, config)).toBe(true);
  });
});
