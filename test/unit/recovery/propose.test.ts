import { describe, expect, it } from 'vitest';
import { candidatesOf, type Known, propose, type Side } from '../../../src/core/recovery/links/propose.ts';
import type { Link, Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';

const ticket = (id: number, externalRef = '', part: Partial<Ticket> = {}): Ticket => ({
  id,
  summary: `Ticket ${id}`,
  kind: 'service',
  board: { id: 1, name: 'Dispatch' },
  status: { id: 1, name: 'New' },
  company: { id: 1, name: 'Acme' },
  closed: false,
  externalRef,
  updatedAt: 0,
  updatedBy: '',
  document: {},
  ...part,
});
const workOrder = (id: number, html = ''): WorkOrder => ({
  id,
  title: `Work order ${id}`,
  status: { id: 1, name: 'Assigned' },
  milestones: {},
  provider: null,
  madeByIntegration: false,
  document: { description: { html } },
});
const ours = (ticketId: number, ordinal = 1): string => `<p>Ref DBR-aaaa-${ticketId}-${ordinal}</p>`;
const theirs = (ticketId: number): string => `<p>Ref DBR-bbbb-${ticketId}-1</p>`;

function found(tickets: readonly Ticket[], workOrders: readonly WorkOrder[], part: Partial<Known> = {}) {
  const side: Side = {
    tickets: new Map(tickets.map((one) => [one.id, one])),
    workOrders: new Map(workOrders.map((one) => [one.id, one])),
  };
  const known: Known = { installation: 'aaaa', links: [], byNotes: new Set(), mergedAway: () => false, ...part };
  return propose(side, candidatesOf(side), known).map(({ ticketId, workOrderId, confidence, evidence, problem }) => ({
    pair: [ticketId, workOrderId],
    confidence,
    evidence,
    problem,
  }));
}

describe('what is proposed', () => {
  it('is certain when both sides name each other, whichever installation wrote the marker', () => {
    expect(found([ticket(1, 'FN-9')], [workOrder(9, theirs(1))])).toEqual([
      { pair: [1, 9], confidence: 'certain', evidence: ['ticket-reference', 'work-order-marker'], problem: '' },
    ]);
  });

  it('is likely when one side names the other', () => {
    expect(found([ticket(1, 'FN-9')], [workOrder(9)])[0]).toMatchObject({ confidence: 'likely', problem: '' });
    expect(found([ticket(1)], [workOrder(9, ours(1))])[0]).toMatchObject({ confidence: 'likely', problem: '' });
  });

  it('is a question when both are over: nothing is ticked that needs no link any more', () => {
    const over = { ...workOrder(9, ours(1)), status: { id: 6, name: 'Paid' } };
    expect(found([ticket(1, 'FN-9', { closed: true })], [over])[0]).toMatchObject({
      confidence: 'ambiguous',
      problem: 'Ticket 1 is closed and work order 9 is Paid: there is nothing left to keep in step.',
    });
    expect(found([ticket(1, 'FN-9')], [over])[0]).toMatchObject({ confidence: 'certain' });
    expect(found([ticket(1, 'FN-9', { closed: true })], [workOrder(9, ours(1))])[0]).toMatchObject({
      confidence: 'certain',
    });
  });

  it("is a question when Field Nation's own connector made the work order a ticket names: two would keep it in step", () => {
    const theirOwn = (html = ''): WorkOrder => ({ ...workOrder(9, html), madeByIntegration: true });
    expect(found([ticket(1, 'FN-9')], [theirOwn()])[0]).toMatchObject({
      confidence: 'ambiguous',
      problem:
        "Field Nation's own connector made work order 9. Link the two only when that connector no longer keeps them in step.",
    });
    expect(found([ticket(1, 'FN-9')], [theirOwn(ours(1))])[0]).toMatchObject({ confidence: 'certain' });
  });

  it('is a question when only the marker of another installation says so, unless notes were copied between the two', () => {
    const records = [[ticket(1)], [workOrder(9, theirs(1))]] as const;
    expect(found(...records)[0]).toMatchObject({
      confidence: 'ambiguous',
      problem: expect.stringContaining('Another installation'),
    });
    expect(found(...records, { byNotes: new Set(['1 9']) })[0]).toMatchObject({
      confidence: 'likely',
      evidence: ['work-order-marker', 'note-markers'],
    });
  });

  it('asks which of several work orders belongs to a ticket, unless one is named by both sides', () => {
    const both = found([ticket(1)], [workOrder(8, ours(1)), workOrder(9, ours(1, 2))]);
    expect(both.map((one) => one.confidence)).toEqual(['ambiguous', 'ambiguous']);
    expect(both[0]?.problem).toContain('Several work orders belong to ticket 1: 8, 9');
    const named = found([ticket(1, 'FN-9')], [workOrder(8, ours(1)), workOrder(9, ours(1))]);
    expect(named.map((one) => one.confidence)).toEqual(['ambiguous', 'certain']);
    expect(named[0]?.problem).toContain('work order 8 is a copy of it, or an earlier visit');
  });

  it('asks which of several tickets names a work order', () => {
    const both = found([ticket(1, 'FN-9'), ticket(2, 'FN-9')], [workOrder(9)]);
    expect(both.map((one) => one.confidence)).toEqual(['ambiguous', 'ambiguous']);
    expect(both[1]?.problem).toContain('Several tickets name work order 9');
  });

  it('says when one of the two is gone, merged away, linked elsewhere, or was taken apart by a person', () => {
    const link = (part: Partial<Link>): Link =>
      ({ ticketId: 1, workOrderId: 9, state: 'open', closedReason: '', ...part }) as Link;
    const problemOf = (part: Partial<Known>, tickets = [ticket(1, 'FN-9')], workOrders = [workOrder(9, ours(1))]) =>
      found(tickets, workOrders, part)[0];
    expect(problemOf({}, [ticket(1, 'FN-9')], [])?.problem).toBe('Work order 9 no longer exists in Field Nation.');
    expect(problemOf({}, [], [workOrder(9, ours(1))])?.problem).toBe('Ticket 1 no longer exists in ConnectWise.');
    expect(problemOf({ mergedAway: () => true })?.problem).toContain('merged into another');
    expect(problemOf({ links: [link({ workOrderId: 7 })] })?.problem).toBe(
      'Ticket 1 is linked here with work order 7.',
    );
    const apart = problemOf({ links: [link({ state: 'closed', closedReason: 'Sent by mistake' })] });
    expect(apart).toMatchObject({ confidence: 'ambiguous', problem: 'The two were unlinked here: Sent by mistake.' });
    expect(problemOf({ links: [link({})] })).toMatchObject({ confidence: 'linked', problem: '' });
  });
});
