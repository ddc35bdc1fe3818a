import type { Clock } from '../../shared/clock.ts';
import { callbackLevel } from '../../shared/domain/callback-matrix.ts';
import type { InboxId, TicketId } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Psa } from '../psa/port.ts';
import type { Delivery } from '../store/intake-port.ts';
import type { Store } from '../store/port.ts';
import { LinkedParties, type Party } from './linked-parties.ts';
import { type Meaning, recordWords, reported } from './meaning.ts';
import { hintsOf } from './payloads.ts';

/** Records looked up at a time; what comes above that is left to the polls. */
const mostAtATime = 50;
/** A look-up that failed is tried again after this long, and given up when the delivery is this old (ms). */
const againMs = 15_000;
const keptMs = 600_000;
/** One company may have many links: so many are brought into step for one callback, one after the other (ms). */
const mostLinks = 100;
const betweenLinksMs = 2_000;

export interface RelatedOptions {
  readonly store: Pick<Store, 'openLinks' | 'openLinkByTicket' | 'lastRecords'>;
  readonly records: () => Pick<Psa, 'ticketOfEntry'> | null;
  readonly clock: Clock;
  /** Something that was asked for is known now. */
  readonly onKnown: () => void;
}

/**
 * What a callback about something beside a ticket leads to: a time or schedule entry to its linked ticket, a company, contact or site to the links
 * that name it. Finding out takes a while, so it goes on beside the deliveries that need nothing; the row stays in the inbox until it is known.
 */
export class RelatedRecords {
  readonly #options: RelatedOptions;
  readonly #parties: LinkedParties;
  readonly #asking = new Set<InboxId>();
  readonly #known = new Map<InboxId, Meaning>();
  readonly #againAt = new Map<InboxId, number>();
  readonly #stopping = new AbortController();

  constructor(options: RelatedOptions) {
    this.#options = options;
    this.#parties = new LinkedParties(options.store, options.clock);
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** True for rows this is for. */
  concerns(row: Delivery): boolean {
    const use = row.source === 'connectwise' ? callbackLevel(row.recordType, 'Owner')?.info.use : undefined;
    return use === 'ticket-of' || use === 'links-of';
  }

  /** Null while it is being found out. An answer is given once. */
  of(row: Delivery): Meaning | null {
    const known = this.#known.get(row.id);
    if (known !== undefined) {
      this.#known.delete(row.id);
      return known;
    }
    const { clock } = this.#options;
    if (this.#asking.has(row.id) || clock.now() < (this.#againAt.get(row.id) ?? 0)) return null;
    const again = this.#againAt.has(row.id);
    if (!again && this.#asking.size + this.#againAt.size >= mostAtATime)
      return only(`${reported(row)}; too many arrived at once, the next poll looks at what they were about`);
    this.#asking.add(row.id);
    void this.#findOut(row);
    return null;
  }

  async #findOut(row: Delivery): Promise<void> {
    const { clock, onKnown } = this.#options;
    try {
      this.#known.set(row.id, await this.#meaning(row));
    } catch (thrown) {
      const error = AppError.from(thrown);
      const givenUp = error.kind === 'permanent' || clock.now() - row.receivedAt >= keptMs;
      if (givenUp)
        this.#known.set(row.id, only(`${reported(row)}; what it belongs to cannot be read: ${error.message}`));
      else this.#againAt.set(row.id, clock.now() + againMs);
    } finally {
      this.#asking.delete(row.id);
      if (this.#known.has(row.id)) this.#againAt.delete(row.id);
      if (!this.#stopping.signal.aborted && this.#known.has(row.id)) onKnown();
    }
  }

  async #meaning(row: Delivery): Promise<Meaning> {
    const { recordType } = row;
    if (recordType === 'time' || recordType === 'schedule') return this.#entry(row, recordType);
    if (recordType === 'company' || recordType === 'contact' || recordType === 'site')
      return this.#party(row, recordType);
    return only(reported(row));
  }

  /** An entry that was deleted names no ticket any more; the link's own turn finds the difference. */
  async #entry(row: Delivery, kind: 'time' | 'schedule'): Promise<Meaning> {
    const { store, clock } = this.#options;
    const ticketId = hintsOf(row).ticketId ?? (await this.#ask(kind, row.recordId));
    if (ticketId === null) return only(`${reported(row)}; it is not for a service ticket, or is gone`);
    const what = `${recordWords(row)} of ticket ${ticketId}`;
    if ((await store.openLinkByTicket(ticketId)) === null)
      return { ...only(`${reported(row, what)}; that ticket is not linked`), ticketId };
    const job = { target: { kind: 'ticket', ticketId }, cause: 'callback', runAt: clock.now() } as const;
    return { event: null, jobs: [job], words: reported(row, what), ticketId };
  }

  async #ask(kind: 'time' | 'schedule', id: number): Promise<TicketId | null> {
    const psa = this.#options.records();
    if (psa === null)
      throw new AppError({
        code: 'connectwise.not-set-up',
        kind: 'transient',
        message: 'ConnectWise is not connected.',
      });
    return psa.ticketOfEntry(kind, id, this.#stopping.signal);
  }

  async #party(row: Delivery, party: Party): Promise<Meaning> {
    const links = await this.#parties.of(party, row.recordId);
    const now = this.#options.clock.now();
    const jobs = links.slice(0, mostLinks).map((linkId, index) => {
      return { target: { kind: 'link', linkId }, cause: 'callback', runAt: now + index * betweenLinksMs } as const;
    });
    const rest = links.length - jobs.length;
    const count = jobs.length === 1 ? '1 link is' : `${jobs.length} links are`;
    const words =
      jobs.length === 0
        ? 'no open link names it'
        : `${count} looked at${rest === 0 ? '' : `, the other ${rest} when their turn comes`}`;
    return { event: null, jobs, words: `${reported(row)}; ${words}`, ticketId: null };
  }
}

function only(words: string): Meaning {
  return { event: null, jobs: [], words, ticketId: null };
}
