import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/shared/domain/mapping.ts';
import { type Linked, startLinked, withRules } from './linked.ts';

/* A mapping is tried on real records before anything uses it: samples, previews, examples. Nothing of it reaches either side. */

let linked: Linked;
beforeAll(async () => {
  linked = await startLinked(1);
}, 30_000);
afterAll(() => linked.bridge.stop());

const mappings = () => linked.mappings();
const pair = () => linked.pairs[0] ?? { ticketId: 0, workOrderId: 0, linkId: 0 };
const ticket = () => ({ kind: 'ticket', id: pair().ticketId }) as const;
const workOrder = () => ({ kind: 'workorder', id: pair().workOrderId }) as const;
const requests = () => linked.bridge.sandbox.journal().length;

const base = async (): Promise<Mapping> => (await mappings().state()).mapping;
const during = <T>(work: Promise<T>) => linked.bridge.during(work);
const titled = async (value: string) =>
  withRules(await base(), { id: 'title', direction: 'inbound', action: 'SET_STATIC', target: 'title', value });

describe('a sample', () => {
  it('is both records of a link as the rules read them, whichever number was typed', async () => {
    const byTicket = await during(mappings().sample(ticket()));
    expect(byTicket).toMatchObject({
      linkId: pair().linkId,
      ticket: { kind: 'ticket', id: pair().ticketId, title: 'Replace failed access point in lobby' },
      workOrder: { kind: 'workorder', id: pair().workOrderId },
    });
    expect(byTicket.ticket?.document).toMatchObject({ id: pair().ticketId, company: { name: expect.any(String) } });
    expect(byTicket.workOrder?.document).toMatchObject({ status: { name: 'Draft' }, provider: {}, totals: {} });
    const byWorkOrder = await during(mappings().sample(workOrder()));
    expect(byWorkOrder.ticket?.id).toBe(pair().ticketId);
  });

  it('is read once for a whole afternoon of typing, until it is asked for again', async () => {
    await during(mappings().sample(ticket()));
    const before = requests();
    for (const value of ['A', 'B', 'C']) await mappings().preview(await titled(value), ticket(), 'update');
    await mappings().sample(ticket());
    expect(requests()).toBe(before);
    await during(mappings().sample(ticket(), { fresh: true }));
    expect(requests()).toBeGreaterThan(before);
  });

  it('that is not linked has no other side', async () => {
    const id = linked.bridge.sandbox.info.demo.ticketIds[1] ?? 0;
    const alone = await during(mappings().sample({ kind: 'ticket', id }));
    expect([alone.ticket?.id, alone.workOrder, alone.linkId]).toEqual([id, null, null]);
    const { rows } = await mappings().preview(await base(), { kind: 'ticket', id }, 'create');
    expect(rows.find((row) => row.target === 'title')).toMatchObject({
      outcome: 'value',
      value: alone.ticket?.title,
      present: null,
      differs: false,
    });
    expect(rows.every((row) => row.direction === 'inbound')).toBe(true);
  });

  it('of a number that nobody has is refused in words', async () => {
    await expect(during(mappings().sample({ kind: 'ticket', id: 999_999 }))).rejects.toMatchObject({
      code: 'record.unknown',
      message: 'ConnectWise has no ticket 999999. Check the number.',
    });
    await expect(during(mappings().sample({ kind: 'workorder', id: 999_999 }))).rejects.toMatchObject({
      code: 'record.unknown',
      message: 'Field Nation has no work order 999999. Check the number.',
    });
  });
});

describe('a preview', () => {
  it('says what differs from the other side, and why a rule gives nothing or cannot', async () => {
    const draft = withRules(
      await base(),
      { id: 'title', direction: 'inbound', action: 'SET_STATIC', target: 'title', value: 'Draft title' },
      { id: 'none', direction: 'inbound', action: 'SYNC', source: 'nothing.here', target: 'custom_fields.136' },
      {
        id: 'wrong',
        direction: 'inbound',
        action: 'ARRAY_MAP',
        source: 'board.name',
        target: 'incident_id',
        mappings: [{ compare: 'No such board', value: 1 }],
      },
      {
        id: 'leave',
        direction: 'inbound',
        action: 'ARRAY_MAP',
        source: 'board.name',
        target: 'custom_fields.129',
        mappings: [{ compare: 'Field Dispatch', value: null }],
      },
    );
    const { rows } = await during(mappings().preview(draft, ticket(), 'update'));
    const by = (id: string) => rows.find((row) => row.ruleId === id);
    expect(by('title')).toMatchObject({
      outcome: 'value',
      value: 'Draft title',
      present: 'Replace failed access point in lobby',
      differs: true,
      message: '',
    });
    expect(by('none')).toMatchObject({ outcome: 'none', message: expect.stringContaining('nothing.here is empty') });
    expect(by('leave')).toMatchObject({ outcome: 'none', message: expect.stringContaining('change nothing') });
    expect(by('wrong')).toMatchObject({ outcome: 'problem', differs: false, message: expect.stringContaining('map') });
    expect(by('status-map')).toMatchObject({ direction: 'outbound', label: 'Status' });
    // What is in force stands on the other side already, marker and all.
    expect(rows.filter((row) => row.differs).map((row) => row.ruleId)).toEqual(['title']);
    expect(String(by('description')?.value)).toContain(`-${pair().ticketId}-`);
  });

  it('gives both halves of a rule for both directions their row', async () => {
    const draft = withRules(await base(), {
      id: 'title',
      direction: 'both',
      action: 'SYNC',
      source: 'summary',
      target: 'title',
    });
    const { rows } = await during(mappings().preview(draft, ticket(), 'update'));
    expect(rows.filter((row) => row.ruleId === 'title').map((row) => [row.direction, row.target])).toEqual([
      ['inbound', 'title'],
      ['outbound', 'summary'],
    ]);
  });

  it('shows what only a new work order is given when it is asked for', async () => {
    const draft = withRules(await base(), {
      id: 'once',
      direction: 'inbound',
      action: 'SET_STATIC',
      target: 'custom_fields.136',
      value: 'new',
      when: 'create',
    });
    const has = async (occasion: 'create' | 'update') =>
      (await during(mappings().preview(draft, ticket(), occasion))).rows.some((row) => row.ruleId === 'once');
    expect([await has('update'), await has('create')]).toEqual([false, true]);
  });

  it('that was ended answers nothing', async () => {
    await during(mappings().sample(ticket()));
    const ended = AbortSignal.abort(new Error('newer'));
    await expect(mappings().preview(await base(), ticket(), 'update', ended)).rejects.toThrow('newer');
  });
});

describe('an example', () => {
  const keep = async (mapping: Mapping) => during(mappings().keepExample(mapping, 'Access point', ticket(), 'jdoe'));
  const run = (mapping: Mapping) => mappings().runExamples(mapping);
  afterEach(async () => {
    for (const { id } of await mappings().examples()) await mappings().removeExample(id);
  });

  it('says what it would get instead, rule by rule and in both directions', async () => {
    const { id } = await keep(await base());
    const draft = withRules(
      await titled('Other'),
      { id: 'reference', direction: 'outbound', action: 'SET_STATIC', target: 'externalXRef', value: 'X' },
      { id: 'later', direction: 'inbound', action: 'SET_STATIC', target: 'custom_fields.136', value: 'new' },
    );
    const without = { ...draft, rules: draft.rules.filter((rule) => rule.id !== 'zip') };
    const [result] = await run(without);
    expect(result).toMatchObject({ exampleId: id, pass: false });
    expect(result?.differences).toEqual([
      {
        ruleId: 'title',
        label: 'Title',
        expected: 'Replace failed access point in lobby',
        got: 'Other',
        message: '',
      },
      expect.objectContaining({ ruleId: 'zip', got: null, message: 'No rule gives this field a value any more.' }),
      expect.objectContaining({ ruleId: 'reference', expected: `FN-${pair().workOrderId}`, got: 'X' }),
    ]);
  });

  it('can be removed; one that is gone cannot be accepted', async () => {
    const { id } = await keep(await base());
    await mappings().removeExample(id);
    expect(await mappings().examples()).toEqual([]);
    await expect(mappings().acceptExample(await base(), id)).rejects.toMatchObject({ code: 'mapping.unknown-example' });
  });

  it('passes as long as the mapping gives its record the same values, without asking either side', async () => {
    const kept = await keep(await base());
    expect(kept).toMatchObject({
      name: 'Access point',
      kind: 'ticket',
      recordId: pair().ticketId,
      title: 'Replace failed access point in lobby',
      createdBy: 'jdoe',
    });
    expect(await mappings().examples()).toEqual([kept]);
    linked.bridge.sandbox.people.dispatcher.editTicket({
      ticketId: pair().ticketId,
      changes: { summary: 'Something else by now' },
    });
    await linked.bridge.clock.advance(120_000);
    const before = requests();
    expect(await run(await base())).toEqual([{ exampleId: kept.id, pass: true, differences: [] }]);
    expect(requests()).toBe(before);
  });

  it('that fails keeps a mapping from being activated, unless its values are accepted or it is done all the same', async () => {
    const { id } = await keep(await base());
    const draft = await titled('Other');
    const activate = (override: boolean) =>
      during(mappings().activate(draft, { by: 'jdoe', note: '', override, basedOn: 1 }));
    await expect(activate(false)).rejects.toMatchObject({
      code: 'mapping.examples-fail',
      message: expect.stringContaining('"Access point"'),
    });
    expect((await mappings().state()).active.version).toBe(1);
    expect(await activate(true)).toMatchObject({ version: 2 });

    const third = await titled('Third');
    await mappings().acceptExample(third, id);
    expect(await run(third)).toEqual([{ exampleId: id, pass: true, differences: [] }]);
    expect(
      await during(mappings().activate(third, { by: 'jdoe', note: '', override: false, basedOn: 2 })),
    ).toMatchObject({ version: 3 });
  });
});

describe('a sample without a network', () => {
  it('is what the newest run read, and says when that was; a record no run read cannot be had', async () => {
    const { bridge } = linked;
    const online = await during(mappings().sample(ticket(), { fresh: true }));
    await bridge.clock.advance(3_600_000);
    const runAt = (await bridge.engine.trials.runs(pair().linkId))[0]?.at ?? 0;
    await bridge.during(bridge.engine.pause(null));
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'request', kind: 'drop-connection', times: 1_000 });
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: 'drop-connection', times: 1_000 });
    const offline = await during(mappings().sample(ticket(), { fresh: true }));
    expect(offline.ticket?.readAt).toBe(runAt);
    expect(offline.ticket?.document.summary).toBe(online.ticket?.document.summary);
    expect(offline.workOrder?.readAt).toBe(runAt);
    const { rows } = await mappings().preview(await titled('Offline'), ticket(), 'update');
    expect(rows.find((row) => row.target === 'title')).toMatchObject({ value: 'Offline', differs: true });
    const id = bridge.sandbox.info.demo.ticketIds[2] ?? 0;
    await expect(during(mappings().sample({ kind: 'ticket', id }))).rejects.toMatchObject({
      message: expect.any(String),
    });
  });
});
