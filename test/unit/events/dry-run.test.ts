import { describe, expect, test, vi } from 'vitest';
import { dryRunEvent, dryRunLink } from '../../../src/core/dry-run.ts';
import { readWorkOrderField } from '../../../src/core/fieldnation/fields.ts';
import { readTicketField } from '../../../src/core/psa/connectwise/fields.ts';
import { replay } from '../../../src/core/replay.ts';
import { readAnswer } from '../../../src/core/scripts/answer.ts';
import type { KeptRun } from '../../../src/core/store/pairs-port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import type { Config } from '../../../src/shared/config.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { Link, WorkOrder } from '../../../src/shared/domain/records.ts';
import { type Json, type JsonObject, jsonEqual } from '../../../src/shared/json.ts';
import { configWith, created, linkOf, startMs, ticket, workOrder } from './work-order.ts';

/* Dry runs and replays on fakes that can only be read: whatever would write or store is not there, so calling it fails the test. */

const summaryRule = { id: 'r1', direction: 'outbound', action: 'SYNC', source: 'title', target: 'summary' };
const titleRule = { id: 'r2', direction: 'inbound', action: 'SYNC', source: 'summary', target: 'title' };

function contextOf(given: {
  link?: Link;
  record?: WorkOrder;
  rules?: readonly object[];
  config?: Config;
  kept?: KeptRun;
  answer?: Json;
}): SyncContext {
  const { link = linkOf(), record = workOrder(), rules = [], kept = null, config = configWith() } = given;
  const mapping = mappingSchema.parse({ formatVersion: 1, name: 'Test', rules });
  const known = { ...ticket, document: { ...ticket.document, summary: 'Old', status: { id: 5, name: 'New' } } };
  return {
    store: {
      openLinkByWorkOrder: async (id: number) => (id === link.workOrderId ? link : null),
      link: async () => link,
      conflictsOf: async () => [],
      keptRun: async () => kept,
    },
    clock: { now: () => startMs },
    config: () => config,
    mapping: async () => ({ version: 2, mapping, createdAt: 0, createdBy: '' }),
    psa: () => ({
      ticket: async () => known,
      readField: (of: { document: JsonObject }, target: string) => readTicketField(of.document, target),
      sameValue: (_: unknown, __: string, a: Json | undefined, b: Json | undefined) => jsonEqual(a, b),
    }),
    fieldNation: () => ({
      workOrder: async () => record,
      readField: (of: { document: JsonObject }, target: string) => readWorkOrderField(of.document, target),
      sameValue: (_: unknown, __: string, a: Json | undefined, b: Json | undefined) => jsonEqual(a, b),
    }),
    boardStatuses: async () => [{ id: 5, name: 'New', boardId: 1, closed: false, inactive: false, sortOrder: 1 }],
    scripts: { evaluate: vi.fn(async () => given.answer ?? null), stop: async () => {} },
  } as unknown as SyncContext;
}

describe('a dry run of an event', () => {
  const visit = workOrder({ more: { time_logs: { results: [{ id: 5, in: created(startMs) }] } } });

  test('shows the note on the newest occurrence', async () => {
    const action = { do: 'note', tab: 'internal', text: 'Visit {params.visit}' } as const;
    const request = { event: 'FN_WO_PROVIDER_CHECKED_IN', workOrderId: 91422, action } as const;
    expect(await dryRunEvent(contextOf({ record: visit }), request)).toMatchObject({
      occasion: expect.stringContaining('the provider checked in'),
      note: { text: 'Visit 5', tab: 'internal' },
      changes: [],
      problems: [],
    });
  });

  test('shows what an update would change, and that an event can never come', async () => {
    const request = { event: 'FN_WO_COUNTER_OFFER', workOrderId: 91422, action: { do: 'update' } } as const;
    const link = linkOf({ base: { r1: { source: 'Before', target: 'Old' } } });
    const dry = await dryRunEvent(contextOf({ link, rules: [summaryRule] }), request);
    expect(dry.changes).toEqual([{ target: 'summary', label: 'Summary', from: 'Old', to: 'Switch' }]);
    expect(dry.notObservable).toMatch(/no webhook for counter-offers/);
  });

  test('shows what a script asks for, and what is wrong with it', async () => {
    const action = { do: 'script', language: 'jsonata', script: 'x' } as const;
    const request = { event: 'FN_WO_DONE', workOrderId: 91422, action } as const;
    const answer = { ticket: { summary: 'Done', 'customFields.12': 'West' }, note: { text: 'Hi', tab: 'discussion' } };
    expect(readAnswer(answer, 'x')).toEqual(answer);
    const dry = await dryRunEvent(contextOf({ answer }), request);
    expect(dry.changes).toEqual([{ target: 'summary', label: 'Summary', from: 'Old', to: 'Done' }]);
    expect(dry.note).toEqual({ text: 'Hi', tab: 'discussion', keptInternal: null });
    const wrong = await dryRunEvent(contextOf({ answer: { ticket: { status: 'Gone' } } }), request);
    expect(wrong.problems.map(({ code }) => code)).toEqual(['script.status-not-on-board']);
  });

  test('needs a linked work order', async () => {
    const request = { event: 'FN_WO_DONE', workOrderId: 1, action: { do: 'update' } } as const;
    await expect(dryRunEvent(contextOf({}), request)).rejects.toThrow('Work order 1 is linked to no ticket');
  });
});

test('a dry run of a link shows both sides, and what its events would do', async () => {
  const link = linkOf({
    base: { r1: { source: 'Before', target: 'Old' } },
    lastSyncedAt: startMs,
    seen: { fields: {}, events: { v: 1, keys: {}, values: {}, messages: 0, routes: 0, states: {} } },
  });
  const config = configWith({ rules: { FN_WO_PROVIDER_CHECKED_IN: { on: true, action: { do: 'note' } } } });
  const record = workOrder({ more: { time_logs: { results: [{ id: 5, in: created(startMs) }] } } });
  const dry = await dryRunLink(contextOf({ link, config, record, rules: [summaryRule] }), 7);
  expect(dry.ticketDue).toBe(false);
  expect(dry.toTicket).toEqual([]);
  expect(dry.events).toMatchObject([{ name: 'FN_WO_PROVIDER_CHECKED_IN', action: 'note', note: { tab: 'internal' } }]);
  const all = await dryRunLink(contextOf({ link, record, rules: [summaryRule] }), 7);
  expect(all.toTicket).toEqual([{ target: 'summary', label: 'Summary', from: 'Old', to: 'Switch' }]);
});

describe('a replay', () => {
  const kept = (plan: JsonObject | null, title = 'New name'): KeptRun => ({
    attemptId: 9,
    jobId: 3,
    at: startMs,
    linkId: 7,
    ticket: { id: 1042, summary: 'New name', status: { id: 5, name: 'New' } },
    // Kept as it was after the run wrote to it.
    workOrder: { id: 91422, title, status: { id: 3, name: 'Assigned' } },
    plan,
  });
  const plan = {
    mappingVersion: 1,
    created: false,
    base: { r2: { source: 'Old name', target: 'Old name' } },
    toWorkOrder: [{ target: 'title', value: 'New name', from: 'Old name' }],
    toTicket: [],
  };

  test('through the same mapping differs in nothing', async () => {
    const again = await replay(contextOf({ kept: kept(plan), rules: [titleRule] }), 9);
    expect(again.before).toEqual({ toWorkOrder: [{ target: 'title', value: 'New name' }], toTicket: [] });
    expect(again.now.toWorkOrder).toEqual([{ target: 'title', value: 'New name' }]);
    expect(again.difference).toEqual([]);
  });

  test('finds what stood there before in the base when the plan does not say', async () => {
    const older = { ...plan, toWorkOrder: [{ target: 'title', value: 'New name' }] };
    expect((await replay(contextOf({ kept: kept(older), rules: [titleRule] }), 9)).difference).toEqual([]);
  });

  test('through a changed mapping shows the difference', async () => {
    const parts = [
      { type: 'static', value: 'CW: ' },
      { type: 'field', value: 'summary' },
    ];
    const rules = [{ id: 'r2', direction: 'inbound', action: 'CONCAT', parts, target: 'title' }];
    const again = await replay(contextOf({ kept: kept(plan), rules }), 9);
    expect(again.difference).toEqual([
      { side: 'workOrder', target: 'title', label: 'Title', before: 'New name', now: 'CW: New name' },
    ]);
    const without = await replay(contextOf({ kept: kept(plan), rules: [] }), 9);
    expect(without.difference).toEqual([
      { side: 'workOrder', target: 'title', label: 'Title', before: 'New name', now: undefined },
    ]);
  });

  test('of the run that made the work order compares what it was given', async () => {
    const made = { ...plan, created: true, base: {}, toWorkOrder: [] };
    expect((await replay(contextOf({ kept: kept(made), rules: [titleRule] }), 9)).difference).toEqual([]);
    const fixed = [{ id: 'r3', direction: 'inbound', action: 'SET_STATIC', value: 'Visit', target: 'title' }];
    expect((await replay(contextOf({ kept: kept(made), rules: fixed }), 9)).difference).toMatchObject([
      { target: 'title', before: 'New name', now: 'Visit' },
    ]);
  });

  test('of a run without a plan shows today only and says so; of an unknown run is refused', async () => {
    const again = await replay(contextOf({ kept: kept(null, 'Old name'), rules: [titleRule] }), 9);
    expect(again.before).toBeNull();
    expect(again.difference).toEqual([]);
    expect(again.remark).toContain('kept no plan');
    await expect(replay(contextOf({}), 8)).rejects.toThrow('Run 8 is not kept');
  });
});
