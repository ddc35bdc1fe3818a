import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readable } from '../../../src/core/link-fields.ts';
import type { PreviewRow } from '../../../src/shared/domain/mapping-work.ts';
import type { TrialChange } from '../../../src/shared/domain/trials.ts';
import { type Linked, rules, startLinked } from './linked.ts';

/*
 * What the preview shows, what the dry run says, what the engine then writes and what both sides hold afterwards are the same, for every action,
 * in both directions, on more than one record.
 */

let linked: Linked;
beforeAll(async () => {
  linked = await startLinked(2);
  const { people } = linked.bridge.sandbox;
  const [first, second] = linked.pairs;
  people.technician.setCustomField({ ticketId: first?.ticketId ?? 0, caption: 'Cable Drops', value: 7 });
  people.technician.setCustomField({ ticketId: second?.ticketId ?? 0, caption: 'Cable Drops', value: 40 });
  people.buyer.setCustomField({ workOrderId: first?.workOrderId ?? 0, field: 130, value: '3' });
  people.buyer.setCustomField({ workOrderId: second?.workOrderId ?? 0, field: 130, value: '21' });
  await linked.bridge.clock.advance(120_000);
}, 30_000);
afterAll(() => linked.bridge.stop());

const text = (id: string) => `custom_fields.${id}`;
const serial = text('136');
const drops = () => linked.customField('Cable Drops');
const note = () => linked.customField('Site Access Notes');

interface Case {
  readonly name: string;
  readonly inbound: object;
  readonly outbound: object;
}

const cases: readonly Case[] = [
  { name: 'SYNC', inbound: { action: 'SYNC', source: 'summary' }, outbound: { action: 'SYNC', source: 'title' } },
  {
    name: 'SET_STATIC',
    inbound: { action: 'SET_STATIC', value: 'Ask for the key <at> the desk' },
    outbound: { action: 'SET_STATIC', value: 'Bridged & checked' },
  },
  {
    name: 'ARRAY_MAP',
    inbound: {
      action: 'ARRAY_MAP',
      source: 'board.name',
      mappings: [
        { compare: 'Somewhere', value: 'Wrong' },
        { compare: 'Field Dispatch', value: 'Field' },
      ],
    },
    outbound: {
      action: 'ARRAY_MAP',
      source: 'status.name',
      mappings: [{ compare: 'Draft', value: 'Not published' }],
      onMissing: 'default',
      default: 'Out',
    },
  },
  {
    name: 'RANGE_MAP',
    inbound: {
      action: 'RANGE_MAP',
      source: 'drops',
      ranges: [
        { compare: 10, value: 'small' },
        { compare: 100, value: 'large' },
      ],
    },
    outbound: {
      action: 'RANGE_MAP',
      source: text('130'),
      ranges: [
        { compare: 5, value: 'few' },
        { compare: 50, value: 'many' },
      ],
    },
  },
  {
    name: 'DATE_CONVERT',
    inbound: {
      action: 'DATE_CONVERT',
      source: '_info.dateEntered',
      outputFormat: 'DD.MM.YYYY HH:mm',
      timezoneOut: 'America/Chicago',
      onMissing: 'default',
      default: 'no date',
    },
    outbound: {
      action: 'DATE_CONVERT',
      source: 'schedule.service_window.start.utc',
      inputFormat: 'YYYY-MM-DD HH:mm:ss',
      outputFormat: 'iso',
      onMissing: 'default',
      default: 'unscheduled',
    },
  },
  {
    name: 'CONCAT',
    inbound: {
      action: 'CONCAT',
      parts: [
        { type: 'field', value: 'company.name' },
        { type: 'static', value: ' / ' },
        { type: 'field', value: 'id' },
      ],
    },
    outbound: {
      action: 'CONCAT',
      parts: [
        { type: 'static', value: 'WO ' },
        { type: 'field', value: 'id' },
      ],
    },
  },
  {
    name: 'CUSTOM in JSONata',
    inbound: { action: 'CUSTOM', language: 'jsonata', script: "$uppercase(summary) & ' #' & id" },
    outbound: { action: 'CUSTOM', language: 'jsonata', script: "$substring(title, 0, 10) & '..'" },
  },
  {
    name: 'CUSTOM in Jsonnet',
    inbound: { action: 'CUSTOM', language: 'jsonnet', script: "std.asciiUpper($.input.summary) + '!'" },
    outbound: {
      action: 'CUSTOM',
      language: 'jsonnet',
      script: "local wo = $.input;\n'%s (%d)' % [wo.title, wo.id]",
    },
  },
];

/** What a side is given, by target; values as a trial says them. */
function byTarget(changes: readonly TrialChange[], side: TrialChange['side']): Record<string, unknown> {
  return Object.fromEntries(changes.filter((one) => one.side === side).map(({ target, to }) => [target, to]));
}

function differing(rows: readonly PreviewRow[], direction: PreviewRow['direction']): Record<string, unknown> {
  return Object.fromEntries(
    rows
      .filter((row) => row.direction === direction && row.differs)
      .map(({ target, value }) => [target, readable(target, value)]),
  );
}

describe('preview, dry run and engine', () => {
  it.each(cases)(
    'agree on $name',
    async ({ name, inbound, outbound }) => {
      const { bridge, mappings, pairs } = linked;
      const { engine } = bridge;
      const source = 'source' in inbound && inbound.source === 'drops' ? { source: drops() } : {};
      const { mapping } = await engine.mapping();
      const kept = mapping.rules.filter(({ id }) => !id.startsWith('case-'));
      const id = `case-${name}`.replaceAll(' ', '-');
      const next = {
        ...mapping,
        rules: [
          ...kept,
          ...rules(
            { ...inbound, ...source, id: `${id}-in`, direction: 'inbound', target: serial },
            { ...outbound, id: `${id}-out`, direction: 'outbound', target: note() },
          ),
        ],
      };
      // Nothing runs while it is only looked at.
      await bridge.during(engine.pause(null));
      const looked = [];
      for (const { ticketId } of pairs) {
        const record = { kind: 'ticket', id: ticketId } as const;
        await bridge.during(mappings().sample(record, { fresh: true }));
        const { rows, remarks } = await bridge.during(mappings().preview(next, record, 'update'));
        expect(rows.filter((row) => row.outcome === 'problem')).toEqual([]);
        if ((await mappings().scriptEngines()).jsonnet === 'native') expect(remarks).toEqual([]);
        looked.push(rows);
      }
      const row = await bridge.during(
        mappings().activate(next, {
          by: 'jdoe',
          note: name,
          override: true,
          basedOn: (await engine.mapping()).version,
        }),
      );
      const dry = [];
      for (const { linkId, workOrderId } of pairs) {
        const towardsWorkOrder = await bridge.during(engine.trials.dryRunLink(linkId));
        const action = { event: 'FN_WO_ASSIGNED', workOrderId, action: { do: 'update' } } as const;
        const towardsTicket = await bridge.during(engine.trials.testEvent(action));
        dry.push({ inbound: towardsWorkOrder, outbound: towardsTicket });
      }
      const last = new Map(
        await Promise.all(
          pairs.map(async ({ linkId }) => [linkId, (await engine.trials.runs(linkId))[0]?.attemptId ?? 0] as const),
        ),
      );
      const runsSince = async (linkId: number) =>
        (await engine.trials.runs(linkId)).filter(({ attemptId }) => attemptId > (last.get(linkId) ?? 0));
      await bridge.during(engine.resume());
      const written: TrialChange[][] = [];
      for (const { linkId } of pairs) {
        await engine.syncNow(linkId);
        await bridge.until('a run', async () => (await runsSince(linkId)).length > 0);
        await bridge.clock.advance(5_000);
        const runs = await Promise.all(
          (await runsSince(linkId)).map(({ attemptId }) => engine.trials.replay(attemptId)),
        );
        written.push(runs.flatMap(({ before }) => before ?? []));
      }

      for (const [at, { ticketId }] of pairs.entries()) {
        const rows = looked[at] ?? [];
        const previewed = { inbound: differing(rows, 'inbound'), outbound: differing(rows, 'outbound') };
        expect(previewed.inbound).toHaveProperty([serial]);
        expect(Object.keys(previewed.outbound)).toHaveLength(1);

        const dried = dry[at];
        expect(dried?.inbound.problems).toEqual([]);
        expect(byTarget(dried?.inbound.changes ?? [], 'fieldnation')).toEqual(previewed.inbound);
        expect(byTarget(dried?.outbound.changes ?? [], 'connectwise')).toEqual(previewed.outbound);

        expect(byTarget(written[at] ?? [], 'fieldnation')).toEqual(previewed.inbound);
        expect(byTarget(written[at] ?? [], 'connectwise')).toEqual(previewed.outbound);

        const record = { kind: 'ticket', id: ticketId } as const;
        await bridge.during(mappings().sample(record, { fresh: true }));
        const after = await bridge.during(mappings().preview(next, record, 'update'));
        expect(after.rows.filter((one) => one.differs)).toEqual([]);
        for (const [target, value] of Object.entries({ ...previewed.inbound, ...previewed.outbound }))
          expect(readable(target, after.rows.find((one) => one.target === target)?.present ?? null)).toEqual(value);
      }
      expect(row.note).toBe(name);
      expect(await engine.attention()).toEqual([]);
      expect(await engine.problems.conflicts()).toEqual([]);
      // Native Jsonnet reads its library anew for every document; on a busy machine that adds up.
    },
    90_000,
  );

  it('agree on what is wrong, and what stopped goes on when the corrected mapping is activated', async () => {
    const { bridge, mappings, pairs } = linked;
    const { engine } = bridge;
    const { ticketId, linkId } = pairs[0] ?? { ticketId: 0, linkId: 0 };
    const { mapping, version } = await engine.mapping();
    const kept = mapping.rules.filter(({ id }) => !id.startsWith('case-'));
    const map = (compare: string) => ({
      ...mapping,
      rules: [
        ...kept,
        ...rules({
          id: 'case-wrong',
          direction: 'inbound',
          action: 'ARRAY_MAP',
          source: 'board.name',
          target: serial,
          mappings: [{ compare, value: 'Mapped' }],
        }),
      ],
    });
    const wrong = map('No such board');
    const record = { kind: 'ticket', id: ticketId } as const;
    const { rows } = await bridge.during(mappings().preview(wrong, record, 'update'));
    const message = rows.find((row) => row.outcome === 'problem')?.message;
    expect(message).toContain(`Ticket ${ticketId}`);

    const by = { by: 'jdoe', note: '', override: true };
    await bridge.during(mappings().activate(wrong, { ...by, basedOn: version }));
    const dry = await bridge.during(engine.trials.dryRunLink(linkId));
    expect(dry.problems.map((problem) => problem.message)).toEqual([message]);
    await engine.syncNow(linkId);
    await bridge.until('a dead letter', async () => (await engine.attention()).length === 1);
    expect((await engine.attention())[0]?.error.message).toBe(message);

    await bridge.during(mappings().activate(map('Field Dispatch'), { ...by, basedOn: version + 1 }));
    await bridge.until('nothing waits', async () => (await engine.attention()).length === 0);
    const workOrder = () => bridge.sandbox.workOrders().find(({ id }) => id === pairs[0]?.workOrderId);
    await bridge.until('the value', () => workOrder()?.customFields[136] === 'Mapped');
  });
});
