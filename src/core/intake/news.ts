import type { Remote } from '../../shared/domain/records.ts';
import type { Delivery, NewDelivery } from '../store/intake-port.ts';
import type { RefusalKind } from './refusals.ts';

/** A callback or webhook that was taken in. */
export type SeenMessage = Pick<
  NewDelivery,
  'source' | 'deliveryId' | 'receivedAt' | 'recordType' | 'recordId' | 'action' | 'actor' | 'body'
>;

/** What becomes of the messages that come to a true address, as it happens. Told after the fact; nothing waits for whoever listens. */
export type MessageNews =
  /** Its inbox row is committed and it was answered. `state`: the signature was right, or waits for its key. `host`: what stood in `Host`. */
  | {
      readonly kind: 'stored';
      readonly message: SeenMessage;
      readonly state: NewDelivery['state'];
      readonly host: string;
    }
  /** The key came, and the signature of a row that waited is right. */
  | { readonly kind: 'verified'; readonly message: Delivery }
  /** The row became events and so many jobs; none for what only goes to the log. */
  | { readonly kind: 'queued'; readonly message: Delivery; readonly jobs: number }
  /** The key came, and the signature of a row that waited is wrong; `why` is a sentence. */
  | { readonly kind: 'rejected'; readonly message: Delivery; readonly why: string }
  /** Turned away. Only what knew the path token is told. */
  | { readonly kind: 'refused'; readonly source: Remote; readonly why: RefusalKind; readonly host: string };
