import { lookup as systemLookup } from 'node:dns/promises';
import * as http from 'node:http';
import { isIP, type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { Clock } from '../../../shared/clock.ts';
import { Dispatchers } from '../../http/dispatchers.ts';
import { errorCode } from '../../http/exchange.ts';
import { openProxyTunnel } from '../../http/proxy-tunnel.ts';
import type { Handshake, Outside, OutsideAnswer, Resolution } from './outside.ts';

export interface SystemOutsideOptions {
  readonly clock: Clock;
  /** `network` of the configuration, as it is now. */
  readonly network: () => { readonly proxy: string; readonly caFile: string };
  readonly systemProxy?: ((url: string) => Promise<string | null>) | undefined;
  /** `DispatchBridge/1.2.3` */
  readonly userAgent: string;
  /** Addresses of a name. Default: the system's resolver. Rejects with its codes. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
  /** PEM of the authorities an outsider knows. Default: Mozilla's list, as Node carries it. */
  readonly publicAuthorities?: readonly string[];
}

/** Of an answer that is not ours only the beginning is read (bytes). */
const bodyBytes = 8_192;

/** Faults of the name or the dates, which no further authority would mend. */
const notOfTheChain = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** Looks from this computer: its resolver, its way out, its proxy. */
export function systemOutside(options: SystemOutsideOptions): Outside {
  const resolve = options.lookup ?? lookUp;
  let publicContext: tls.SecureContext | null = null;
  const publicTrust = (): tls.SecureContext => {
    publicContext ??= tls.createSecureContext({ ca: [...(options.publicAuthorities ?? tls.rootCertificates)] });
    return publicContext;
  };

  /** Runs with the settings of now, counted as input and output under way. */
  async function out<T>(work: (dispatchers: Dispatchers) => Promise<T>): Promise<T> {
    const { systemProxy } = options;
    const release = options.clock.hold();
    const dispatchers = new Dispatchers({
      ...options.network(),
      ...(systemProxy === undefined ? {} : { systemProxy }),
    });
    try {
      return await work(dispatchers);
    } finally {
      release();
      await dispatchers.close();
    }
  }

  /** Connects and lets `use` have the socket, which is closed afterwards. `context` only matters for what `authorizationError` says. */
  async function connected<T>(
    dispatchers: Dispatchers,
    url: URL,
    context: tls.SecureContext | null,
    signal: AbortSignal,
    use: (socket: Socket) => Promise<T>,
  ): Promise<T> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = Number(url.port || (url.protocol === 'http:' ? 80 : 443));
    const proxy = await dispatchers.proxyFor(url);
    const through =
      proxy === null ? null : await openProxyTunnel(proxy, { host: url.hostname, port }, dispatchers.trust(), signal);
    try {
      if (through !== null && through.status !== 200) throw refusedBy(through.status);
      const socket =
        url.protocol === 'http:'
          ? await opened(netConnect({ host, port, lookup: lookupOf(resolve) }), 'connect', signal)
          : await opened(secure(host, port, through?.socket ?? null, context), 'secureConnect', signal);
      const destroy = (): void => void socket.destroy();
      signal.addEventListener('abort', destroy, { once: true });
      try {
        return await use(socket);
      } finally {
        signal.removeEventListener('abort', destroy);
        socket.destroy();
      }
    } finally {
      await through?.close();
    }
  }

  function secure(host: string, port: number, socket: Duplex | null, context: tls.SecureContext | null): tls.TLSSocket {
    return tls.connect({
      host,
      port,
      lookup: lookupOf(resolve),
      ...(socket === null ? {} : { socket }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(context === null ? {} : { secureContext: context }),
      rejectUnauthorized: false,
    });
  }

  return {
    proxied: (url) => out(async (dispatchers) => (await dispatchers.proxyFor(url)) !== null),
    resolve: (host, signal) => settle(signal, async () => ({ kind: 'addresses', addresses: await resolve(host) })),
    handshake: (url, signal) =>
      settle(signal, () =>
        out(async (dispatchers) => {
          const shown = await connected(dispatchers, url, publicTrust(), signal, async (socket) => facts(socket));
          if (shown.problem === null || notOfTheChain.has(shown.problem)) return shown;
          const here = await connected(dispatchers, url, dispatchers.trust(), signal, async (socket) => facts(socket));
          return { ...shown, trustedHere: here.problem === null };
        }),
      ),
    get: (url, signal) =>
      settle(signal, () =>
        out((dispatchers) =>
          connected(dispatchers, url, null, signal, (socket) => ask(socket, url, options.userAgent, signal)),
        ),
      ),
  };
}

/** What fails becomes its code; what is called off rejects. */
async function settle<T extends Resolution | Handshake | OutsideAnswer>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | { readonly kind: 'failed'; readonly code: string }> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work()
      .then(resolve, (error: unknown) => resolve({ kind: 'failed', code: errorCode(error) }))
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

async function lookUp(host: string): Promise<readonly string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

function lookupOf(resolve: (host: string) => Promise<readonly string[]>): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (addresses) => {
        const all = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = all;
        if (options.all === true) done(null, all);
        else done(null, first?.address ?? '', first?.family ?? 4);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
}

function refusedBy(status: number): Error {
  return Object.assign(new Error('refused by the proxy'), { code: `proxy-${status}` });
}

/** The socket once it is connected. */
function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => void socket.destroy(new Error('called off'));
    const failed = (error: Error): void => reject(error);
    const closed = (): void => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', failed);
    socket.once('close', closed);
    socket.once(event, () => {
      signal.removeEventListener('abort', onAbort);
      socket.off('close', closed);
      // What breaks later is told by whoever uses it; without a listener it would end the process.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

function facts(socket: Socket): Extract<Handshake, { kind: 'shown' }> {
  const secure = socket as tls.TLSSocket;
  const certificate = secure.getPeerCertificate();
  const error: unknown = secure.authorizationError;
  return {
    kind: 'shown',
    protocol: secure.getProtocol() ?? '',
    issuer: named(certificate.issuer),
    subject: named(certificate.subject),
    names: (certificate.subjectaltname ?? '')
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    validFrom: Date.parse(certificate.valid_from),
    validTo: Date.parse(certificate.valid_to),
    problem: secure.authorized ? null : error instanceof Error ? errorCode(error) : String(error ?? 'unknown'),
    trustedHere: secure.authorized,
  };
}

/** `R11, Let's Encrypt` */
function named(of: tls.Certificate | undefined): string {
  const words = (part: unknown): string =>
    Array.isArray(part) ? part.join(' ') : typeof part === 'string' ? part : '';
  return [...new Set([words(of?.CN), words(of?.O)])].filter((word) => word !== '').join(', ');
}

function ask(socket: Socket, url: URL, userAgent: string, signal: AbortSignal): Promise<OutsideAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      host: url.hostname,
      headers: { host: url.host, 'user-agent': userAgent, accept: '*/*', connection: 'close' },
      // Without an agent: one would open a connection of its own.
      createConnection: () => socket,
      signal,
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = (): void => {
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value ?? '')]),
        );
        const body = Buffer.concat(chunks).subarray(0, bodyBytes).toString('utf8');
        resolve({ kind: 'answer', status: response.statusCode ?? 0, headers, body });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= bodyBytes) done();
      });
      response.once('end', done);
      // The status is known; a body that breaks off changes nothing.
      response.once('error', done);
    });
    request.end();
  });
}
