import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldHistory, type Reading, type RunPlan, type TrackedField } from '../../src/core/link-history.ts';
import { type Json, jsonEqual } from '../../src/shared/json.ts';

/* Who changed what, told from what the runs read. */

const minute = 60_000;
const rule = { ruleId: 'title', direction: 'inbound', target: 'title' } as const;
const summary: TrackedField = {
  side: 'connectwise',
  field: 'summary',
  label: 'Summary',
  rules: [{ ...rule, role: 'source' }],
};
const title: TrackedField = {
  side: 'fieldnation',
  field: 'title',
  label: 'Title',
  rules: [{ ...rule, role: 'target' }],
};
const fields = [summary, title];
const idle: RunPlan = { created: false, toWorkOrder: [], toTicket: [], left: {}, ticketDue: true };

function reading(n: number, ticket: string, workOrder: string, more: Partial<Reading> = {}): Reading {
  return {
    attemptId: n,
    startedAt: n * minute,
    endedAt: n * minute + 2000,
    ticket: { summary: ticket },
    workOrder: { title: workOrder },
    ticketSaved: { at: 0, by: '' },
    plan: idle,
    received: [],
    ...more,
  };
}

function told(readings: readonly Reading[], more: Partial<Parameters<typeof fieldHistory>[0]> = {}) {
  return fieldHistory({ readings, first: 1, fields, conflicts: [], ownUser: '900', ...more });
}

const carriedOver = { ...idle, toWorkOrder: [{ target: 'title', value: 'B', from: 'A' }] };

describe('the history of a link', () => {
  it('tells nothing while nothing changes, and nothing of the first reading', () => {
    expect(told([reading(1, 'A', 'A'), reading(2, 'A', 'A')])).toEqual([]);
    expect(told([reading(1, 'A', 'A')])).toEqual([]);
  });

  it('tells a change of the ticket, who saved it, and that the run carried it over as its own writing', () => {
    const saved = { at: 90_000, by: 'amiller' };
    const rows = told([
      reading(1, 'A', 'A', { ticketSaved: { at: 50_000, by: 'bkent' } }),
      reading(2, 'B', 'B', { plan: carriedOver, ticketSaved: saved }),
    ]);
    expect(rows).toMatchObject([
      { side: 'fieldnation', before: 'A', after: 'B', own: true, by: '', outcome: 'written', source: 'run' },
      {
        side: 'connectwise',
        before: 'A',
        after: 'B',
        own: false,
        by: 'amiller',
        from: 50_000,
        to: 90_000,
        source: 'record',
        outcome: 'carried',
      },
    ]);
  });

  it('knows the moment when one callback told of the one save', () => {
    const received = [{ source: 'connectwise', at: 91_000, actor: 'amiller', action: 'updated' }] as const;
    const rows = told([
      reading(1, 'A', 'A', { ticketSaved: { at: 50_000, by: 'bkent' } }),
      reading(2, 'B', 'A', { received, ticketSaved: { at: 90_000, by: 'amiller' } }),
    ]);
    expect(rows).toMatchObject([{ by: 'amiller', from: 90_000, to: 90_000, source: 'callback' }]);
  });

  it('names nobody when two people saved the ticket since', () => {
    const received = [{ source: 'connectwise', at: 80_000, actor: 'bkent', action: 'updated' }] as const;
    const rows = told([
      reading(1, 'A', 'A', { ticketSaved: { at: 50_000, by: 'x' } }),
      reading(2, 'B', 'A', { received, ticketSaved: { at: 90_000, by: 'amiller' } }),
    ]);
    expect(rows).toMatchObject([{ by: '', from: 50_000, to: 90_000 }]);
  });

  it('names nobody when the run itself saved the ticket last and no callback came', () => {
    const plan = { ...idle, toTicket: [{ target: 'status', value: 3, from: 2 }] };
    const rows = told([
      reading(1, 'A', 'A', { ticketSaved: { at: 50_000, by: 'bkent' } }),
      reading(2, 'B', 'A', { plan, ticketSaved: { at: 121_000, by: 'api-member' } }),
    ]);
    expect(rows).toMatchObject([{ by: '', from: 50_000, to: 122_000, source: 'between-reads' }]);
  });

  it('takes the user of the work order from its webhook, never our own', () => {
    const webhook = (actor: string) => [{ source: 'fieldnation', at: 110_000, actor, action: 'updated' }] as const;
    const by = (actor: string) => told([reading(1, 'A', 'A'), reading(2, 'A', 'C', { received: webhook(actor) })])[0];
    expect(by('77')).toMatchObject({ by: '77', from: 80_000, to: 110_000, source: 'webhook' });
    expect(by('900')).toMatchObject({ by: '', from: 60_000, to: 122_000, source: 'between-reads' });
  });

  it('says what the run put back, in the order it happened', () => {
    const plan = { ...idle, toWorkOrder: [{ target: 'title', value: 'A', from: 'C' }] };
    expect(told([reading(1, 'A', 'A'), reading(2, 'A', 'A', { plan })])).toEqual([]);
    const rows = told([reading(1, 'A', 'B'), reading(2, 'A', 'A', { plan })]);
    expect(rows).toMatchObject([
      { before: 'C', after: 'A', own: true },
      { before: 'B', after: 'C', own: false, outcome: 'overwritten' },
    ]);
  });

  it('says why a change was not carried over', () => {
    const left = (what: string) => ({ ...idle, left: { title: what } });
    const outcome = (plan: RunPlan | null, ticket: string, workOrder: string) =>
      told([reading(1, 'A', 'A'), reading(2, ticket, workOrder, { plan })]).map((row) => row.outcome);
    expect(outcome(left('conflict'), 'B', 'A')).toEqual(['conflict']);
    expect(outcome(left('withheld'), 'B', 'A')).toEqual(['withheld']);
    expect(outcome(left('problem'), 'B', 'A')).toEqual(['problem']);
    expect(outcome(left('accept'), 'B', 'A')).toEqual(['lost']);
    expect(outcome(left('accept'), 'A', 'C')).toEqual(['accepted']);
    expect(outcome(left('keep'), 'A', 'C')).toEqual(['kept']);
    expect(outcome(null, 'B', 'A')).toEqual(['unknown']);
    // The plan meant to write it, and the work order still holds what it held.
    expect(outcome(carriedOver, 'B', 'A')).toEqual(['problem']);
    const noRules = told([reading(1, 'A', 'A'), reading(2, 'B', 'A')], { fields: [{ ...summary, rules: [] }] });
    expect(noRules).toMatchObject([{ outcome: 'unmapped' }]);
  });

  it('waits with the outcome for the next run that looks at the ticket', () => {
    const status: TrackedField = {
      side: 'fieldnation',
      field: 'status.name',
      label: 'Status',
      rules: [{ ruleId: 'status-map', direction: 'outbound', target: 'status', role: 'source' }],
    };
    const run = (n: number, name: string, plan: RunPlan) =>
      reading(n, 'A', 'A', { workOrder: { 'status.name': name }, ticket: {}, plan });
    const seen = [run(1, 'Draft', idle), run(2, 'Published', { ...idle, ticketDue: false })];
    expect(told(seen, { fields: [status] })).toMatchObject([{ outcome: 'waiting' }]);
    const later = run(3, 'Published', { ...idle, toTicket: [{ target: 'status', value: 7 }] });
    expect(told([...seen, later], { fields: [status] })).toMatchObject([{ attemptId: 2, outcome: 'carried' }]);
  });

  it('prefers the evidence of an open conflict for the newest change', () => {
    const ticketChange = { from: 88_000, to: 88_000, by: 'amiller', source: 'audit' } as const;
    const rows = told(
      [reading(1, 'A', 'A'), reading(2, 'B', 'C', { plan: { ...idle, left: { title: 'conflict' } } })],
      {
        conflicts: [{ ruleId: 'title', ticketChange, workOrderChange: null }],
      },
    );
    expect(rows.find((row) => row.side === 'connectwise')).toMatchObject({
      by: 'amiller',
      from: 88_000,
      source: 'audit',
    });
    expect(rows.find((row) => row.side === 'fieldnation')).toMatchObject({ by: '', source: 'between-reads' });
  });

  it('compares a side with the last run that read it, also before the page', () => {
    const gap = reading(2, 'A', 'A', { ticket: null });
    expect(told([reading(1, 'A', 'A'), gap, reading(3, 'B', 'A')], { first: 2 })).toMatchObject([
      { attemptId: 3, side: 'connectwise', before: 'A', after: 'B', from: minute },
    ]);
  });

  it('leads from the oldest reading to the newest, whatever happened', () => {
    const value = fc.constantFrom('A', 'B', 'C', null);
    const write = (target: string) =>
      fc.option(fc.record({ target: fc.constant(target), value, from: fc.option(value, { nil: undefined }) }), {
        nil: undefined,
      });
    const step = fc.record({
      ticket: value,
      workOrder: value,
      readTicket: fc.boolean(),
      readWorkOrder: fc.boolean(),
      toTicket: write('summary'),
      toWorkOrder: write('title'),
      planned: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const readings = steps.map((one, n): Reading => {
          const read = n === 0 || n === steps.length - 1;
          return reading(n + 1, '', '', {
            ticket: read || one.readTicket ? { summary: one.ticket } : null,
            workOrder: read || one.readWorkOrder ? { title: one.workOrder } : null,
            plan: one.planned
              ? {
                  ...idle,
                  toTicket: one.toTicket === undefined ? [] : [one.toTicket],
                  toWorkOrder: one.toWorkOrder === undefined ? [] : [one.toWorkOrder],
                }
              : null,
          });
        });
        const rows = [...told(readings)].reverse();
        for (const { side, field } of fields) {
          const of = (one: Reading | undefined): Json =>
            (side === 'connectwise' ? one?.ticket : one?.workOrder)?.[field] ?? null;
          let held = of(readings[0]);
          for (const row of rows.filter((one) => one.side === side && one.field === field)) {
            expect(row.before).toEqual(held);
            expect(jsonEqual(row.before as Json, row.after as Json)).toBe(false);
            expect(row.from).toBeLessThanOrEqual(row.to);
            held = row.after as Json;
          }
          expect(held).toEqual(of(readings.at(-1)));
        }
      }),
    );
  });
});
