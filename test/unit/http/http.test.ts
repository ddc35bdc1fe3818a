import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp, type Http, type HttpRequest } from '../../../src/core/http/http.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { type Logger, silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { type Answer, type Loopback, loopback, type Received } from './loopback.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

async function serve(handler: (request: Received, index: number) => Answer): Promise<Loopback> {
  const server = await loopback(handler);
  open.push(server);
  return server;
}
function client(
  options: {
    clock?: typeof systemClock;
    logger?: Logger;
    maxAnswerBytes?: number;
    proxy?: string;
    caFile?: string;
  } = {},
): Http {
  const http = createHttp({
    clock: systemClock,
    logger: silentLogger,
    proxy: 'none',
    caFile: '',
    userAgent: 'Dispatch Bridge/test',
    ...options,
  });
  open.push(http);
  return http;
}
function request(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
  const lane = createLane({
    remote: 'connectwise',
    clock: systemClock,
    random: () => 0,
    perMinute: Number.POSITIVE_INFINITY,
    concurrency: 4,
  });
  return {
    method: 'GET',
    url,
    timeoutMs: 5000,
    idempotent: true,
    lane,
    remote: 'connectwise',
    label: 'ticket 1042',
    ...more,
  };
}
async function failure(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

describe('the HTTP client', () => {
  it('sends method, headers and body and gives back status, headers and data', async () => {
    const server = await serve((got) => ({
      status: 201,
      headers: { 'x-cw-request-id': 'abc' },
      json: { echo: got.body },
    }));
    const answer = await client().request(
      request(`${server.url}/a?b=1`, { method: 'POST', headers: { 'x-test': 'yes' }, body: 'täxt' }),
    );
    expect(answer).toMatchObject({ status: 201, requestId: 'abc' });
    expect(answer.json()).toEqual({ echo: 'täxt' });
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/a?b=1' });
    expect(server.received[0]?.headers).toMatchObject({ 'x-test': 'yes', 'user-agent': 'Dispatch Bridge/test' });
  });

  it('calls a refused connection offline', async () => {
    const server = await serve(() => ({}));
    await server.close();
    expect(await failure(client().request(request(server.url, { method: 'POST', idempotent: false })))).toMatchObject({
      kind: 'offline',
      code: 'connectwise.offline',
      message: expect.stringContaining('Nothing answers at 127.0.0.1'),
    });
  });

  it('calls a name that does not exist offline and says that the name is the trouble', async () => {
    const error = await failure(client().request(request('http://no-such-host.invalid/')));
    expect(error.kind).toBe('offline');
    expect(error.message).toContain('no-such-host.invalid');
  });

  it('calls a connection that breaks after a create was sent ambiguous, and after a read transient', async () => {
    const server = await serve(() => 'drop');
    expect(
      (await failure(client().request(request(server.url, { method: 'POST', body: '{}', idempotent: false })))).kind,
    ).toBe('ambiguous');
    expect((await failure(client().request(request(server.url)))).kind).toBe('transient');
  });

  it('gives up after the timeout of the clock, and says that a sent create may have happened', async () => {
    const clock = new VirtualClock({ stallMs: 40 });
    const server = await serve(() => 'hang');
    const http = client({ clock });
    for (const [idempotent, kind] of [
      [false, 'ambiguous'],
      [true, 'transient'],
    ] as const) {
      const result = failure(
        http.request(request(server.url, { method: 'POST', body: '{}', idempotent, timeoutMs: 120_000 })),
      );
      await clock.advance(121_000);
      const error = await result;
      expect(error.kind).toBe(kind);
      expect(error.message).toContain('within 120 s');
    }
    expect(clock.holds).toBe(0);
  });

  it('stops at once when the caller calls it off', async () => {
    const server = await serve(() => 'hang');
    const abort = new AbortController();
    const result = failure(client().request(request(server.url, { signal: abort.signal })));
    await expect.poll(() => server.received.length).toBe(1);
    abort.abort();
    expect((await result).code).toBe('http.aborted');
  });

  it('gives up at once a request that still waits for its turn, and never sends it', async () => {
    const server = await serve(() => 'hang');
    const lane = createLane({
      remote: 'connectwise',
      clock: systemClock,
      random: () => 0,
      perMinute: Number.POSITIVE_INFINITY,
      concurrency: 1,
    });
    const http = client();
    const first = new AbortController();
    const second = new AbortController();
    const running = failure(http.request(request(`${server.url}/1`, { lane, signal: first.signal })));
    const waiting = failure(
      http.request(request(`${server.url}/2`, { lane, signal: second.signal, method: 'POST', idempotent: false })),
    );
    await expect.poll(() => server.received.length).toBe(1);
    second.abort();
    expect(await waiting).toMatchObject({ code: 'http.aborted', kind: 'offline' });
    first.abort();
    await running;
    expect(lane.state()).toMatchObject({ inFlight: 0, pausedUntil: null });
    expect(server.received.map((each) => each.path)).toEqual(['/1']);
  });

  it('calls requests off, without blaming the network, when it is closed under them', async () => {
    const server = await serve(() => 'hang');
    const http = client();
    const result = failure(http.request(request(server.url)));
    await expect.poll(() => server.received.length).toBe(1);
    await http.close();
    expect((await result).code).toBe('http.aborted');
    expect((await failure(http.request(request(server.url)))).code).toBe('http.aborted');
  });

  it('does not follow redirects', async () => {
    const server = await serve(() => ({ status: 302, headers: { location: 'https://elsewhere.example/?token=abc' } }));
    const error = await failure(client().request(request(server.url)));
    expect(error).toMatchObject({ code: 'connectwise.redirect', kind: 'permanent' });
    expect(error.context.location).toBe('https://elsewhere.example/');
    expect(server.received).toHaveLength(1);
  });

  it('reads no more of an answer than the cap', async () => {
    const server = await serve(() => ({ text: 'x'.repeat(200_000) }));
    expect((await failure(client({ maxAnswerBytes: 100_000 }).request(request(server.url)))).code).toBe(
      'connectwise.too-large',
    );
  });

  it('says that a web page came where data was expected', async () => {
    const server = await serve(() => ({
      text: '<!DOCTYPE html><html><head><title>Sign in to Wi-Fi</title></head></html>',
    }));
    const answer = await client().request(request(server.url));
    expect(() => answer.json()).toThrow(/web page \("Sign in to Wi-Fi"\) instead of data for ticket 1042/);
  });

  it('returns an expected status instead of throwing it', async () => {
    const server = await serve(() => ({ status: 404, json: { code: 'NotFound', message: 'Ticket 1042 not found' } }));
    const answer = await client().request(request(server.url, { expect: [404] }));
    expect(answer.status).toBe(404);
    expect(answer.failure()).toMatchObject({ code: 'connectwise.not-found' });
  });

  it('never logs a query string or puts it into an error', async () => {
    const lines: unknown[] = [];
    const log = (fields: Record<string, unknown>, message: string): void => void lines.push({ ...fields, message });
    const logger: Logger = { debug: log, info: log, warn: log, error: log, child: () => logger };
    const server = await serve(() => ({ status: 400, json: { message: 'no' } }));
    const error = await failure(
      client({ logger }).request(request(`${server.url}/workorders?access_token=s3cr3t-token`)),
    );
    expect(JSON.stringify([lines, error.toInfo()])).not.toContain('s3cr3t');
    expect(lines.length).toBeGreaterThan(0);
  });

  it('sends through the named proxy, but loopback never', async () => {
    const seen: string[] = [];
    const proxy = createServer((socket) => {
      socket.once('data', (data) => {
        seen.push(data.toString().split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise((resolve) => proxy.close(() => resolve())) });
    const http = client({ proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
    const error = await failure(http.request(request('https://api.example.invalid/')));
    expect(error.kind).toBe('offline');
    expect(error.message).toContain('The proxy refuses the way to ConnectWise (api.example.invalid) with 403');
    expect(seen).toEqual(['CONNECT api.example.invalid:443 HTTP/1.1']);

    const server = await serve(() => ({ json: 1 }));
    expect((await http.request(request(server.url))).json()).toBe(1);
    expect(seen).toHaveLength(1);
  });

  it('asks the system for its proxy without showing it the query', async () => {
    const asked: string[] = [];
    const http = createHttp({
      clock: systemClock,
      logger: silentLogger,
      proxy: 'system',
      systemProxy: async (url) => {
        asked.push(url);
        return 'http://127.0.0.1:1';
      },
      caFile: '',
      userAgent: 'test',
    });
    open.push(http);
    expect((await failure(http.request(request('https://api.example.invalid/a?access_token=x')))).message).toContain(
      'proxy',
    );
    expect(asked).toEqual(['https://api.example.invalid/a']);
  });

  it.each(['socks5://127.0.0.1:1080', 'proxy.example:3128', 'nonsense', 'http://joe:pw-1@'])(
    'says that %s is no proxy',
    async (proxy) => {
      const error = await failure(client({ proxy }).request(request('https://api.example.invalid/')));
      expect(error).toMatchObject({ code: 'http.proxy', kind: 'offline' });
      expect(error.message).not.toContain('pw-1');
    },
  );

  it('refuses a certificate file that holds none', async () => {
    const error = await failure(
      client({ caFile: new URL(import.meta.url).pathname }).request(request('https://127.0.0.1:1/')),
    );
    expect(error.code).toBe('http.ca-file');
  });
});
