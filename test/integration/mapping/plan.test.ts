import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { type Linked, startLinked, withRules } from './linked.ts';

/* Before a mapping is activated a person sees what it would do to the links there are. */

let linked: Linked;
beforeAll(async () => {
  linked = await startLinked(6);
}, 30_000);
afterAll(() => linked.bridge.stop());

const base = async (): Promise<Mapping> => (await linked.mappings().state()).mapping;
const plan = (mapping: Mapping) => linked.bridge.during(linked.mappings().plan(mapping));
const counts = async (mapping: Mapping) => {
  const { links, unchanged, wouldChange, wouldStop, unknown } = await plan(mapping);
  return { links, unchanged, wouldChange, wouldStop, unknown };
};
/** The board's name is the same for all; the number is what tells them apart. */
const forTickets = (ids: readonly number[], value: string, others: unknown = null) => ({
  id: 'tag',
  direction: 'inbound',
  action: 'ARRAY_MAP',
  source: 'id',
  target: 'custom_fields.136',
  mappings: linked.pairs.map(({ ticketId }) => ({ compare: ticketId, value: ids.includes(ticketId) ? value : others })),
});
const ids = (count: number) => linked.pairs.slice(0, count).map(({ ticketId }) => ticketId);

describe('the plan of a mapping', () => {
  it('finds every link unchanged under the mapping in force, and asks neither side', async () => {
    const before = linked.bridge.sandbox.journal().length;
    expect(await counts(await base())).toEqual({ links: 6, unchanged: 6, wouldChange: 0, wouldStop: 0, unknown: 0 });
    expect(linked.bridge.sandbox.journal().length).toBe(before);
  });

  it('counts the links that would change, with each field before and after', async () => {
    const draft = withRules(await base(), forTickets(ids(2), 'Tagged'));
    const result = await plan(draft);
    expect(result).toMatchObject({ links: 6, unchanged: 4, wouldChange: 2, wouldStop: 0, unknown: 0 });
    expect(result.rows).toEqual(
      linked.pairs.slice(0, 2).map(({ ticketId, workOrderId, linkId }) => ({
        linkId,
        ticketId,
        workOrderId,
        title: linked.bridge.sandbox.ticket(ticketId)?.summary,
        changes: [
          {
            side: 'fieldnation',
            target: 'custom_fields.136',
            label: 'Custom field 136',
            from: '',
            to: 'Tagged',
          },
        ],
        problems: [],
      })),
    );
  });

  it('counts the links where a rule would stop with a problem it does not have today', async () => {
    const rule = forTickets([], '', null);
    const draft = withRules(await base(), { ...rule, mappings: rule.mappings.slice(1) });
    const result = await plan(draft);
    expect(result).toMatchObject({ links: 6, unchanged: 5, wouldStop: 1 });
    expect(result.rows[0]).toMatchObject({
      ticketId: ids(1)[0],
      changes: [],
      problems: [{ code: 'mapping.no-value', context: { ruleId: 'tag' } }],
    });
  });

  it('says where a person would be asked because nothing says who wins', async () => {
    const draft = withRules(await base(), {
      id: 'second-title',
      direction: 'outbound',
      action: 'SYNC',
      source: 'id',
      target: 'summary',
      onConflict: 'ask',
    });
    const result = await plan(draft);
    expect(result).toMatchObject({ wouldStop: 6, wouldChange: 0 });
    expect(result.rows[0]?.problems).toMatchObject([{ code: 'mapping.would-ask' }]);
  });

  it('is not moved by a rule that applies at the create only, by an order, or by a rule that goes', async () => {
    const mapping = await base();
    const once = { id: 'once', direction: 'inbound', action: 'SET_STATIC', target: 'incident_id', when: 'create' };
    const draft = withRules(mapping, { ...once, value: 'x' });
    const rules = draft.rules.filter((rule) => rule.id !== 'reference').toReversed();
    expect(await counts({ ...draft, rules })).toMatchObject({ links: 6, unchanged: 6 });
  });

  it('is what happens when the mapping is activated', async () => {
    const { bridge, mappings } = linked;
    const draft = withRules(await base(), forTickets(ids(3), 'Planned'));
    const planned = (await plan(draft)).rows.map(({ workOrderId }) => workOrderId);
    await bridge.during(mappings().activate(draft, { by: 'jdoe', note: '', override: false, basedOn: 1 }));
    for (const { linkId } of linked.pairs) await bridge.engine.syncNow(linkId);
    await bridge.clock.advance(30_000);
    const tagged = bridge.sandbox.workOrders().filter((one) => one.customFields[136] === 'Planned');
    expect(tagged.map(({ id }) => id).sort()).toEqual(planned.sort());
    expect(planned).toHaveLength(3);
    expect(await counts(draft)).toMatchObject({ links: 6, unchanged: 6 });
    const other = withRules(draft, forTickets(ids(1), 'Other', 'Planned'));
    expect((await plan(other)).rows.filter((row) => row.ticketId === ids(1)[0])).toMatchObject([
      { changes: [{ from: 'Planned', to: 'Other' }] },
    ]);
  });

  it('can be called off', async () => {
    const draft = withRules(await base(), forTickets(ids(1), 'Never'));
    await expect(linked.mappings().plan(draft, AbortSignal.abort(new Error('newer')))).rejects.toThrow('newer');
  });
});
