import type { Outage, OutageKind } from '../../shared/domain/reach.ts';
import type { Remote } from '../../shared/domain/records.ts';

/* The timeline of outages, and what the inbox says about when something last arrived. Part of the Store port. */

export interface NewOutage {
  readonly kind: OutageKind;
  /** Last moment it is known to have worked (ms). */
  readonly from: number;
  /** A sentence. */
  readonly why: string;
}

export interface StoreOutages {
  /** Nothing when one of this kind lasts already. */
  beginOutage(outage: NewOutage): Promise<void>;
  /** Nothing when none of this kind lasts. An outage never ends before it began. */
  endOutage(kind: OutageKind, to: number): Promise<void>;
  /** What changed in these outages was looked up by then (ms). Those that last are left alone. */
  outagesCaughtUp(ids: readonly number[], at: number): Promise<void>;
  /** Newest first. */
  outages(limit: number): Promise<readonly Outage[]>;
  /** Those that last or are not caught up yet, oldest first. */
  unsettledOutages(): Promise<readonly Outage[]>;
  /**
   * When a callback or webhook that was believed was last received (ms); of one ConnectWise callback entry where its number is given, as far as
   * its newest 5,000 tell. Null when none is known.
   */
  lastDelivery(source: Remote, callbackId: number | null): Promise<number | null>;
}
