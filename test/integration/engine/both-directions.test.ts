import { afterEach, describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { presetRules } from '../../../src/shared/domain/work-order-event-rules.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* One rule keeps a field equal on both sides: whoever changes it, the other side follows; when both did, one question is asked. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
const workOrder = () => bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId()}-`));
const title = () => workOrder()?.title;
const summary = () => bridge.sandbox.ticket(ticketId())?.summary;
/** A numeric custom field of the work order, kept as text there. */
const assetCount = 130;
const dropsField = () => {
  const fields = (bridge.sandbox.ticket(ticketId())?.customFields ?? []) as readonly {
    readonly id: number;
    readonly caption: string;
    readonly value?: unknown;
  }[];
  return fields.find((field) => field.caption === 'Cable Drops');
};
const setDrops = (value: number) =>
  bridge.sandbox.people.technician.setCustomField({ ticketId: ticketId(), caption: 'Cable Drops', value });
const statusOf = (id: number) => (bridge.sandbox.ticket(id)?.status as { name?: string } | undefined)?.name;
const conflicts = () => bridge.engine.problems.conflicts();
const rename = (text: string) =>
  bridge.sandbox.people.dispatcher.editTicket({ ticketId: ticketId(), changes: { summary: text } });
const retitle = (text: string) =>
  bridge.sandbox.people.buyer.edit({ workOrderId: workOrder()?.id ?? 0, changes: { title: text } });

async function linked(onConflict = 'ask', more: () => readonly object[] = () => []): Promise<void> {
  bridge = await startBridge();
  const { mapping } = await bridge.engine.mapping();
  const rules = mapping.rules.map((rule) =>
    rule.target === 'title' ? { ...rule, direction: 'both', onConflict } : rule,
  );
  await bridge.engine.saveMapping(mappingSchema.parse({ ...mapping, rules: [...rules, ...more()] }), 'somebody');
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticketId())?.externalXRef !== undefined);
  await bridge.clock.advance(120_000);
}

/** Both sides rename while the app hears nothing. */
async function bothRename(): Promise<void> {
  await bridge.during(bridge.engine.pause(null));
  retitle('Named by the buyer');
  rename('Named by the dispatcher');
  await bridge.during(bridge.engine.resume());
}

describe('a rule for both directions', () => {
  it('carries a change of either side to the other, again and again, and then nothing happens', async () => {
    await linked();
    for (const round of [1, 2]) {
      rename(`Ticket says ${round}`);
      await bridge.until('the title', () => title() === `Ticket says ${round}`);
      retitle(`Work order says ${round}`);
      await bridge.until('the summary', () => summary() === `Work order says ${round}`);
    }
    await bridge.clock.advance(600_000);
    expect([summary(), title()]).toEqual(['Work order says 2', 'Work order says 2']);
    expect(await conflicts()).toEqual([]);
    expect(await bridge.engine.attention()).toEqual([]);
  });

  it.each([
    ['connectwise', 'Named by the dispatcher'],
    ['fieldnation', 'Named by the buyer'],
  ] as const)('asks one question when both sides changed, and both follow the answer: %s', async (choice, text) => {
    await linked();
    await bothRename();
    await bridge.until('a question', async () => (await conflicts()).length > 0);
    await bridge.clock.advance(120_000);
    const open = await conflicts();
    expect(open).toHaveLength(1);
    expect([summary(), title()]).toEqual(['Named by the dispatcher', 'Named by the buyer']);
    await bridge.engine.problems.resolveConflict(open[0]?.id ?? 0, choice);
    await bridge.until('both follow', () => summary() === text && title() === text);
    await bridge.clock.advance(300_000);
    expect(await conflicts()).toEqual([]);
    expect([summary(), title()]).toEqual([text, text]);
  });

  it('asks once also where the two sides write the same value differently', async () => {
    await linked('ask', () => [
      {
        id: 'drops',
        direction: 'both',
        action: 'ARRAY_MAP',
        source: `customFields.${dropsField()?.id}`,
        target: `custom_fields.${assetCount}`,
        mappings: [
          { compare: 2, value: '20' },
          { compare: 5, value: '50' },
          { compare: 9, value: '90' },
        ],
        onMissing: 'skip',
      },
    ]);
    const values = () => [dropsField()?.value, workOrder()?.customFields[assetCount]];
    setDrops(2);
    await bridge.until('the first value', () => values()[1] === '20');
    await bridge.clock.advance(120_000);
    await bridge.during(bridge.engine.pause(null));
    setDrops(9);
    const workOrderId = workOrder()?.id ?? 0;
    bridge.sandbox.people.buyer.setCustomField({ workOrderId, field: assetCount, value: '50' });
    await bridge.during(bridge.engine.resume());
    await bridge.until('a question', async () => (await conflicts()).length > 0);
    await bridge.clock.advance(120_000);
    expect(await conflicts()).toHaveLength(1);
    await bridge.engine.problems.resolveConflict((await conflicts())[0]?.id ?? 0, 'fieldnation');
    await bridge.until('the ticket follows', () => values()[0] === 5);
    await bridge.clock.advance(300_000);
    expect(values()).toEqual([5, '50']);
    expect(await conflicts()).toEqual([]);
  });

  it.each([
    ['connectwise', 'Named by the dispatcher'],
    ['fieldnation', 'Named by the buyer'],
    ['source', 'Named by the dispatcher'],
    ['target', 'Named by the buyer'],
  ] as const)('lets the side win that the rule names, on both sides: %s', async (winner, text) => {
    await linked(winner);
    await bothRename();
    await bridge.until('both are equal', () => summary() === text && title() === text);
    await bridge.clock.advance(300_000);
    expect([summary(), title()]).toEqual([text, text]);
    expect(await conflicts()).toEqual([]);
  });

  it.each(['ask', 'connectwise', 'fieldnation'])(
    'carries what the work order says to the ticket after runs that left the ticket alone: %s',
    async (winner) => {
      await linked(winner);
      await bridge.engine.saveConfig((config) => ({
        ...config,
        sync: { ...config.sync, events: { ...config.sync.events, rules: presetRules('minimal') } },
      }));
      rename('Named by the dispatcher');
      await bridge.until('the title', () => title() === 'Named by the dispatcher');
      await bridge.clock.advance(120_000);
      retitle('Named by the buyer');
      bridge.sandbox.people.buyer.assign({ workOrderId: workOrder()?.id ?? 0 });
      await bridge.until('the run for the assignment', () => statusOf(ticketId()) === 'Scheduled');
      await bridge.clock.advance(120_000);
      expect([summary(), title()]).toEqual(['Named by the buyer', 'Named by the buyer']);
      expect(await conflicts()).toEqual([]);
    },
  );
});
