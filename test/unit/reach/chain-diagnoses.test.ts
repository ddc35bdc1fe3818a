import { describe, expect, it } from 'vitest';
import { addressKind } from '../../../src/core/reach/chain/chain-addresses.ts';
import type { Handshake, OutsideAnswer, Resolution } from '../../../src/core/reach/chain/outside.ts';
import type { TunnelState } from '../../../src/core/tunnel/port.ts';
import type { ChainLamp, ChainReport } from '../../../src/shared/domain/reach.ts';
import type { TunnelKind } from '../../../src/shared/domain/tunnels.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { answer, day, lamp, origin, rig, shown, states } from './chain-rig.ts';

type Rig = ReturnType<typeof rig>;
type State = ChainLamp['state'];

async function tested(prepare: (rig: Rig) => void): Promise<ChainReport & { readonly rig: Rig }> {
  const made = rig();
  prepare(made);
  const done = made.proof.test();
  await made.clock.advance(11_000);
  return { ...(await done), rig: made };
}

const down = new AppError({ code: 'tunnel.ssh-dropped', kind: 'transient', message: 'The server went away.' });

describe('the tunnel’s lamp', () => {
  const cases: readonly (readonly [string, TunnelKind, TunnelState, State, RegExp])[] = [
    ['up', 'ngrok', { kind: 'up', url: origin, since: 0 }, 'ok', /^ngrok is up: https:\/\/bridge/],
    [
      'up, an address of one’s own',
      'own-url',
      { kind: 'up', url: origin, since: 0 },
      'ok',
      /^Your own address is used/,
    ],
    ['starting', 'ssh', { kind: 'starting', step: 'signing in' }, 'failed', /still being set up \(signing in\)/],
    ['down', 'ssh', { kind: 'down', error: down.toInfo(), retryAt: 5 }, 'failed', /The server went away\. It is tried/],
    ['failed', 'ssh', { kind: 'failed', error: down.toInfo() }, 'failed', /needs you: The server went away\.$/],
    ['off', 'cloudflared', { kind: 'off' }, 'failed', /^cloudflared is off/],
  ];
  it.each(cases)('says of a tunnel that is %s what that means', async (_, kind, state, expected, words) => {
    const report = await tested(({ state: given }) => {
      given.kind = kind;
      given.tunnel = state;
      if (state.kind !== 'up') given.url = null;
    });
    expect(lamp(report, 'tunnel')).toMatchObject({ state: expected, message: expect.stringMatching(words) });
    if (expected === 'failed') {
      expect(states(report)).toBe('failed unknown unknown unknown unknown unknown');
      expect(report.rig.asked).toEqual([]);
    }
  });

  it('says that without a tunnel changes are found by polling', async () => {
    const report = await tested(({ state }) =>
      Object.assign(state, { mode: 'none', kind: 'none', url: null, port: null }),
    );
    expect(states(report)).toBe('warning unknown unknown unknown unknown unknown');
    expect(lamp(report, 'tunnel').message).toMatch(/found by polling/);
  });

  it('says when the listener is closed', async () => {
    const report = await tested(({ state }) => Object.assign(state, { url: null, port: null }));
    expect(lamp(report, 'tunnel')).toMatchObject({ state: 'failed', message: expect.stringMatching(/not open/) });
  });
});

describe('the name’s lamp', () => {
  const addresses = (...given: string[]): Resolution => ({ kind: 'addresses', addresses: given });
  const failed = (code: string): Resolution => ({ kind: 'failed', code });
  const cases: readonly (readonly [string, Resolution | 'never', State, RegExp])[] = [
    ['a public address', addresses('203.0.113.5', '2001:db8::5'), 'ok', /is known: 203\.0\.113\.5, 2001:db8::5/],
    ['a private address', addresses('192.168.1.7'), 'warning', /leads to 192\.168\.1\.7, a private address/],
    ['this computer', addresses('127.0.0.1'), 'warning', /127\.0\.0\.1, the computer that asks itself/],
    ['both', addresses('203.0.113.5', 'fd00::1'), 'warning', /also leads to fd00::1/],
    ['what a filter answers', addresses('0.0.0.0'), 'warning', /a filter answers for names it blocks/],
    ['a VPN’s address', addresses('100.100.2.3'), 'warning', /an address of a VPN/],
    ['no address', addresses(), 'failed', /no address is recorded/],
    ['no such name', failed('ENOTFOUND'), 'failed', /There is no bridge\.example\.net \(NXDOMAIN\).*how it is written/],
    ['a broken zone', failed('ESERVFAIL'), 'failed', /SERVFAIL/],
    ['a name server that is away', failed('EAI_AGAIN'), 'failed', /gives no answer/],
    ['silence', 'never', 'failed', /gives no answer/],
    ['something new', failed('EODD'), 'failed', /could not be looked up \(EODD\)/],
  ];
  it.each(cases)('tells %s', async (_, names, expected, words) => {
    const report = await tested(({ state }) => {
      state.names = names;
    });
    expect(lamp(report, 'dns')).toMatchObject({ state: expected, message: expect.stringMatching(words) });
    const rest = expected === 'failed' ? 'unknown unknown' : 'ok ok';
    expect(states(report)).toBe(`ok ${expected} ${rest} unknown unknown`);
  });

  it('goes on behind a proxy that looks names up in place of this computer', async () => {
    const report = await tested(({ state }) => {
      state.proxied = true;
      state.names = { kind: 'failed', code: 'ENOTFOUND' };
    });
    expect(states(report)).toBe('ok warning ok ok unknown unknown');
    expect(lamp(report, 'dns').message).toMatch(/its proxy does/);
  });

  it('says of a new tunnel’s name that it may take a minute', async () => {
    const report = await tested(({ state }) => {
      state.kind = 'cloudflared';
      state.names = { kind: 'failed', code: 'ENOTFOUND' };
    });
    expect(lamp(report, 'dns').message).toMatch(/can take a minute/);
  });

  it('looks nothing up for a number, or for this computer itself', async () => {
    const number = await tested(({ state }) => {
      state.url = 'https://203.0.113.5';
    });
    expect(states(number)).toBe('ok unneeded ok ok unknown unknown');
    const here = await tested(({ state }) => {
      state.url = 'http://127.0.0.1:9000';
    });
    expect(states(here)).toBe('ok unneeded unneeded ok unknown unknown');
    const inside = await tested(({ state }) => {
      state.url = 'https://10.1.2.3';
    });
    expect(lamp(inside, 'dns').state).toBe('warning');
  });

  it.each([
    ['8.8.8.8', 'public'],
    ['10.255.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['169.254.1.1', 'private'],
    ['198.18.0.9', 'made-up'],
    ['::1', 'loopback'],
    ['::ffff:192.168.0.1', 'private'],
    ['fe80::1%eth0', 'private'],
    ['2606:4700::1', 'public'],
    ['no address', 'public'],
  ])('takes %s for %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });
});

describe('the certificate’s lamp', () => {
  const now = Date.UTC(2026, 10, 22, 8, 0, 0);
  const failed = (code: string): Handshake => ({ kind: 'failed', code });
  const bad = (problem: string, more: object = {}): Handshake => shown(now, { problem, trustedHere: false, ...more });
  const cases: readonly (readonly [string, Handshake | 'never', State, RegExp])[] = [
    ['a good one', shown(now), 'ok', /by R11, Let's Encrypt, until 2027-01-21/],
    ['one that ends in 13 days', shown(now, { validTo: now + 13 * day }), 'warning', /ends on 2026-12-05/],
    ['one that ends in 15 days', shown(now, { validTo: now + 15 * day }), 'ok', /until 2026-12-07/],
    ['an expired one', bad('CERT_HAS_EXPIRED', { validTo: now - day }), 'failed', /ended on 2026-11-21/],
    ['an expired one above', bad('CERT_HAS_EXPIRED'), 'failed', /above that of .* has ended/],
    ['one of the future', bad('CERT_NOT_YET_VALID', { validFrom: now + day }), 'failed', /not valid before 2026-11-23/],
    [
      'another name’s',
      bad('ERR_TLS_CERT_ALTNAME_INVALID', { names: ['a.test', 'b.test'] }),
      'failed',
      /is for a\.test, b\.test, not for bridge/,
    ],
    ['a self-signed one', bad('DEPTH_ZERO_SELF_SIGNED_CERT'), 'failed', /signed by itself/],
    ['one without those above', bad('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'failed', /fullchain\.pem/],
    [
      'an unknown authority’s',
      bad('SELF_SIGNED_CERT_IN_CHAIN', { issuer: 'Acme CA' }),
      'failed',
      /by Acme CA, which is no public authority/,
    ],
    [
      'the company’s own',
      bad('SELF_SIGNED_CERT_IN_CHAIN', { trustedHere: true, issuer: 'Acme CA' }),
      'warning',
      /an outsider would not/,
    ],
    ['another fault', bad('CERT_REJECTED'), 'failed', /not accepted \(CERT_REJECTED\)/],
    ['an old protocol', shown(now, { protocol: 'TLSv1.1' }), 'failed', /speaks only TLSv1\.1/],
  ];
  it.each(cases)('tells %s, and looks for the listener all the same', async (_, tls, expected, words) => {
    const report = await tested(({ state }) => {
      state.tls = tls;
    });
    expect(lamp(report, 'tls')).toMatchObject({ state: expected, message: expect.stringMatching(words) });
    expect(lamp(report, 'listener').state).toBe('ok');
  });

  const silent: readonly (readonly [string, Handshake | 'never', RegExp])[] = [
    ['silence', 'never', /Nothing answers at bridge\.example\.net:443.*hairpin NAT/],
    ['a refused connection', failed('ECONNREFUSED'), /refuses connections.*hairpin NAT/],
    ['no way there', failed('EHOSTUNREACH'), /no way from this computer/],
    ['plain http', failed('ERR_SSL_WRONG_VERSION_NUMBER'), /does not speak TLS/],
    ['nothing newer than TLS 1.1', failed('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), /TLS 1\.2 or newer/],
    ['a name the server does not know', failed('ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'), /no certificate for bridge/],
    ['a connection cut off', failed('ECONNRESET'), /ends the connection before/],
    ['a proxy’s refusal', failed('proxy-403'), /proxy does not let this computer connect.*HTTP 403/],
    ['something new', failed('EODD'), /\(EODD\)/],
  ];
  it.each(silent)('tells %s; the listener is then not known of', async (_, tls, words) => {
    const report = await tested(({ state }) => {
      state.tls = tls;
    });
    expect(lamp(report, 'tls')).toMatchObject({ state: 'failed', message: expect.stringMatching(words) });
    expect(states(report)).toBe('ok ok failed unknown unknown unknown');
  });

  it('speaks of the router only for a server that may be one’s own', async () => {
    const report = await tested(({ state }) => {
      state.kind = 'ngrok';
      state.tls = { kind: 'failed', code: 'ECONNREFUSED' };
    });
    expect(lamp(report, 'tls').message).not.toMatch(/NAT/);
  });
});

describe('the listener’s lamp', () => {
  type Get = (rig: Rig) => (url: URL, signal: AbortSignal) => Promise<OutsideAnswer>;
  const says =
    (status: number, headers: Record<string, string> = {}, body = ''): Get =>
    () =>
    async () =>
      answer(status, headers, body);
  const fails =
    (code: string): Get =>
    () =>
    async () => ({ kind: 'failed', code });
  /** It gets there, and something else comes back. */
  const arrives =
    (back: OutsideAnswer, host?: string): Get =>
    (made) =>
    async (url) => {
      made.arrive(url, host ?? url.host, host === undefined);
      return back;
    };
  /** Refused at the listener meanwhile. */
  const meanwhile =
    (kind: string, back: OutsideAnswer): Get =>
    (made) =>
    async () => {
      made.state.byKind = { [kind]: 1 };
      return back;
    };
  const cloudflare = { server: 'cloudflare', 'cf-ray': '8f' };
  const cases: readonly (readonly [string, TunnelKind, Get, State, RegExp])[] = [
    ['that all is well', 'own-url', arrives(answer(204)), 'ok', /reaches the listener on this computer/],
    [
      'a rewritten host name',
      'own-url',
      arrives(answer(421), 'localhost.internal'),
      'failed',
      /with the host name localhost\.internal in place of bridge\.example\.net.*proxy_set_header Host \$host/,
    ],
    ['a host name cloudflared rewrites', 'cloudflared', arrives(answer(421), 'x'), 'failed', /HTTP Host Header/],
    [
      'an answer that got lost',
      'ssh',
      arrives({ kind: 'failed', code: 'ECONNRESET' }),
      'warning',
      /its answer did not come back \(ECONNRESET\)/,
    ],
    ['an answer replaced on its way', 'ssh', arrives(answer(200)), 'warning', /answers 200 in its place/],
    ['a listener that puts strangers off', 'ssh', arrives(answer(429)), 'warning', /too many strangers/],
    [
      'silence',
      'own-url',
      (made) => (_url, signal) => made.never(signal),
      'failed',
      /No answer .* within 10 s.*http:\/\/127\.0\.0\.1:8443.*hairpin NAT/,
    ],
    ['a refused connection', 'own-url', fails('ECONNREFUSED'), 'failed', /refuses connections.*hairpin/],
    ['a connection cut off', 'own-url', fails('ECONNRESET'), 'failed', /ends the connection without an answer/],
    ['no HTTP', 'own-url', fails('HPE_INVALID_CONSTANT'), 'failed', /not speak proper HTTP/],
    ['a proxy’s refusal', 'own-url', fails('proxy-407'), 'failed', /proxy does not let .*HTTP 407/],
    ['something new', 'own-url', fails('EODD'), 'failed', /\(EODD\)/],
    [
      'another site',
      'own-url',
      says(404, { server: 'nginx' }, '<title>404 Not Found</title>'),
      'failed',
      /Something else answers .*404.*http:\/\/127\.0\.0\.1:8443/,
    ],
    ['another workstation', 'own-url', says(404), 'failed', /an empty 404.*not this one: another workstation/],
    ['a changed path', 'own-url', meanwhile('wrong-address', answer(404)), 'failed', /changes the path/],
    [
      'a changed path without an answer',
      'own-url',
      (made) => (_url, signal) => {
        made.state.byKind = { 'wrong-address': 2 };
        return made.never(signal);
      },
      'failed',
      /changes the path/,
    ],
    [
      'https behind the front',
      'own-url',
      meanwhile('bad-http', answer(502)),
      'failed',
      /speaks something else than http/,
    ],
    [
      'nothing behind the front',
      'own-url',
      says(502, { server: 'nginx' }),
      'failed',
      /reaches no listener behind it \(502\)\. The listener is on port 8443/,
    ],
    [
      'nothing behind the server of an SSH tunnel',
      'ssh',
      says(502),
      'failed',
      /finds nobody behind it \(502\).*address and port on the server/,
    ],
    ['a front that waits in vain', 'own-url', says(504), 'failed', /in time \(504\)/],
    ['a front that sleeps', 'own-url', says(503), 'failed', /\(503\)/],
    ['a front for another name', 'own-url', says(421), 'failed', /set up for another host name \(421\)/],
    ['a front that wants a sign-in', 'own-url', says(401), 'failed', /without signing in \(401\)/],
    ['a front that lets nobody in', 'own-url', says(403), 'failed', /without signing in \(403\)/],
    ['a front that limits', 'own-url', says(429), 'failed', /limits requests/],
    ['a front that takes no such request', 'own-url', says(400), 'failed', /\(400\)/],
    [
      'a redirect to another host',
      'own-url',
      says(301, { location: 'https://www.example.net/' }),
      'failed',
      /redirects to www\.example\.net \(301\)/,
    ],
    ['a redirect to itself', 'own-url', says(308, { location: '/de/' }), 'failed', /redirects \(308, to \/de\/\)/],
    ['a redirect to nowhere', 'own-url', says(302), 'failed', /redirects \(302\)/],
    [
      'a sign-in page',
      'own-url',
      says(302, { location: 'https://login.microsoftonline.com/x?y=1' }),
      'failed',
      /sign-in page .*\(login\.microsoftonline\.com\)/,
    ],
    ['a sign-in form', 'own-url', says(200, {}, '<form><input type="password"></form>'), 'failed', /sign-in page/],
    [
      'another web page',
      'own-url',
      says(200, {}, '<title>Welcome to nginx!</title>'),
      'failed',
      /Another site answers .*200, "Welcome to nginx!"/,
    ],
    [
      'somebody who answers as the listener would',
      'own-url',
      says(204),
      'failed',
      /answers 204 .* never came to this computer/,
    ],
    ['a failing front', 'own-url', says(500), 'failed', /fails \(500\)/],
    [
      'ngrok without a tunnel',
      'ngrok',
      says(404, { 'ngrok-error-code': 'ERR_NGROK_3200' }),
      'failed',
      /no tunnel at .*ERR_NGROK_3200/,
    ],
    [
      'ngrok without the listener',
      'ngrok',
      says(502, { 'ngrok-error-code': 'ERR_NGROK_8012' }),
      'failed',
      /does not get through to http:\/\/127\.0\.0\.1:8443/,
    ],
    [
      'ngrok’s own page',
      'ngrok',
      says(200, {}, '<html>You are about to visit ... ERR_NGROK_6024</html>'),
      'failed',
      /page of its own/,
    ],
    [
      'another fault of ngrok',
      'ngrok',
      says(403, { 'ngrok-error-code': 'ERR_NGROK_3211' }),
      'failed',
      /ngrok\.com\/docs\/errors\/err_ngrok_3211/,
    ],
    [
      'Cloudflare without its tunnel',
      'cloudflared',
      says(530, cloudflare, 'error code: 1033'),
      'failed',
      /tunnel is not connected \(1033\)/,
    ],
    [
      'Cloudflare without a record',
      'cloudflared',
      says(530, cloudflare, 'error code: 1016'),
      'failed',
      /leads nowhere/,
    ],
    [
      'another 530 of Cloudflare',
      'cloudflared',
      says(530, cloudflare),
      'failed',
      /does not get to what is behind .*\(530\)/,
    ],
    [
      'Cloudflare that asks for a person',
      'cloudflared',
      says(403, { ...cloudflare, 'cf-mitigated': 'challenge' }),
      'failed',
      /prove to be a person/,
    ],
    [
      'a rule at Cloudflare',
      'cloudflared',
      says(403, cloudflare, 'error code: 1020'),
      'failed',
      /turns requests .* away \(1020\)/,
    ],
    [
      'Cloudflare Access',
      'cloudflared',
      says(302, { ...cloudflare, location: 'https://acme.cloudflareaccess.com/cdn-cgi/access/login' }),
      'failed',
      /sign-in page .*Bypass/,
    ],
    [
      'cloudflared without the listener',
      'cloudflared',
      says(502, cloudflare),
      'failed',
      /service has to be http:\/\/127\.0\.0\.1:8443/,
    ],
    [
      'Cloudflare before a server that is down',
      'own-url',
      says(522, cloudflare),
      'failed',
      /no connection to the server behind/,
    ],
    [
      'Cloudflare before a bad certificate',
      'own-url',
      says(526, cloudflare),
      'failed',
      /does not accept the certificate of the server/,
    ],
  ];
  it.each(cases)('tells %s', async (_, kind, get, expected, words) => {
    const report = await tested((made) => {
      made.state.kind = kind;
      made.state.get = get(made);
    });
    expect(lamp(report, 'listener')).toMatchObject({ state: expected, message: expect.stringMatching(words) });
  });

  it('keeps the one-time text out of lamps and log, whatever comes back', async () => {
    const { rig: made, ...report } = await tested((made) => {
      made.state.get = async (url) => {
        const nonce = url.pathname.split('/').at(-1) ?? '';
        return answer(302, { location: `/login/${nonce}?next=${nonce}`, server: nonce }, `<title>${nonce}</title>`);
      };
    });
    const nonce = made.asked[0]?.pathname.split('/').at(-1) ?? 'none';
    expect(nonce).toHaveLength(32);
    expect(JSON.stringify([report, made.reports])).not.toContain(nonce);
    expect(made.logged.join()).not.toContain(nonce);
    expect(lamp(report, 'listener').detail).toContain('[one-time text]');
  });

  it('asks once, without a query, at the public address', async () => {
    const { rig: made } = await tested(() => {});
    expect(made.asked.map((url) => url.href.replace(/[\w-]{32}$/, '...'))).toEqual([`${origin}/selftest/...`]);
  });
});
