import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogDetails } from '../../../src/shared/domain/log-details.ts';
import { logDetailsSchema } from '../../../src/shared/domain/log-details.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

/* What the log knows of a line: the callback that caused its run, the run, its mapping, its requests, its other lines. */

let bridge: Bridge;
beforeEach(async () => {
  bridge = await startBridge();
});
afterEach(() => bridge.stop());

const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;

async function newest(kind: string): Promise<LogDetails> {
  const [line] = await bridge.engine.activities({ kinds: [kind], ticketId: ticketId() }, null, 1);
  const details = await bridge.engine.log.details(line?.id ?? 0);
  if (details === null) throw new Error(`No line of kind ${kind}`);
  return logDetailsSchema.parse(details);
}

async function dispatched(): Promise<void> {
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
  await bridge.until('its work order', async () => {
    const lines = await bridge.engine.activities({ kinds: ['workorder.created'], ticketId: ticketId() }, null, 1);
    return lines.length > 0 && bridge.engine.status().queue.waiting + bridge.engine.status().queue.running === 0;
  });
}

describe('a line of a run', () => {
  it('tells the callback, the attempt, what the mapping gave and every request, in order', async () => {
    await dispatched();
    const details = await newest('workorder.created');
    expect(details.received).toMatchObject([
      { source: 'connectwise', recordType: 'ticket', recordId: ticketId(), action: 'updated' },
    ]);
    expect(details.run).toMatchObject({
      cause: 'callback',
      state: 'done',
      replayable: true,
      attempts: [{ n: 1, outcome: 'done', error: null }],
    });
    expect(details.run?.waitedMs).toBeGreaterThanOrEqual(0);
    expect(details.run?.ranMs).toBeGreaterThanOrEqual(0);
    const rule = details.mapping?.rules.find((one) => one.label === 'Title');
    expect(rule).toMatchObject({ direction: 'inbound', before: null, result: 'changed' });
    expect(details.mapping?.rules.some((one) => one.direction === 'outbound' && one.result === 'changed')).toBe(true);
    const asked = details.requests.map(({ remote, method, status }) => `${remote} ${method} ${status}`);
    expect(asked).toContain('connectwise GET 200');
    expect(asked).toContain('fieldnation POST 200');
    expect(details.requests.map(({ n }) => n)).toEqual(details.requests.map((_, index) => index + 1));
    const create = details.requests.find((one) => /\/workorders$/.test(one.target) && one.method === 'POST');
    expect(create?.request).toContain('"title"');
    // The record itself is kept with the run, not a second time with the request.
    const read = details.requests.find((one) => one.method === 'GET' && /\/service\/tickets\/\d+$/.test(one.target));
    expect(read).toMatchObject({ request: null, response: null, error: null });
    expect(details.siblings.map(({ kind }) => kind)).toContain('callback.received');
    // The callback's own line leads to the same run.
    const callback = await newest('callback.received');
    expect(callback.run?.attemptId).toBe(details.run?.attemptId);
    expect(callback.siblings.map(({ kind }) => kind)).toContain('workorder.created');
  });

  it('holds no secret, whatever was sent to sign in', async () => {
    await dispatched();
    const { fieldnation, connectwise } = bridge.sandbox.info;
    const lines = await bridge.engine.activities({}, null, 200);
    const all = JSON.stringify(await Promise.all(lines.map(({ id }) => bridge.engine.log.details(id))));
    expect(all).toContain('/workorders');
    const secrets = [connectwise.privateKey, connectwise.clientId, fieldnation.clientSecret, fieldnation.password];
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/access_token=(?!\[)/);
    const exported: string[] = [];
    for await (const part of bridge.engine.log.lines({}, 'ndjson')) exported.push(part);
    for (const secret of secrets) expect(exported.join('')).not.toContain(secret);
    expect(exported.join('').trim().split('\n')).toHaveLength((await bridge.engine.log.count({})).count);
  });

  it('keeps the requests of a run that failed, with the answer and the words of the error', async () => {
    bridge.sandbox.addFault({
      vendor: 'fieldnation',
      on: 'request',
      method: 'POST',
      path: '/workorders',
      kind: '503',
      times: 1,
    });
    await dispatched();
    const waits = await bridge.engine.activities({ kinds: ['job.retry'], ticketId: ticketId() }, null, 10);
    const failed = await bridge.engine.log.details(waits.at(-1)?.id ?? 0);
    const refused = failed?.requests.find(({ status }) => status === 503);
    expect(refused?.error).toMatch(/Field Nation/);
    expect(failed?.run?.replayable).toBe(false);
    expect(failed?.run?.attempts.length).toBeGreaterThan(1);
    expect(failed?.run?.attempts[0]).toMatchObject({ outcome: 'retry' });
  });

  it('names the rule a ticket without a value stopped at', async () => {
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
    bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
    await bridge.until('a dead letter', async () => (await bridge.engine.attention()).length > 0);
    const dead = await newest('job.dead');
    expect(dead.mapping?.rules).toMatchObject([{ ruleId: 'needs-po', result: 'skipped' }]);
    expect(dead.run).toMatchObject({ state: 'dead' });
  });
});

describe('a line of no run', () => {
  it('has no run, and an id that is not there has nothing', async () => {
    const [line] = await bridge.engine.activities({ kinds: ['app.started'] }, null, 1);
    expect(await bridge.engine.log.details(line?.id ?? 0)).toMatchObject({ run: null, requests: [], siblings: [] });
    expect(await bridge.engine.log.details(999_999)).toBeNull();
  });
});
