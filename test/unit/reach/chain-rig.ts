import type { MessageNews, SeenMessage } from '../../../src/core/intake/news.ts';
import { SelfTest } from '../../../src/core/intake/self-test.ts';
import { ChainProof } from '../../../src/core/reach/chain/chain.ts';
import type { Handshake, Outside, OutsideAnswer, Resolution } from '../../../src/core/reach/chain/outside.ts';
import type { TunnelState } from '../../../src/core/tunnel/port.ts';
import type { ChainLamp, ChainLink, ChainReport } from '../../../src/shared/domain/reach.ts';
import type { TunnelKind } from '../../../src/shared/domain/tunnels.ts';
import type { Json } from '../../../src/shared/json.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

export const origin = 'https://bridge.example.net';
export const day = 86_400_000;

/** A certificate of a public authority, as Let's Encrypt gives it. */
export function shown(now: number, change: Partial<Extract<Handshake, { kind: 'shown' }>> = {}): Handshake {
  return {
    kind: 'shown',
    protocol: 'TLSv1.3',
    issuer: "R11, Let's Encrypt",
    subject: 'bridge.example.net',
    names: ['bridge.example.net'],
    validFrom: now - 30 * day,
    validTo: now + 60 * day,
    problem: null,
    trustedHere: true,
    ...change,
  };
}

export function answer(status: number, headers: Record<string, string> = {}, body = ''): OutsideAnswer {
  return { kind: 'answer', status, headers, body };
}

/** A callback of ConnectWise, or a webhook of Field Nation, as the intake tells of it. */
export function message(change: Partial<SeenMessage> = {}): Extract<MessageNews, { kind: 'queued' }>['message'] {
  return {
    id: 1,
    source: 'connectwise',
    deliveryId: 'message-1',
    receivedAt: 0,
    state: 'verified',
    recordType: 'ticket',
    recordId: 7601,
    action: 'updated',
    actor: 'jharper',
    headers: {},
    body: JSON.stringify({
      MessageId: 'message-1',
      CompanyId: 'Cobalt',
      Action: 'updated',
      Type: 'ticket',
      ID: 7601,
      Metadata: {
        key_url: 'https://na.myconnectwise.net/v4//system/callbackkey/index.rails?companyName=Cobalt&id=e17e6674',
      },
    }),
    ...change,
  };
}

/** A chain in front of a made-up outside. `state` is what tests change. */
export function rig(kept: Map<string, Json> = new Map()) {
  const clock = new VirtualClock();
  const selfTest = new SelfTest(clock);
  const hearers = new Set<(news: MessageNews) => void>();
  const asked: URL[] = [];
  const logged: string[] = [];
  const arrive = (url: URL, host = url.host, hostAllowed = true): boolean =>
    selfTest.take(url.pathname.split('/').at(-1) ?? '', { host, hostAllowed });
  const state = {
    mode: 'public' as 'none' | 'loopback' | 'public',
    url: origin as string | null,
    port: 8443 as number | null,
    kind: 'own-url' as TunnelKind,
    tunnel: { kind: 'up', url: origin, since: 0 } as TunnelState,
    byKind: {} as Record<string, number>,
    proxied: false,
    names: { kind: 'addresses', addresses: ['203.0.113.5'] } as Resolution | 'never',
    tls: shown(clock.now()) as Handshake | 'never',
    get: (async (url: URL) => (arrive(url) ? answer(204) : answer(404))) as (
      url: URL,
      signal: AbortSignal,
    ) => Promise<OutsideAnswer>,
    writes: 0,
  };
  function unlessNever<T>(value: T | 'never', signal: AbortSignal): Promise<T> {
    if (value !== 'never') return Promise.resolve(value);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  }
  const outside: Outside = {
    proxied: async () => state.proxied,
    resolve: (_host, signal) => unlessNever(state.names, signal),
    handshake: (_url, signal) => unlessNever(state.tls, signal),
    get(url, signal) {
      asked.push(url);
      return state.get(url, signal);
    },
  };
  const say = (_fields: Record<string, unknown>, text: string): void => {
    logged.push(`${JSON.stringify(_fields)} ${text}`);
  };
  const logger = { debug: say, info: say, warn: say, error: say, child: () => logger };
  const open = (): ChainProof =>
    new ChainProof({
      clock,
      logger,
      intake: {
        selfTest,
        get port() {
          return state.port;
        },
        mode: () => state.mode,
        baseUrl: () => state.url,
        refusals: () => ({ total: 0, byKind: state.byKind, lastAt: null, alertedAt: null }),
        onMessage(listener) {
          hearers.add(listener);
          return () => hearers.delete(listener);
        },
      },
      tunnel: () => ({ kind: state.kind, state: state.tunnel }),
      outside,
      store: {
        value: async (key) => kept.get(key),
        async setValue(key, value) {
          state.writes += 1;
          kept.set(key, value);
        },
      },
    });
  const proof = open();
  const reports: ChainReport[] = [];
  proof.onChange((report) => reports.push(report));
  const tell = (news: MessageNews): void => {
    for (const hear of hearers) hear(news);
  };
  return {
    clock,
    selfTest,
    state,
    kept,
    proof,
    open,
    reports,
    asked,
    logged,
    arrive,
    tell,
    never: (signal: AbortSignal) => unlessNever<OutsideAnswer>('never', signal),
    /** Tells of a message as the intake does when its key is known. */
    deliver(change: Partial<SeenMessage> = {}, host = 'bridge.example.net'): void {
      const one = message({ receivedAt: clock.now(), ...change });
      tell({ kind: 'stored', message: one, state: 'verified', host });
      tell({ kind: 'queued', message: one, jobs: 1 });
    },
  };
}

export function lamp(report: ChainReport, link: ChainLink): ChainLamp {
  const found = report.lamps.find((one) => one.link === link);
  if (found === undefined) throw new Error(`no lamp ${link}`);
  return found;
}

/** `ok ok failed unknown unknown unknown` */
export function states(report: ChainReport): string {
  return report.lamps.map((one) => one.state).join(' ');
}
