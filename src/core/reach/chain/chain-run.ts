import { isIP } from 'node:net';
import type { Clock } from '../../../shared/clock.ts';
import type { ChainLink } from '../../../shared/domain/reach.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SelfTestOutcome } from '../../intake/self-test.ts';
import { addressKind } from './chain-addresses.ts';
import { judgeNames } from './chain-dns.ts';
import type { ChainIntake, ChainTunnel } from './chain-intake.ts';
import { judgeListener } from './chain-listener.ts';
import type { Finding } from './chain-report.ts';
import { judgeHandshake } from './chain-tls.ts';
import { judgeTunnel } from './chain-tunnel.ts';
import type { Outside, OutsideAnswer } from './outside.ts';

/** How long each link is waited for (ms). */
const namesMs = 5_000;
const handshakeMs = 10_000;
const requestMs = 10_000;

/** The links a test looks at, in their order; the other two only a real message proves. */
export const testedLinks = ['tunnel', 'dns', 'tls', 'listener'] as const;

/** The links that only a way in from outside has. */
export const outsideLinks = ['tunnel', 'dns', 'tls'] as const;

export interface ChainRunOptions {
  readonly clock: Clock;
  readonly intake: ChainIntake;
  readonly tunnel: () => ChainTunnel;
  readonly outside: Outside;
  /** Aborted when somebody stops the test, or the address changes under it. */
  readonly signal: AbortSignal;
  /** A link is being looked at now. */
  readonly onBegin: (link: ChainLink) => void;
  readonly onFound: (link: ChainLink, finding: Finding) => void;
}

const unneeded = (message: string): Finding => ({ state: 'unneeded', message, detail: '' });
const unseen = (message: string): Finding => ({ state: 'unknown', message, detail: '' });

/** What is known of `outsideLinks` in a sandbox, without any test. */
export const callsDirectly = unneeded('The sandbox runs on this computer and calls the listener directly.');

/** One test, link by link. Rejects only when it is called off. */
export async function runChain(options: ChainRunOptions): Promise<void> {
  const { intake, signal } = options;
  if (intake.mode() === 'loopback') {
    for (const link of outsideLinks) options.onFound(link, callsDirectly);
    await look(options, 'listener', () => listener(options, intake.baseUrl(), ''));
    return;
  }
  const url = await tunnel(options);
  if (url === null) {
    for (const link of ['dns', 'tls', 'listener'] as const)
      options.onFound(link, unseen('Not tested: there is no public address.'));
    return;
  }
  const known = await look(options, 'dns', () => names(options, url));
  signal.throwIfAborted();
  if (known.state === 'failed') {
    const why = `Not tested: ${url.hostname} could not be looked up.`;
    options.onFound('tls', unseen(why));
    options.onFound('listener', unseen(why));
    return;
  }
  const fromInside = known.fromInside;
  const secure = await look(options, 'tls', () => handshake(options, url, fromInside));
  // Where a certificate was shown, however bad, the way to the listener can be told.
  if (secure.shown) await look(options, 'listener', () => listener(options, url.origin, fromInside));
  else options.onFound('listener', unseen('Not tested: no connection to the public address came about.'));
}

async function look<T extends Finding>(
  { signal, onBegin, onFound }: ChainRunOptions,
  link: ChainLink,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  onBegin(link);
  const found = await work();
  signal.throwIfAborted();
  onFound(link, { state: found.state, message: found.message, detail: found.detail });
  return found;
}

/** The public address, when the tunnel has one. */
async function tunnel(options: ChainRunOptions): Promise<URL | null> {
  const { kind, state } = options.tunnel();
  const base = options.intake.baseUrl();
  const found = await look(options, 'tunnel', async () => judgeTunnel(kind, state, base, options.intake.port));
  return found.state === 'ok' && base !== null && URL.canParse(base) ? new URL(base) : null;
}

async function names(options: ChainRunOptions, url: URL): Promise<Finding & { readonly fromInside: string }> {
  const { outside } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { kind } = options.tunnel();
  if (url.protocol === 'http:')
    return { ...unneeded('The address is this computer itself; no name is looked up.'), fromInside: '' };
  let proxied: boolean;
  try {
    proxied = await outside.proxied(url);
  } catch (thrown) {
    const error = AppError.from(thrown);
    return { state: 'failed', message: error.message, detail: error.code, fromInside: '' };
  }
  const isAddress = isIP(host) !== 0;
  const resolution = isAddress
    ? ({ kind: 'addresses', addresses: [host] } as const)
    : await limited(options, namesMs, (signal) => outside.resolve(host, signal));
  // Whoever asks from within the network that the server stands in may be the only one who gets no answer.
  const ownServer = !proxied && (kind === 'own-url' || kind === 'ssh');
  const fromInside = ownServer
    ? 'Where that server stands in your own network, the router may not lead requests from inside back in (no hairpin NAT), and outsiders come in all the same: Watch tells, with a real message.'
    : '';
  if (isAddress && addressKind(host) === 'public')
    return { ...unneeded('The address is a number; no name is looked up.'), fromInside };
  const newName = kind === 'cloudflared' || kind === 'ngrok';
  return { ...judgeNames(host, resolution, { proxied, newName }), fromInside };
}

async function handshake(
  options: ChainRunOptions,
  url: URL,
  fromInside: string,
): Promise<Finding & { readonly shown: boolean }> {
  if (url.protocol === 'http:')
    return { ...unneeded('The address is this computer itself; nothing is encrypted on the way.'), shown: true };
  const found = await limited(options, handshakeMs, (signal) => options.outside.handshake(url, signal));
  const address = `${url.hostname}:${url.port || '443'}`;
  const now = options.clock.now();
  return { ...judgeHandshake(found, { host: url.hostname, address, now, fromInside }), shown: found.kind === 'shown' };
}

async function listener(options: ChainRunOptions, base: string | null, fromInside: string): Promise<Finding> {
  const { clock, intake, outside } = options;
  const { port } = intake;
  if (base === null || port === null)
    return {
      state: 'failed',
      message: 'The listener on this computer is not open, so nothing can come in. The log says why.',
      detail: '',
    };
  const before = intake.refusals().byKind;
  const test = intake.selfTest.begin();
  const nonce = test.path.split('/').at(-1) ?? '';
  let seen: SelfTestOutcome | null = null;
  let ended = false;
  test.done
    .then((outcome) => {
      if (!ended) seen = outcome;
    })
    .catch(() => {});
  const startedAt = clock.now();
  try {
    const url = new URL(test.path, base);
    const answer = await limited<OutsideAnswer>(options, requestMs, (signal) => outside.get(url, signal));
    // What the listener saw is told in a turn of its own.
    await Promise.resolve();
    const after = intake.refusals().byKind;
    return judgeListener({
      answer: without(nonce, answer),
      seen,
      otherPaths: (after['wrong-address'] ?? 0) - (before['wrong-address'] ?? 0),
      notHttp: (after['bad-http'] ?? 0) - (before['bad-http'] ?? 0),
      kind: options.tunnel().kind,
      url: url.origin,
      host: url.host,
      port,
      waitedMs: Math.max(1_000, Math.round((clock.now() - startedAt) / 1_000) * 1_000),
      fromInside,
    });
  } finally {
    ended = true;
    test.cancel();
  }
}

/** A redirect or an error page may repeat the path; it is nobody's business. */
function without(nonce: string, answer: OutsideAnswer): OutsideAnswer {
  if (answer.kind === 'failed') return answer;
  const clean = (text: string): string => text.replaceAll(nonce, '[one-time text]');
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]));
  return { ...answer, headers, body: clean(answer.body) };
}

/** What `work` finds, or a failure with code `timeout`. Rejects when the test is called off. */
async function limited<T>(
  { clock, signal }: Pick<ChainRunOptions, 'clock' | 'signal'>,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | { readonly kind: 'failed'; readonly code: string }> {
  const mine = new AbortController();
  const onAbort = (): void => mine.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  let late = false;
  const cancel = clock.after(ms, () => {
    late = true;
    mine.abort(new Error('timeout'));
  });
  try {
    return await work(mine.signal);
  } catch (error) {
    if (late) return { kind: 'failed', code: 'timeout' };
    signal.throwIfAborted();
    return { kind: 'failed', code: error instanceof Error ? error.name : 'unknown' };
  } finally {
    cancel();
    signal.removeEventListener('abort', onAbort);
  }
}
