import { describe, expect, it } from 'vitest';
import type { RequestEnd } from '../../../src/core/http/recording.ts';
import { recordedBy, withRecorder } from '../../../src/core/http/recording.ts';
import { RequestLog } from '../../../src/core/log/request-log.ts';
import { createRedactor } from '../../../src/core/monitor/redact.ts';
import { AppError } from '../../../src/shared/errors.ts';

const redactor = createRedactor(() => ['pa55word-of-ours']);
const answer = (
  status: number,
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => ({
  status,
  headers,
  bytes: Buffer.from(body),
  requestId: 'r-1',
});

function anEnd(change: Partial<Omit<RequestEnd, 'url'>> & { url?: string } = {}): RequestEnd {
  const { url = 'https://api.fieldnation.com/api/rest/v2/workorders/7/messages', ...rest } = change;
  return {
    at: 1,
    durationMs: 5,
    remote: 'fieldnation',
    label: 'the messages of work order 7',
    method: 'GET',
    body: undefined,
    answer: answer(200, '{"results":[]}'),
    error: null,
    url: new URL(url),
    ...rest,
  };
}

function noted(...ends: readonly RequestEnd[]) {
  const log = new RequestLog(redactor);
  for (const end of ends) log.note(end);
  return log.taken();
}
const one = (end: RequestEnd) => noted(end).requests[0];

describe('what a run asks of the remotes', () => {
  it('is kept with address, status, time, id and bodies', () => {
    expect(one(anEnd({ method: 'POST', body: '{"message":"On my way"}', answer: answer(201, '{"id":9}') }))).toEqual({
      n: 1,
      at: 1,
      remote: 'fieldnation',
      label: 'the messages of work order 7',
      method: 'POST',
      target: 'api.fieldnation.com/api/rest/v2/workorders/7/messages',
      status: 201,
      durationMs: 5,
      requestId: 'r-1',
      request: '{"message":"On my way"}',
      response: '{"id":9}',
      error: null,
    });
  });

  it('holds no secret: not in the address, the bodies, the error, or a sign-in', () => {
    const url =
      'https://na.myconnectwise.net/x?access_token=abcabc&conditions=id%20%3D%204&signature=zzz&q=pa55word-of-ours';
    const failed = one(
      anEnd({
        url,
        method: 'POST',
        body: '{"client_secret":"topsecret","note":"pa55word-of-ours"}',
        answer: answer(401, '{"access_token":"abcabc","said":"pa55word-of-ours"}', { 'retry-after': '30' }),
        error: new AppError({ code: 'x', kind: 'auth', message: 'Refused pa55word-of-ours' }),
      }),
    );
    const text = JSON.stringify(failed);
    for (const secret of ['abcabc', 'topsecret', 'pa55word-of-ours', 'zzz']) expect(text).not.toContain(secret);
    expect(failed?.target).toContain('conditions=id = 4');
    expect(failed?.error).toContain('Retry-After: 30');
    const signIn = anEnd({
      url: 'https://api.fieldnation.com/authentication/api/oauth/token',
      method: 'POST',
      body: '{"grant_type":"password","username":"api.dispatch","password":"whatever-it-is"}',
      answer: answer(200, '{"access_token":"abcabc"}'),
    });
    expect(one(signIn)).toMatchObject({ status: 200, request: null, response: null });
  });

  it('leaves out the record the run keeps, a file, and what is too long; a secret across the cut too', () => {
    const read = anEnd({
      remote: 'connectwise',
      url: 'https://x/apis/3.0/service/tickets/1042',
      answer: answer(200, '{"id":1042}'),
    });
    expect(one(read)).toMatchObject({ request: null, response: null });
    expect(one({ ...read, answer: answer(404, '{"code":"NotFound"}') })?.response).toContain('NotFound');
    expect(one(anEnd({ answer: answer(200, 'PK..', { 'content-type': 'application/zip' }) }))?.response).toBe(
      '[4 bytes of application/zip]',
    );
    const long = one(anEnd({ answer: answer(200, `"${'é'.repeat(50_000)}"`) }));
    expect(long?.response?.length).toBeLessThan(2_100);
    expect(long?.response).toMatch(/\[cut: 100002 characters in all\]$/);
    const body = `${'x'.repeat(7_990)}pa55word-of-ours${'y'.repeat(9_000)}`;
    const cut = one(
      anEnd({ method: 'PUT', body, answer: null, error: new AppError({ code: 'x', kind: 'offline', message: 'No.' }) }),
    );
    expect(cut).toMatchObject({ status: null, requestId: '' });
    expect(cut?.request).not.toContain('pa55');
  });

  it('is kept up to a limit and counted beyond; what comes after the end belongs to no run', () => {
    const log = new RequestLog(redactor);
    for (let n = 0; n < 250; n += 1) log.note(anEnd({ at: 1000 - n }));
    const { requests, inAll } = log.taken();
    expect([requests.length, inAll]).toEqual([200, 250]);
    expect(requests.map(({ n }) => n)).toEqual(requests.map((_, index) => index + 1));
    expect(requests.every(({ at }, index) => index === 0 || at >= (requests[index - 1]?.at ?? 0))).toBe(true);
    log.note(anEnd());
    expect(log.taken()).toEqual({ requests: [], inAll: 250 });
  });

  it('is told to the work that asks, however deep, and never to another', async () => {
    const [first, second] = [new RequestLog(redactor), new RequestLog(redactor)];
    // A queue that lets waiting work go on, as a lane does.
    const waiting: (() => void)[] = [];
    const ask = async (label: string): Promise<void> => {
      const { recorder } = withRecorder({});
      await new Promise<void>((resolve) => waiting.push(resolve));
      recorder?.note(anEnd({ label }));
      expect(withRecorder({}).recorder).toBe(recorder);
    };
    const all = Promise.all([
      recordedBy(first, () => Promise.all([ask('a'), ask('b')])),
      recordedBy(second, () => ask('c')),
      ask('d'),
    ]);
    for (const go of waiting.reverse()) go();
    await all;
    expect(
      first
        .taken()
        .requests.map(({ label }) => label)
        .sort(),
    ).toEqual(['a', 'b']);
    expect(second.taken().requests.map(({ label }) => label)).toEqual(['c']);
  });

  it('keeps no half secret that comes up to the cut because others before it were struck out', () => {
    const signed = `"https://files.example.com/a?X-Amz-Signature=${'a1'.repeat(1200)}",`;
    const body = `[${signed}"${'x'.repeat(300)}",{"password":"first-half${'-second-half'.repeat(50)}"}]`;
    const start = body.indexOf('first-half');
    expect(start).toBeGreaterThan(2_000);
    expect(start).toBeLessThan(3_000);
    const kept = one(anEnd({ answer: answer(200, body) }))?.response ?? '';
    expect(kept).not.toContain('first-half');
    expect(kept).toContain(`[cut: ${body.length} characters in all]`);
  });
});
