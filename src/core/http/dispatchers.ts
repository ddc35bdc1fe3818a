import type { SecureContext } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { AppError } from '../../shared/errors.ts';
import { redactText } from '../monitor/redact.ts';
import { createTrust } from './certificates.ts';

/** The way one URL leaves the machine. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** Proxy address for messages and certificate inspection; null when direct or unknown to us. */
  readonly proxy: string | null;
}

export interface DispatcherOptions {
  /** `system`, `environment`, `none`, or the proxy's URL. */
  readonly proxy: string;
  readonly systemProxy?: (url: string) => Promise<string | null>;
  readonly caFile: string;
}

/** Loopback never goes through a proxy: the sandbox and our own listener live there. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Chooses and keeps undici's dispatchers. Trust is loaded when the first https request needs it. */
export class Dispatchers {
  readonly #options: DispatcherOptions;
  readonly #proxies = new Map<string, ProxyAgent>();
  #trust: SecureContext | null = null;
  #plain: Agent | null = null;
  #direct: Agent | null = null;
  #environment: EnvHttpProxyAgent | null = null;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  trust(): SecureContext {
    this.#trust ??= createTrust(this.#options.caFile);
    return this.#trust;
  }

  /** Address of the proxy a URL goes through; null when direct. Throws `http.proxy` for one that cannot be used. */
  async proxyFor(url: URL): Promise<string | null> {
    const { proxy, systemProxy } = this.#options;
    if (isLoopback(url.hostname) || proxy === 'none') return null;
    if (this.#ofEnvironment()) return environmentProxy(url);
    const address = proxy === 'system' ? ((await systemProxy?.(url.href.split('?')[0] ?? url.href)) ?? '') : proxy;
    return address === '' ? null : usable(address);
  }

  async route(url: URL): Promise<Route> {
    const proxy = await this.proxyFor(url);
    if (this.#ofEnvironment() && !isLoopback(url.hostname)) {
      this.#environment ??= new EnvHttpProxyAgent(this.#proxyOptions());
      return { dispatcher: this.#environment, proxy };
    }
    if (proxy === null) return this.#straight(url);
    let agent = this.#proxies.get(proxy);
    if (agent === undefined) {
      agent = this.#proxyAgent(proxy);
      this.#proxies.set(proxy, agent);
    }
    return { dispatcher: agent, proxy };
  }

  #ofEnvironment(): boolean {
    const { proxy, systemProxy } = this.#options;
    return proxy === 'environment' || (proxy === 'system' && systemProxy === undefined);
  }

  async close(): Promise<void> {
    const all = [this.#plain, this.#direct, this.#environment, ...this.#proxies.values()];
    await Promise.all(all.map((agent) => agent?.destroy()));
  }

  /** Plain http needs no trust, so that the sandbox starts without loading certificates. */
  #straight(url: URL): Route {
    if (url.protocol === 'http:') {
      this.#plain ??= new Agent(noTimeouts);
      return { dispatcher: this.#plain, proxy: null };
    }
    this.#direct ??= new Agent({ ...noTimeouts, connect: { timeout: 0, secureContext: this.trust() } });
    return { dispatcher: this.#direct, proxy: null };
  }

  #proxyAgent(address: string): ProxyAgent {
    try {
      return new ProxyAgent({ uri: address, ...this.#proxyOptions() });
    } catch (cause) {
      throw cause instanceof AppError ? cause : unusable(address, cause);
    }
  }

  #proxyOptions() {
    const tls = { secureContext: this.trust() };
    return { ...noTimeouts, requestTls: tls, proxyTls: tls, connect: { timeout: 0, secureContext: this.trust() } };
  }
}

/** Timeouts come from the clock alone (http.ts). */
const noTimeouts = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 4_000 } as const;

/** Throws for an address undici cannot use: none at all, or another kind than http and https. */
function usable(address: string): string {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) throw unusable(address);
  return address;
}

function unusable(address: string, cause?: unknown): AppError {
  return new AppError({
    code: 'http.proxy',
    kind: 'offline',
    message: `"${redactText(address)}" is not a proxy that can be used. Enter one as http://host:port under Settings > Network.`,
    retryAfterMs: 60_000,
    cause,
  });
}

function environmentProxy(url: URL): string | null {
  if (isExempt(url)) return null;
  const names =
    url.protocol === 'https:'
      ? ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
      : ['http_proxy', 'HTTP_PROXY'];
  for (const name of names) {
    const value = process.env[name];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}

/** Whether `NO_PROXY` names the host, or a domain it belongs to; read as undici reads it. */
function isExempt(url: URL): boolean {
  const list = (process.env.no_proxy ?? process.env.NO_PROXY ?? '').trim();
  if (list === '*') return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[,\s]+/).some((entry) => {
    const [, host = '', onlyPort = port] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    const bare = host.toLowerCase().replace(/^\*?\./, '');
    return bare !== '' && onlyPort === port && (url.hostname === bare || url.hostname.endsWith(`.${bare}`));
  });
}
