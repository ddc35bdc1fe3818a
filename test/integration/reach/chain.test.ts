import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { IntakeHost } from '../../../src/core/intake/host.ts';
import { connectWiseSignature, fieldNationSignature } from '../../../src/core/intake/signatures.ts';
import type { Psa } from '../../../src/core/psa/port.ts';
import { ChainProof } from '../../../src/core/reach/chain/chain.ts';
import { systemOutside } from '../../../src/core/reach/chain/outside-system.ts';
import { type OpenStore, openStore } from '../../../src/core/store/open.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { configSchema } from '../../../src/shared/config.ts';
import type { ChainLink, ChainReport } from '../../../src/shared/domain/reach.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { certificate, type Issued } from '../../builders/certificates.ts';
import { storeWorker } from '../../builders/workers.ts';
import { forward, post, type RunningFront, startFront, startProxy } from './chain-front.ts';

const name = 'bridge.example.net';
const pathToken = '00112233445566778899aabbccddeeff';
const webhookSecret = 'the secret of the webhook';
const signingKey = 'test-signing-key';
const dayMs = 86_400_000;

const root = certificate('Test Root', { issuer: null });
const leaf = certificate(name, { issuer: root, hosts: [name] });

let dataDir: string;
let store: OpenStore;
const cleanUps: (() => unknown)[] = [];
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'chain-'));
  store = await openStore({
    dataDir,
    worker: storeWorker,
    now: () => Date.now(),
    version: '0.0.0',
    logger: silentLogger,
    clock: systemClock,
  });
});
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

interface Settings {
  readonly cert?: Issued;
  /** What stands in front; default: passes everything on. */
  readonly front?: (listenerPort: number) => RequestListener;
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  readonly network?: { readonly proxy: string; readonly caFile: string };
  /** Authorities outsiders know. */
  readonly authorities?: readonly string[];
  readonly maxVersion?: 'TLSv1.2';
}

/** A real listener, a real TLS server before it, and the chain that looks at both. */
async function world(settings: Settings = {}) {
  let url = '';
  const intake = new IntakeHost({
    store,
    clock: systemClock,
    logger: silentLogger,
    config: () =>
      configSchema.parse({
        formatVersion: 1,
        connectwise: { site: 'na.myconnectwise.net', company: 'Cobalt', publicKey: 'public' },
      }),
    psa: () => ({ signingKey: async () => signingKey }) as unknown as Psa,
    secrets: () => ({ pathToken, webhookSecret }),
    loopbackIntake: false,
    publicUrl: () => url,
    tunnelled: () => true,
    step: async () => {},
    onQueued: () => {},
    onChange: () => {},
  });
  await intake.start();
  cleanUps.push(() => intake.stop());
  const { cert = leaf } = settings;
  const handler = (settings.front ?? ((port) => forward(port)))(intake.port ?? 0);
  const front: RunningFront = await startFront(
    { cert: cert.cert, key: cert.key, ...(settings.maxVersion ? { maxVersion: settings.maxVersion } : {}) },
    handler,
  );
  cleanUps.push(() => front.close());
  url = `https://${name}:${front.port}`;
  const hosts = settings.hosts ?? { [name]: ['127.0.0.1'] };
  const proof = new ChainProof({
    clock: systemClock,
    logger: silentLogger,
    intake,
    tunnel: () => ({ kind: 'own-url', state: { kind: 'up', url, since: 0 } }),
    outside: systemOutside({
      clock: systemClock,
      network: () => settings.network ?? { proxy: 'none', caFile: '' },
      userAgent: 'DispatchBridge/test',
      lookup: async (host) => {
        const found = hosts[host];
        if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
        return found;
      },
      publicAuthorities: settings.authorities ?? [root.cert],
    }),
    store,
  });
  cleanUps.push(() => proof.close());
  await proof.ready;
  return { intake, front, proof, url: () => url };
}

function lamp(report: ChainReport, link: ChainLink) {
  return report.lamps.find((one) => one.link === link);
}

/** Of the tested links, without the one that only says where the address comes from. */
function states(report: ChainReport): string {
  return ['dns', 'tls', 'listener'].map((link) => lamp(report, link as ChainLink)?.state).join(' ');
}

function callback(messageId: string): Buffer {
  return Buffer.from(
    JSON.stringify({
      MessageId: messageId,
      CompanyId: 'Cobalt',
      MemberId: 'jharper',
      Action: 'updated',
      Type: 'ticket',
      ID: 7601,
      Metadata: {
        key_url: 'https://na.myconnectwise.net/v4//system/callbackkey/index.rails?companyName=Cobalt&id=e17e6674',
      },
    }),
  );
}

describe('the chain from outside to the listener', () => {
  it('stands through a real TLS server in front of a real listener, and a signed callback proves it', async () => {
    const { proof, intake, url } = await world();
    const tested = await proof.test();
    // This computer's own address is what the name leads to here, and that is told.
    expect(states(tested)).toBe('warning ok ok');
    expect(lamp(tested, 'tls')?.message).toMatch(/by Test Root, until/);
    expect(intake.refusals().total).toBe(0);
    proof.watch();
    const body = callback('message-chain-1');
    const to = { url: new URL(`/callbacks/${pathToken}?recordId=7601`, url()), ca: root.cert };
    expect(await post(to, {}, body)).toBe(401);
    expect(lamp(proof.report(), 'signature')).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/without a signature/),
    });
    expect(await post(to, { 'x-content-signature': connectWiseSignature(signingKey, body) }, body)).toBe(202);
    await expect.poll(() => proof.report().doing).toBe('idle');
    const proven = proof.report();
    expect(proven).toMatchObject({ proof: 'Ticket 7601, changed by jharper', provenAt: expect.any(Number) });
    expect(lamp(proven, 'signature')).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/key e17e6674 of na\.myconnectwise\.net/),
    });
    expect(lamp(proven, 'inbox')?.message).toMatch(/written to the inbox and queued/);
    expect(await store.value('reach.proof')).toMatchObject({ origin: url(), proof: proven.proof });
  });

  it('is proven by a webhook of Field Nation too', async () => {
    const { proof, url } = await world();
    proof.watch();
    await expect.poll(() => proof.report().doing).toBe('watching');
    const body = Buffer.from(JSON.stringify({ event: { name: 'workorder.status.published' }, workorder: { id: 900 } }));
    const to = { url: new URL(`/webhooks/${pathToken}`, url()), ca: root.cert };
    const headers = { 'x-fn-signature': fieldNationSignature(webhookSecret, body), 'x-fn-delivery-id': 'chain-1:1' };
    expect(await post(to, headers, body)).toBe(202);
    await expect.poll(() => proof.report().proof).toBe('Work order 900, workorder.status.published');
  });

  it('ends at a name that does not exist', async () => {
    const { proof } = await world({ hosts: {} });
    const report = await proof.test();
    expect(states(report)).toBe('failed unknown unknown');
    expect(lamp(report, 'dns')?.message).toMatch(/NXDOMAIN/);
  });

  it('ends at a port where nobody listens', async () => {
    const { proof, front } = await world();
    await front.close();
    const report = await proof.test();
    expect(states(report)).toBe('warning failed unknown');
    expect(lamp(report, 'tls')?.message).toMatch(/refuses connections/);
  });

  const intermediate = certificate('Test Intermediate', { issuer: root });
  const stranger = certificate('Somebody’s Root', { issuer: null });
  const faults: readonly (readonly [string, Issued, RegExp])[] = [
    ['signed by itself', certificate(name, { issuer: null, hosts: [name] }), /signed by itself/],
    [
      'expired',
      certificate(name, { issuer: root, hosts: [name], from: Date.now() - 90 * dayMs, to: Date.now() - dayMs }),
      /ended on/,
    ],
    ['not valid yet', certificate(name, { issuer: root, hosts: [name], from: Date.now() + dayMs }), /not valid before/],
    [
      'for another name',
      certificate('other.example.net', { issuer: root, hosts: ['other.example.net'] }),
      /is for other\.example\.net, not for bridge/,
    ],
    ['of an unknown authority', certificate(name, { issuer: stranger, hosts: [name] }), /public authority/],
    ['sent without the one above it', certificate(name, { issuer: intermediate, hosts: [name] }), /fullchain\.pem/],
  ];
  it.each(faults)('fails for a certificate %s, and still tells that the listener is there', async (_, cert, words) => {
    const { proof } = await world({ cert });
    const report = await proof.test();
    expect(states(report)).toBe('warning failed ok');
    expect(lamp(report, 'tls')?.message).toMatch(words);
    expect(report.provenAt).toBeNull();
  });

  it('warns of a certificate that ends soon, and of one only this computer trusts', async () => {
    const soon = await world({ cert: certificate(name, { issuer: root, hosts: [name], to: Date.now() + 5 * dayMs }) });
    expect(lamp(await soon.proof.test(), 'tls')).toMatchObject({
      state: 'warning',
      message: expect.stringMatching(/ends on/),
    });
    const caFile = join(dataDir, 'company.pem');
    writeFileSync(caFile, root.cert);
    const own = await world({ authorities: [stranger.cert], network: { proxy: 'none', caFile } });
    expect(lamp(await own.proof.test(), 'tls')).toMatchObject({
      state: 'warning',
      message: expect.stringMatching(/an outsider would not/),
    });
  });

  it('takes TLS 1.2, and tells plain http in its place', async () => {
    const old = await world({ maxVersion: 'TLSv1.2' });
    expect(lamp(await old.proof.test(), 'tls')).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/^TLSv1\.2/),
    });
    const { proof, intake } = await world({ hosts: { [name]: ['127.0.0.1'] } });
    const plain = systemOutside({
      clock: systemClock,
      network: () => ({ proxy: 'none', caFile: '' }),
      userAgent: 'DispatchBridge/test',
    });
    const found = await plain.handshake(new URL(`https://127.0.0.1:${intake.port}`), new AbortController().signal);
    expect(found).toMatchObject({
      kind: 'failed',
      code: expect.stringMatching(/WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH/),
    });
    proof.close();
  });

  it('tells a front that rewrites the host name', async () => {
    const { proof } = await world({ front: (port) => forward(port, 'internal.example.net') });
    const found = lamp(await proof.test(), 'listener');
    expect(found?.state).toBe('failed');
    expect(found?.message).toMatch(
      /with the host name internal\.example\.net in place of bridge\.example\.net:\d+.*proxy_set_header Host/,
    );
  });

  it('tells a front that rewrites it to this computer’s, which is taken', async () => {
    const { proof } = await world({ front: (port) => forward(port, `127.0.0.1:${port}`) });
    expect(lamp(await proof.test(), 'listener')?.state).toBe('ok');
  });

  it('tells a front that finds no listener, one that changes the path, and one that speaks https with it', async () => {
    const nobody = await world({ front: () => forward(1) });
    expect(lamp(await nobody.proof.test(), 'listener')).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/reaches no listener behind it \(502\)/),
      detail: 'HTTP 502, server: front, "502 Bad Gateway"',
    });
    const prefixed = await world({
      front: (port) => (request, response) => {
        request.url = `/bridge${request.url ?? ''}`;
        forward(port)(request, response);
      },
    });
    expect(lamp(await prefixed.proof.test(), 'listener')?.message).toMatch(/changes the path/);
    const secure = await world({
      front: (port) => async (_request, response) => {
        await fetch(`https://127.0.0.1:${port}/`).catch(() => {});
        response.writeHead(502).end();
      },
    });
    expect(lamp(await secure.proof.test(), 'listener')?.message).toMatch(/speaks something else than http/);
  });

  it('tells the listener of another workstation from this one', async () => {
    const other = await world();
    const { proof } = await world({ front: () => forward(other.intake.port ?? 0, '127.0.0.1') });
    expect(lamp(await proof.test(), 'listener')?.message).toMatch(/another workstation/);
  });

  it('goes through the proxy of the settings, and tells when that refuses', async () => {
    let port = 0;
    const proxy = await startProxy(() => port);
    cleanUps.push(() => proxy.close());
    const through = await world({ hosts: {}, network: { proxy: `http://127.0.0.1:${proxy.port}`, caFile: '' } });
    port = through.front.port;
    const report = await through.proof.test();
    expect(states(report)).toBe('warning ok ok');
    expect(lamp(report, 'dns')?.message).toMatch(/its proxy does/);
    expect(new Set(proxy.asked)).toEqual(new Set([`${name}:${port}`]));
    const refusing = await startProxy(() => port, true);
    cleanUps.push(() => refusing.close());
    const refused = await world({ network: { proxy: `http://127.0.0.1:${refusing.port}`, caFile: '' } });
    expect(lamp(await refused.proof.test(), 'tls')?.message).toMatch(/HTTP 403/);
  });

  it('stops at once, with nothing left open', async () => {
    const { proof } = await world({ front: () => () => {} });
    const done = proof.test();
    await expect.poll(() => lamp(proof.report(), 'listener')?.state).toBe('running');
    expect(proof.stop().doing).toBe('idle');
    expect(states(await done)).toBe('warning ok unknown');
  });

  it('tells that the listener closed under the test', async () => {
    const { proof, intake } = await world({ front: () => () => {} });
    const done = proof.test();
    await expect.poll(() => lamp(proof.report(), 'listener')?.state).toBe('running');
    await intake.stop();
    proof.addressChanged();
    const report = await done;
    expect(report.doing).toBe('idle');
    expect(lamp(report, 'tunnel')).toMatchObject({ state: 'failed', message: expect.stringMatching(/not open/) });
  });
});
