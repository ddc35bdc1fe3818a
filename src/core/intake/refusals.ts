import type { Clock } from '../../shared/clock.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { Logger } from '../../shared/logger.ts';
import { appLine } from '../monitor/app-line.ts';
import type { Store } from '../store/port.ts';

/** Why a request was turned away. */
export type RefusalKind =
  | 'malformed'
  | 'unsigned'
  | 'wrong-signature'
  | 'wrong-company'
  | 'wrong-key-address'
  | 'wrong-host'
  | 'wrong-address'
  | 'replayed'
  | 'too-many-unverified'
  | 'not-stored'
  | 'bad-http'
  | 'too-large'
  | 'too-slow'
  | 'cut-off'
  | 'too-many-requests'
  | 'too-many-connections'
  | 'not-accepted';

export interface Refusal {
  readonly why: RefusalKind;
  /** Whose address it came to; null when that is not known. */
  readonly source: Remote | null;
  /** What stood in `Host`, where that is known. */
  readonly host?: string;
}

/** What was turned away since the start, for the health page. */
export interface RefusalFigures {
  readonly total: number;
  readonly byKind: Readonly<Partial<Record<RefusalKind, number>>>;
  readonly lastAt: number | null;
  /** When so many came in a short time that a line asked for attention (ms); null = not since the start. */
  readonly alertedAt: number | null;
}

/** One kind is written to the log at most this often (ms); all are counted. */
export const sayEveryMs = 600_000;
/** So many within `alertWithinMs` ask for a person's attention, at most once an hour. */
export const alertAt = 100;
export const alertWithinMs = 60_000;
const alertEveryMs = 3_600_000;

export interface RefusalBookOptions {
  readonly clock: Clock;
  readonly store: Pick<Store, 'appendActivities'>;
  readonly logger: Logger;
  readonly onChange: () => void;
}

/** Counts refusals and says so: each kind once, then how many more there were; a line for attention when many come in a short time. */
export class RefusalBook {
  readonly #options: RefusalBookOptions;
  readonly #counts = new Map<RefusalKind, number>();
  readonly #said = new Map<RefusalKind, { readonly at: number; readonly count: number }>();
  #total = 0;
  #lastAt: number | null = null;
  #alertedAt: number | null = null;
  #window = { since: 0, count: 0 };

  constructor(options: RefusalBookOptions) {
    this.#options = options;
  }

  figures(): RefusalFigures {
    return {
      total: this.#total,
      byKind: Object.fromEntries(this.#counts),
      lastAt: this.#lastAt,
      alertedAt: this.#alertedAt,
    };
  }

  /** One that the log tells of elsewhere, with its record. */
  countOnly(why: RefusalKind): void {
    this.#count(why, this.#options.clock.now());
    this.#options.onChange();
  }

  add({ why, source }: Refusal): void {
    const now = this.#options.clock.now();
    const count = this.#count(why, now);
    const said = this.#said.get(why);
    this.#options.onChange();
    if (said !== undefined && Math.abs(now - said.at) < sayEveryMs) return;
    this.#said.set(why, { at: now, count });
    const more = said === undefined ? 0 : count - said.count - 1;
    const message = more > 0 ? `${words[why]} ${more} more like it since the last such line.` : words[why];
    this.#options.logger.warn({ why, count }, message);
    this.#say({
      ...appLine(now, 'callback.refused', 'error', message),
      side: source ?? 'app',
      details: { why, count },
    });
  }

  #count(why: RefusalKind, now: number): number {
    const count = (this.#counts.get(why) ?? 0) + 1;
    this.#counts.set(why, count);
    this.#total += 1;
    this.#lastAt = now;
    if (Math.abs(now - this.#window.since) >= alertWithinMs) this.#window = { since: now, count: 0 };
    this.#window.count += 1;
    if (this.#window.count === alertAt) this.#alert(now);
    return count;
  }

  #alert(now: number): void {
    if (this.#alertedAt !== null && Math.abs(now - this.#alertedAt) < alertEveryMs) return;
    this.#alertedAt = now;
    const kinds = [...this.#counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
    const message = `${alertAt} requests to the callback listener were refused within a minute. Nothing of them was let in, and callbacks are still taken. Somebody knows the public address: choose another one if it goes on. Most frequent since the start: ${kinds.map(([kind, count]) => `${short[kind]} (${count})`).join(', ')}.`;
    this.#options.logger.warn({ kinds: Object.fromEntries(kinds) }, message);
    this.#say({ ...appLine(now, 'intake.alert', 'attention', message), details: Object.fromEntries(kinds) });
  }

  #say(line: Parameters<Store['appendActivities']>[0][number]): void {
    const { store, logger } = this.#options;
    store
      .appendActivities([line])
      .catch((error: unknown) => logger.error({ err: String(error) }, 'A refusal could not be logged'));
  }
}

const words: Readonly<Record<RefusalKind, string>> = {
  malformed: 'A callback was refused: its content cannot be read.',
  unsigned: 'A callback was refused: it carries no signature.',
  'wrong-signature':
    'A callback or webhook was refused: its signature does not fit the secret. If the webhook secret was changed in Field Nation, restart to register it again.',
  'wrong-company':
    'A callback was refused: it is for another ConnectWise company. Look for a callback in that company that points here.',
  'wrong-key-address':
    'A callback was refused: it names a signing key that is not at your ConnectWise site, or not that of your company.',
  'wrong-host': 'A request was refused: it was sent to a host name that is not ours.',
  'wrong-address': 'A request to an unknown address of the callback listener was refused.',
  replayed: 'A webhook was refused: the same message came in before as another delivery.',
  'too-many-unverified':
    'Callbacks are put off: too many wait for their signing key. ConnectWise is asked for it again.',
  'not-stored': 'A callback or webhook was put off: the database did not take it.',
  'bad-http': 'A request to the callback listener was refused: it is not proper HTTP.',
  'too-large': 'A request to the callback listener was refused: it is too large.',
  'too-slow': 'A request to the callback listener was refused: it did not arrive in time.',
  'cut-off': 'A request to the callback listener ended before it was complete.',
  'too-many-requests': 'Requests to the callback listener were put off: too many in a short time.',
  'too-many-connections': 'A connection to the callback listener was closed: too many were open.',
  'not-accepted': 'The callback listener could not take a connection: this computer has no room for more.',
};

const short: Readonly<Record<RefusalKind, string>> = {
  malformed: 'unreadable',
  unsigned: 'unsigned',
  'wrong-signature': 'wrong signature',
  'wrong-company': 'another company',
  'wrong-key-address': 'key of another site or company',
  'wrong-host': 'wrong host name',
  'wrong-address': 'unknown address',
  replayed: 'replayed',
  'too-many-unverified': 'waiting for a key',
  'not-stored': 'not stored',
  'bad-http': 'not HTTP',
  'too-large': 'too large',
  'too-slow': 'too slow',
  'cut-off': 'incomplete',
  'too-many-requests': 'too many requests',
  'too-many-connections': 'too many connections',
  'not-accepted': 'no room',
};
