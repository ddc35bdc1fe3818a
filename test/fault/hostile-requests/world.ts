import type { ListenerLimits } from '../../../src/core/intake/listener.ts';

/** The set-up that is attacked. The attackers know everything of it but the signing key and the webhook secret. */
export const world = {
  site: 'na.myconnectwise.net',
  company: 'Cobalt',
  token: '00112233445566778899aabbccddeeff',
  webhookSecret: '01999f51-5c66-4449-b441-6b4a053fee6a',
  publicUrl: 'https://bridge.example.net',
  host: 'bridge.example.net',
  keyId: 'e17e6674-42f6-4105-9cff-4cd6cb4e62e8',
  signingKey: 'the-key-of-cobalt',
  malloryKeyId: '7b1d2f5a-0000-4000-8000-00000000beef',
  malloryKey: 'the-key-of-mallory',
} as const;

/** Keys ConnectWise hands out. Mallory's is a true one of another company on the same site. */
export const otherIdKeys: ReadonlyMap<string, string> = new Map([
  [world.keyId, world.signingKey],
  [world.malloryKeyId, world.malloryKey],
]);

export interface Order {
  readonly dataDir: string;
  readonly limits: Partial<ListenerLimits>;
}

export interface Ready {
  readonly port: number;
}

export interface Report {
  /** Delivery ids that became work. */
  readonly queued: readonly string[];
  readonly stored: number;
  readonly keyFetches: number;
  readonly crashes: number;
  readonly refused: number;
  /** Why they were refused, as the listener counts it. */
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly heapBytes: number;
  readonly rssBytes: number;
}
