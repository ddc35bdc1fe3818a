import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { type Listener, type ListenerOptions, listen, type RequestHead } from '../../../src/core/intake/listener.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { exchange, rawConnection } from './raw.ts';

let listener: Listener | null = null;
let heads: RequestHead[] = [];
let bodies: string[] = [];
let refused: string[] = [];
afterEach(async () => {
  await listener?.close();
  listener = null;
  heads = [];
  bodies = [];
  refused = [];
});

/** Everything below `/true` is for a true address. */
async function open(change: Partial<ListenerOptions> = {}): Promise<number> {
  listener = await listen({
    port: 0,
    clock: systemClock,
    admit: (head) => {
      heads.push(head);
      if (!head.path.startsWith('/true')) return { kind: 'answer', status: 404 };
      return {
        kind: 'read',
        busy: 429,
        answer: async (body) => {
          bodies.push(body.toString('utf8'));
          return 202;
        },
      };
    },
    onRefused: (why) => refused.push(why),
    ...change,
  });
  return listener.port;
}

const post = (path: string, body: string, more = ''): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const last = 'Connection: close\r\n';

describe('the listener', () => {
  it('is reachable on loopback alone', async () => {
    const port = await open();
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.family === 'IPv4' && !address.internal);
    for (const address of outside) {
      const code = await new Promise((resolve) => {
        const socket = connect({ port, host: address?.address ?? '' });
        socket.on('connect', () => resolve('connected'));
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      });
      expect(code).toBe('ECONNREFUSED');
    }
    expect(await exchange(port, post('/true', 'a', last))).toEqual([202]);
  });

  it('answers with a status and nothing else', async () => {
    const port = await open();
    const connection = await rawConnection(port);
    connection.write(post('/true', 'a', last));
    expect(await connection.closed).toBe('HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nConnection: close\r\n\r\n');
  });

  it('keeps a connection for the next request, also after it refused one', async () => {
    const port = await open();
    const connection = await rawConnection(port);
    connection.write(post('/true', 'one'));
    await connection.until(/202 Accepted/);
    connection.write(post('/elsewhere', 'two'));
    await connection.until(/404 Not Found/);
    connection.write(post('/true', 'three', last));
    await connection.closed;
    expect(bodies).toEqual(['one', 'three']);
  });

  it('serves a proxy that speaks HTTP/1.0, and one that asks before it sends the body', async () => {
    const port = await open();
    expect(await exchange(port, post('/true', 'old').replace('HTTP/1.1', 'HTTP/1.0'))).toEqual([202]);
    const connection = await rawConnection(port);
    connection.write(
      post('/true', '', `${last}Expect: 100-continue\r\n`).replace('Content-Length: 0', 'Content-Length: 5'),
    );
    await connection.until(/100 Continue/);
    connection.write('asked');
    await connection.closed;
    expect(bodies).toEqual(['old', 'asked']);
  });

  it('asks for no body of a request it refuses, and reads none', async () => {
    const port = await open();
    const connection = await rawConnection(port);
    connection.write(
      'POST /elsewhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n\r\n',
    );
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 404 /);
    const other = await rawConnection(port);
    other.write('POST /elsewhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n');
    expect(await other.closed).toMatch(/^HTTP\/1\.1 404 /);
  });

  it.each([
    ['both a length and an encoding', 'Content-Length: 1\r\nTransfer-Encoding: chunked'],
    ['an encoding besides chunked', 'Transfer-Encoding: gzip, chunked'],
    ['two encodings', 'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked'],
    ['two lengths', 'Content-Length: 1\r\nContent-Length: 2'],
    ['two hosts', 'Host: evil.example\r\nContent-Length: 0'],
    ['two signatures', 'X-FN-Signature: a\r\nX-FN-Signature: b\r\nContent-Length: 0'],
  ])('refuses %s, and reads nothing behind it', async (_what, headers) => {
    const port = await open();
    const bad = `POST /true HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n\r\n1\r\na\r\n0\r\n\r\n`;
    expect(await exchange(port, `${bad}${post('/true', 'smuggled')}`)).toEqual([400]);
    expect(bodies).toEqual([]);
    expect(refused).toContain('bad-http');
  });

  it('refuses a request without a host, without saying more', async () => {
    const port = await open();
    const connection = await rawConnection(port);
    connection.write('POST /true HTTP/1.1\r\nContent-Length: 0\r\n\r\n');
    expect(await connection.closed).toBe('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nConnection: close\r\n\r\n');
    expect(refused).toEqual(['bad-http']);
  });

  it('refuses too many and too long headers, and an expectation it cannot meet', async () => {
    const port = await open();
    const many = Array.from({ length: 100 }, (_, n) => `X-${n}: 1\r\n`).join('');
    expect(await exchange(port, post('/true', 'a', many))).toEqual([431]);
    expect(await exchange(port, post('/true', 'a', `X-Long: ${'a'.repeat(17_000)}\r\n`))).toEqual([431]);
    expect(await exchange(port, post('/true', 'a', 'Expect: a miracle\r\n'))).toEqual([417]);
    expect(bodies).toEqual([]);
    expect(refused).toEqual(['bad-http', 'too-large', 'bad-http']);
  });

  it('refuses a body above the limit, announced or not', async () => {
    const port = await open({ limits: { bodyBytes: 10 } });
    expect(await exchange(port, post('/true', 'a'.repeat(11)))).toEqual([413]);
    const chunked = 'POST /true HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await exchange(port, `${chunked}b\r\n${'a'.repeat(11)}\r\n0\r\n\r\n`)).toEqual([413]);
    expect(refused).toEqual(['too-large', 'too-large']);
  });

  it('never holds more of all bodies than it may, and tells the sender to come again', async () => {
    const port = await open({ limits: { allBodyBytes: 1_000 } });
    const head = 'POST /true HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n';
    const first = await rawConnection(port);
    first.write(`${head}${'a'.repeat(899)}`);
    while (heads.length < 1) await new Promise(setImmediate);
    const second = await rawConnection(port);
    second.write(`${head}${'b'.repeat(899)}`);
    expect(await second.closed).toMatch(/^HTTP\/1\.1 429 /);
    first.write('a');
    await first.until(/202 Accepted/);
    first.socket.destroy();
  });

  it('gives up on a head or a body that does not come', async () => {
    const port = await open({ limits: { headersMs: 150, requestMs: 150, checkMs: 30 } });
    expect(await exchange(port, '')).toEqual([408]);
    expect(await exchange(port, 'POST /true HTTP/1.1\r\nHost: loc')).toEqual([408]);
    const bodyless = post('/true', 'abc').slice(0, -1);
    await exchange(port, bodyless);
    expect(bodies).toEqual([]);
    expect(refused.filter((why) => why === 'too-slow')).toHaveLength(3);
  });

  it('does not take half a body for a whole one', async () => {
    const port = await open();
    const connection = await rawConnection(port);
    connection.write(post('/true', 'abcdef').slice(0, -3));
    while (heads.length < 1) await new Promise(setImmediate);
    connection.socket.resetAndDestroy();
    while (!refused.includes('cut-off')) await new Promise(setImmediate);
    expect(bodies).toEqual([]);
  });

  it('never answers what it could not read in place of a request that still waits', async () => {
    let finish = (): void => {};
    const port = await open({
      admit: () => ({
        kind: 'read',
        busy: 429,
        answer: () =>
          new Promise((resolve) => {
            finish = () => resolve(202);
          }),
      }),
    });
    const answer = await exchange(port, `${post('/true', 'one')}\0garbage\r\n\r\n`);
    finish();
    expect(answer).toEqual([]);
    expect(refused).toContain('bad-http');
  });

  it('closes a connection that asks for too much at once', async () => {
    const port = await open({
      limits: { pipelined: 3 },
      admit: () => ({ kind: 'read', busy: 429, answer: () => new Promise(() => {}) }),
    });
    await exchange(port, post('/true', 'a').repeat(5));
    expect(refused).toContain('too-many-requests');
  });

  it('makes room for a sender when others hold every place in silence', async () => {
    const port = await open({ limits: { connections: 5 } });
    const silent = await Promise.all(Array.from({ length: 5 }, () => rawConnection(port)));
    expect(await exchange(port, post('/true', 'a', last))).toEqual([202]);
    expect(refused).toEqual(['too-many-connections']);
    for (const { socket } of silent) socket.destroy();
  });

  it('keeps the connections of true senders when silent ones press in', async () => {
    const port = await open({ limits: { connections: 3 } });
    const sender = await rawConnection(port);
    sender.write(post('/true', 'one'));
    await sender.until(/202/);
    const silent = [];
    for (let n = 0; n < 10; n += 1) silent.push(await rawConnection(port));
    sender.write(post('/true', 'two', last));
    await sender.closed;
    expect(bodies).toEqual(['one', 'two']);
    for (const { socket } of silent) socket.destroy();
  });

  it('limits strangers without holding up who knows the address', async () => {
    const clock = new VirtualClock();
    const port = await open({ clock, limits: { strangers: { perSecond: 1, burst: 3 } } });
    const answers: (readonly number[])[] = [];
    for (let n = 0; n < 5; n += 1) answers.push(await exchange(port, post('/wrong', 'a', last)));
    expect(answers.flat()).toEqual([404, 404, 404, 429, 429]);
    expect(await exchange(port, post('/true', 'a', last))).toEqual([202]);
    await clock.advance(1_000);
    expect(await exchange(port, post('/wrong', 'a', last))).toEqual([404]);
  });

  it('limits each source by itself when a header can be believed, and none by a header that cannot', async () => {
    const clock = new VirtualClock();
    const limits = { addressed: { perSecond: 1, burst: 1 } };
    let sourceHeader: string | null = 'x-forwarded-for';
    const port = await open({ clock, limits, sourceHeader: () => sourceHeader });
    const from = (address: string) => exchange(port, post('/true', 'a', `${last}X-Forwarded-For: ${address}\r\n`));
    expect(await from('9.9.9.9, 1.1.1.1')).toEqual([202]);
    expect(await from('8.8.8.8, 1.1.1.1')).toEqual([429]);
    expect(await from('2.2.2.2')).toEqual([202]);
    sourceHeader = null;
    expect(await from('3.3.3.3')).toEqual([202]);
    expect(await from('4.4.4.4')).toEqual([429]);
    expect(refused).toEqual(['too-many-requests', 'too-many-requests']);
  });

  it('says which port is taken and what to do', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(open({ port })).rejects.toMatchObject({
      code: 'intake.port-in-use',
      message: `Port ${port} is used by another program, so callbacks cannot arrive. Choose another port, or 0 to let the system choose. Polling goes on meanwhile, and the port is tried again every minute.`,
    });
    await new Promise((resolve) => blocker.close(resolve));
  });
});
