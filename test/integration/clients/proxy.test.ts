import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp, type Http } from '../../../src/core/http/http.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { failure } from '../../fakes/failure.ts';

let sandbox: RunningSandbox;
let dir: string;
const closing: (() => Promise<void>)[] = [];
const asked: string[] = [];
let proxyUrl = '';

/** A proxy that tunnels every CONNECT to the sandbox's ConnectWise, whatever host was asked for. */
beforeEach(async () => {
  asked.length = 0;
  dir = mkdtempSync(join(tmpdir(), 'bridge-proxy-'));
  sandbox = await startSandbox({ tls: true });
  const target = Number(new URL(sandbox.info.connectwise.url).port);
  const proxy = createServer((client) => {
    client.once('data', (data) => {
      asked.push(data.toString().split('\r\n')[0] ?? '');
      const server = connect(target, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(server).pipe(client);
      });
      server.on('error', () => client.destroy());
    });
    client.on('error', () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => proxy.close(() => resolve())));
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await sandbox.stop();
  rmSync(dir, { recursive: true, force: true });
});

function client(proxy: string, caFile = ''): Http {
  const http = createHttp({ clock: systemClock, logger: silentLogger, proxy, caFile, userAgent: 'test' });
  closing.push(() => http.close());
  return http;
}
function get(http: Http, url: string) {
  const lane = createLane({
    remote: 'connectwise',
    clock: systemClock,
    random: () => 0,
    perMinute: Number.POSITIVE_INFINITY,
    concurrency: 1,
  });
  return http.request({
    method: 'GET',
    url,
    timeoutMs: 5000,
    idempotent: true,
    lane,
    remote: 'connectwise',
    label: 'the company information',
  });
}
const url = 'https://na.example.invalid/login/companyinfo/x';

describe('through a proxy', () => {
  it('a certificate that is not trusted is refused with the name of its issuer, seen through the same proxy', async () => {
    const error = await failure(get(client(proxyUrl), url));
    expect(error).toMatchObject({ code: 'connectwise.certificate', context: { issuer: 'Dispatch Bridge sandbox' } });
    expect(asked).toEqual(['CONNECT na.example.invalid:443 HTTP/1.1', 'CONNECT na.example.invalid:443 HTTP/1.1']);
  });

  it('a trusted certificate of another host is refused for that reason', async () => {
    const caFile = join(dir, 'ca.pem');
    writeFileSync(caFile, sandbox.info.certificate ?? '');
    const error = await failure(get(client(proxyUrl, caFile), url));
    expect(error.context.certificateError).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(error.message).toContain('belongs to another host');
  });

  it('the one of the environment is used when it is asked for', async () => {
    const before = process.env.https_proxy;
    process.env.https_proxy = proxyUrl;
    try {
      expect((await failure(get(client('environment'), url))).code).toBe('connectwise.certificate');
      expect(asked[0]).toBe('CONNECT na.example.invalid:443 HTTP/1.1');
    } finally {
      if (before === undefined) delete process.env.https_proxy;
      else process.env.https_proxy = before;
    }
  });
});
