import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config.ts';
import { type WhyReport, whyReportSchema } from '../../../src/shared/domain/log-details.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* "Why did ticket 1042 not dispatch?": each situation has its answer, the condition that is in the way, and what to do about it. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const ticketAt = (index: number) => bridge.sandbox.info.demo.ticketIds[index] ?? 0;
const dispatcher = () => bridge.sandbox.people.dispatcher;
const settled = () => {
  const { queue } = bridge.engine.status();
  return queue.waiting + queue.running + queue.inbox === 0;
};
const change = (next: (config: Config) => Config) => bridge.during(bridge.engine.saveConfig(next));
type Trigger = NonNullable<Config['trigger']>;
const trigger = (part: Partial<Trigger>) =>
  change((config) => ({ ...config, trigger: config.trigger === null ? null : { ...config.trigger, ...part } }));

async function why(ticketId: number): Promise<WhyReport> {
  return whyReportSchema.parse(await bridge.during(bridge.engine.log.why(ticketId)));
}

const inTheWay = (report: WhyReport) => report.checks.filter(({ state }) => state === 'no').map(({ id }) => id);
const check = (report: WhyReport, id: string) => report.checks.find((one) => one.id === id);

describe('before anything is sent', () => {
  it('says that Setup, then Start is missing', async () => {
    bridge = await startBridge({ begin: false });
    const waiting = await why(ticketAt(0));
    expect(waiting.outcome).toBe('not-meant');
    expect(check(waiting, 'started')).toMatchObject({ state: 'no', action: { do: 'open-setup', step: 'start' } });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    const moved = await why(ticketAt(0));
    expect(moved).toMatchObject({ outcome: 'blocked', action: { do: 'open-setup', step: 'start' } });
    expect(inTheWay(moved)).toEqual(['started']);
    await change((config) => ({ ...config, trigger: null }));
    const unready = await why(ticketAt(0));
    expect(unready).toMatchObject({ outcome: 'blocked', action: { do: 'open-setup', step: 'trigger' } });
    expect(check(unready, 'ticket')).toMatchObject({ state: 'skipped' });
  });

  it('says that a ticket was left out at Start, and how it goes out all the same', async () => {
    bridge = await startBridge({ begin: false });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.during(bridge.engine.begin([], { takeOver: false }));
    await bridge.until('a quiet queue', settled);
    const report = await why(ticketAt(0));
    expect(report).toMatchObject({ outcome: 'not-meant', action: { do: 'send-ticket', ticketId: ticketAt(0) } });
    expect(inTheWay(report)).toEqual(['left-out']);
  });
});

describe('a ticket outside the trigger', () => {
  it('is told its status, its board, its kind, its merge and its absence', async () => {
    bridge = await startBridge();
    const { demo } = bridge.sandbox.info;
    const elsewhere = await why(ticketAt(0));
    expect(elsewhere).toMatchObject({ outcome: 'not-meant', action: { do: 'send-ticket', ticketId: ticketAt(0) } });
    expect(inTheWay(elsewhere)).toEqual(['status']);
    expect(elsewhere.conclusion).toContain(demo.triggerStatusName);
    expect(elsewhere.ticketUrl).toContain(String(ticketAt(0)));

    const tickets = bridge.sandbox.tickets();
    const otherBoard = tickets.find(
      (one) => (one.board as { id: number }).id !== demo.boardId && one.recordType !== 'ProjectTicket',
    );
    const onOther = await why(Number(otherBoard?.id));
    expect(onOther.outcome).toBe('not-meant');
    expect(inTheWay(onOther)).toContain('board');
    expect(onOther.conclusion).toContain(demo.boardName);

    const project = dispatcher().createProjectTicket({
      fields: { summary: 'Phase one', company: { id: 251 }, board: { id: demo.boardId } },
    });
    const ofProject = await why(Number(project.id));
    expect(ofProject.outcome).toBe('not-meant');
    expect(inTheWay(ofProject)[0]).toMatch(/^(kind|ticket)$/);

    dispatcher().mergeTickets({ ticketId: ticketAt(1), mergeTicketIds: [ticketAt(2)] });
    const merged = await why(ticketAt(2));
    expect(merged.outcome).toBe('not-meant');
    expect(merged.conclusion).toContain(`merged into ticket ${ticketAt(1)}`);

    const missing = await why(999_999);
    expect(missing).toMatchObject({ outcome: 'not-meant', linkId: null });
    expect(inTheWay(missing)).toEqual(['ticket']);
    expect(check(missing, 'connectwise')).toMatchObject({ state: 'ok' });
  });

  it('is told which of several conditions does not hold, with the value it has', async () => {
    bridge = await startBridge();
    await trigger({ kind: 'conditions', conditions: 'company/id > 0 and priority/id = 999 and id > 0' });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a quiet queue', settled);
    const report = await why(ticketAt(0));
    expect(report).toMatchObject({ outcome: 'not-meant', action: { do: 'send-ticket' } });
    expect(inTheWay(report)).toEqual(['conditions']);
    expect(report.conclusion).toMatch(/priority\/id = 999; it has priority\/id \d+ \(/);
    expect(report.conclusion).not.toContain('company/id');
    await trigger({ kind: 'conditions', conditions: '', customFieldConditions: 'caption="On site" and value = true' });
    expect(inTheWay(await why(ticketAt(0)))).toEqual(['custom-conditions']);
    await trigger({ kind: 'conditions', conditions: 'nonsense/field ~ 3', customFieldConditions: '' });
    const refused = await why(ticketAt(0));
    expect(inTheWay(refused)).toEqual(['conditions']);
    expect(refused).toMatchObject({ outcome: 'blocked', action: { do: 'open-setup', step: 'trigger' } });
  });
});

describe('a ticket in the trigger', () => {
  it('is linked: its work order, and that it stays a draft', async () => {
    bridge = await startBridge();
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a link', () => bridge.engine.status().links.open === 1 && settled());
    const report = await why(ticketAt(0));
    const [link] = await bridge.engine.searchLinks('', 10);
    expect(report).toMatchObject({
      outcome: 'linked',
      linkId: link?.id,
      action: { do: 'open-link', linkId: link?.id },
    });
    expect(report.conclusion).toContain(`work order ${link?.workOrderId} (Draft)`);
    expect(report.conclusion).toContain('publishing is off');
  });

  it('waits because sync is paused, or because it is seen at the next look', async () => {
    bridge = await startBridge();
    await bridge.during(bridge.engine.pause(null));
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    const paused = await why(ticketAt(0));
    expect(paused).toMatchObject({ outcome: 'blocked', action: { do: 'resume' } });
    expect(inTheWay(paused)).toEqual(['running']);
    await bridge.during(bridge.engine.resume());
    await bridge.until('a link', () => bridge.engine.status().links.open === 1);
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 10 });
    await bridge.clock.advance(10_000);
    dispatcher().moveTicket({ ticketId: ticketAt(1) });
    const unseen = await why(ticketAt(1));
    expect(unseen).toMatchObject({ outcome: 'on-its-way' });
    expect(check(unseen, 'seen')).toMatchObject({ state: 'waiting', at: bridge.engine.status().nextPollAt });
  });

  it('stopped at the mapping: the rule, the words and the way to it', async () => {
    bridge = await startBridge();
    const present = await bridge.engine.mapping();
    const rule = {
      id: 'needs-po',
      direction: 'inbound',
      action: 'SYNC',
      source: 'poNumber',
      target: 'custom_fields.136',
      when: 'always',
      onMissing: 'fail',
      onConflict: 'source',
    } as const;
    await bridge.engine.saveMapping({ ...present.mapping, rules: [...present.mapping.rules, rule] }, 'test');
    const ahead = await why(ticketAt(0));
    expect(inTheWay(ahead)).toEqual(['status', 'mapping']);
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a dead letter', async () => (await bridge.engine.attention()).length === 1);
    const report = await why(ticketAt(0));
    expect(report).toMatchObject({ outcome: 'needs-person', action: { do: 'open-mapping', ruleId: 'needs-po' } });
    expect(inTheWay(report)).toEqual(['queue', 'mapping']);
    expect(report.conclusion).toMatch(/it has no value for Custom field 136.*Map it, then retry\.$/);
    dispatcher().editTicket({ ticketId: ticketAt(0), changes: { poNumber: 'PO 77' } });
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: '503', times: 1 });
    await bridge.engine.saveMapping(present.mapping, 'test');
    const retried = await why(ticketAt(0));
    expect(check(retried, 'mapping')).toMatchObject({ state: 'ok' });
  });

  it('waits for approval above the limit, and the next one is told so ahead', async () => {
    bridge = await startBridge({ limits: { createsPerTenMinutes: 1 } });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a link', () => bridge.engine.status().links.open === 1);
    const ahead = await why(ticketAt(1));
    expect(check(ahead, 'limit')).toMatchObject({ state: 'no' });
    dispatcher().moveTicket({ ticketId: ticketAt(1) });
    await bridge.until('held', async () => (await bridge.engine.attention()).length === 1);
    const report = await why(ticketAt(1));
    expect(report).toMatchObject({ outcome: 'needs-person', action: { do: 'approve' } });
    expect(inTheWay(report)[0]).toBe('queue');
    expect(report.conclusion).toContain('waits for your approval');
  });

  it('names a work order nobody here knows, and whose it is', async () => {
    bridge = await startBridge();
    const foreign = bridge.sandbox.workOrders().find((one) => !one.descriptionHtml.includes('DBR-'));
    dispatcher().editTicket({ ticketId: ticketAt(0), changes: { externalXRef: `FN-${foreign?.id}` } });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a dead letter', async () => (await bridge.engine.attention()).length === 1);
    const report = await why(ticketAt(0));
    expect(report.outcome).toBe('needs-person');
    expect(inTheWay(report)).toEqual(['reference', 'queue']);
    expect(report.conclusion.match(/no link is known/g)).toHaveLength(1);
    expect(check(report, 'reference')?.message).toContain('was not made by Dispatch Bridge');
    expect(report.action).toEqual({ do: 'open-attention' });
  });

  it('was marked as sent although no link is known', async () => {
    bridge = await startBridge();
    const { sentFieldId } = await bridge.during(bridge.engine.triggerSetUp.create(null));
    expect(sentFieldId).toBeGreaterThan(0);
    dispatcher().setCustomField({ ticketId: ticketAt(0), caption: 'FN Sync Status', value: 'Sent' });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a dead letter', async () => (await bridge.engine.attention()).length === 1);
    const report = await why(ticketAt(0));
    expect(report.outcome).toBe('needs-person');
    expect(inTheWay(report)).toEqual(['sent-field', 'queue']);
  });

  it('belongs to a board whose work orders the Integration Broker makes', async () => {
    bridge = await startBridge({ begin: false });
    const { boardId } = bridge.sandbox.info.demo;
    bridge.sandbox.callbacks.addCallback({
      url: 'https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=secret-of-ours-77&external_id=',
      type: 'ticket',
      level: 'board',
      objectId: boardId,
      description: 'Field Nation dispatch',
    });
    await bridge.during(bridge.engine.begin([], { takeOver: false }));
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    await bridge.until('a quiet queue', settled);
    const undecided = await why(ticketAt(0));
    expect(undecided).toMatchObject({ outcome: 'needs-person', action: { do: 'open-callbacks', tab: 'overview' } });
    expect(inTheWay(undecided)).toEqual(['broker']);
    expect(JSON.stringify(undecided)).not.toContain('secret-of-ours');
    await change((config) => ({
      ...config,
      intake: { ...config.intake, brokerBoards: [{ boardId, createdBy: 'broker' }] },
    }));
    expect(await why(ticketAt(0))).toMatchObject({ outcome: 'not-meant' });
  });
});

describe('when a system does not let itself be asked', () => {
  it('says that ConnectWise refuses the key', async () => {
    bridge = await startBridge();
    await bridge.secrets.set('connectwise.privateKey', 'no-longer-right');
    await bridge.during(bridge.engine.credentialsChanged('connectwise'));
    const report = await why(ticketAt(0));
    expect(report).toMatchObject({ outcome: 'blocked', action: { do: 'open-setup', step: 'connectwise' } });
    expect(inTheWay(report)).toEqual(['connectwise']);
    expect(check(report, 'ticket')).toMatchObject({ state: 'skipped' });
  });

  it('says that ConnectWise cannot be asked, and guesses nothing', async () => {
    bridge = await startBridge();
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'request', method: 'GET', kind: '503', times: 100 });
    const report = await why(ticketAt(0));
    expect(report.outcome).toBe('unknown');
    expect(check(report, 'connectwise')).toMatchObject({ state: 'unknown' });
    expect(check(report, 'status')).toBeUndefined();
  });

  it('says that Field Nation refuses the sign-in, or does not answer', async () => {
    bridge = await startBridge();
    bridge.sandbox.addFault({ vendor: 'connectwise', on: 'delivery', kind: 'lose', times: 10 });
    dispatcher().moveTicket({ ticketId: ticketAt(0) });
    bridge.sandbox.addFault({ vendor: 'fieldnation', on: 'request', kind: '503', times: 1 });
    const silent = await why(ticketAt(0));
    expect(silent.outcome).toBe('blocked');
    expect(inTheWay(silent)).toEqual(['fieldnation']);
    bridge.sandbox.clearFaults();
    await bridge.secrets.set('fieldnation.password', 'no-longer-right');
    await bridge.during(bridge.engine.credentialsChanged('fieldnation'));
    const refused = await why(ticketAt(0));
    expect(refused).toMatchObject({ outcome: 'blocked', action: { do: 'open-setup', step: 'fieldnation' } });
    expect(inTheWay(refused)).toEqual(['fieldnation']);
  });
});
