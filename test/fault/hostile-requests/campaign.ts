import { setTimeout as pause } from 'node:timers/promises';
import type { Attack } from './attack.ts';
import * as forged from './attacks-forged.ts';
import * as http from './attacks-http.ts';
import { carryOut } from './client.ts';
import { type Random, seeded } from './random.ts';

/** What the listener took before the attack, for the replays. */
export interface Taken {
  readonly callback: Buffer;
  readonly webhook: Buffer;
}

/** How often each kind is chosen. */
const kinds: readonly (readonly [weight: number, make: (random: Random, taken: Taken) => Attack])[] = [
  [14, http.smuggling],
  [9, http.badChunking],
  [5, http.hugeHeaders],
  [1, http.hugeBodies],
  [3, http.slow],
  [6, http.earlyClose],
  [5, http.notHttp],
  [3, http.pipelining],
  [5, http.sideDoors],
  [13, forged.wrongSignature],
  [8, forged.otherCompany],
  [8, forged.keyElsewhere],
  [1, forged.unknownKey],
  [9, forged.pathTricks],
  [5, forged.wrongHost],
  [9, forged.malformed],
  [5, (random, taken) => forged.replay(random, taken)],
];
const deck = kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));

export interface Campaign {
  /** Attacks carried out, by kind. */
  readonly byKind: Map<string, number>;
  readonly statuses: Map<number, number>;
  /** Attacks that were answered with 2xx although nothing allows that, as text to look into. */
  readonly admitted: string[];
  /** Answers of 2xx to what names the true key, while it is asked for once more. */
  putOff: number;
  /** What each hostile message id went over the wire as. */
  readonly sent: Map<string, string>;
  /** Answers that said more than a status. */
  readonly talkative: string[];
}

/**
 * Attacks a second at most. Whoever knows the path shares the true sender's budget of 400 requests where the front names no source (listener.ts); what
 * happens above it is the rate limit's own test.
 */
const perSecond = 250;

/** Attacks `port` `count` times, `side` of them side by side. */
export async function campaign(options: {
  readonly seed: number;
  readonly count: number;
  readonly side: number;
  readonly port: number;
  readonly taken: Taken;
}): Promise<Campaign> {
  const random = seeded(options.seed);
  const result: Campaign = {
    byKind: new Map(),
    statuses: new Map(),
    admitted: [],
    putOff: 0,
    sent: new Map(),
    talkative: [],
  };
  const begun = performance.now();
  let left = options.count;
  async function attacker(): Promise<void> {
    while (left > 0) {
      const early = begun + ((options.count - left) * 1000) / perSecond - performance.now();
      left -= 1;
      if (early > 0) await pause(early);
      const attack = random.pick(deck)(random, options.taken);
      const bytes = attack.chunks.map((chunk) => chunk.toString('latin1')).join('');
      if (attack.kind !== 'replay')
        for (const match of bytes.matchAll(/"MessageId":"([^"]+)"|X-FN-Delivery-Id: ([\w-]+)/g))
          result.sent.set(match[1] ?? match[2] ?? '', `${attack.kind}: ${bytes.slice(0, 600)}`);
      const { statuses, text } = await carryOut(attack, options.port);
      result.byKind.set(attack.kind, (result.byKind.get(attack.kind) ?? 0) + 1);
      for (const status of statuses) result.statuses.set(status, (result.statuses.get(status) ?? 0) + 1);
      const taken = statuses.filter((status) => status >= 200 && status < 400).length;
      if (taken > 0 && attack.acknowledged === 'never')
        result.admitted.push(`${attack.kind}: ${bytes.slice(0, 2_000)}`);
      if (attack.acknowledged === 'while-asking') result.putOff += taken;
      if (!isSilent(text)) result.talkative.push(`${attack.kind}: ${text}`);
    }
  }
  await Promise.all(Array.from({ length: options.side }, attacker));
  return result;
}

/** A status, how long the connection lasts, and nothing else. */
function isSilent(text: string): boolean {
  const answer =
    /HTTP\/1\.1 \d{3} [\w -]*\r\n(?:(?:Connection: (?:close|keep-alive)|Keep-Alive: timeout=\d+|Content-Length: 0)\r\n)*\r\n/gi;
  return text.replace(answer, '') === '';
}
