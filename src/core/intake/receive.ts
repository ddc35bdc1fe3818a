import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { NewDelivery, Store } from '../store/port.ts';
import type { Incoming } from './listener.ts';
import { callbackSchema, parseHostileJson, webhookSchema } from './payloads.ts';
import { connectWiseSignature, fieldNationSignature, sameSignature } from './signatures.ts';

/** Rows that may wait for their signing key at a time. */
const maxUnverified = 500;

/** Why a delivery was turned away; each is counted and shown. */
export type Refusal =
  | {
      readonly why:
        | 'malformed'
        | 'unsigned'
        | 'wrong-signature'
        | 'wrong-company'
        | 'wrong-host'
        | 'too-many-unverified';
      readonly source: Remote;
    }
  | { readonly why: 'wrong-address'; readonly source: null };

export interface ReceiverOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Random 128-bit text in the path: `/callbacks/<token>`, `/webhooks/<token>`. */
  readonly pathToken: () => string;
  /** Hosts (with port) that may stand in `Host`: the public one and loopback. */
  readonly hosts: () => readonly string[];
  /** Login company the callbacks must be for. */
  readonly company: () => string;
  /** Signing key behind a `key_url` when it is known already; never fetched here. */
  readonly knownSigningKey: (keyUrl: string) => string | null;
  readonly webhookSecret: () => string | null;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onStored: (source: Remote) => void;
  readonly step: (name: string) => Promise<void>;
}

/**
 * Takes one HTTP request: checks what can be checked without leaving the machine, commits one inbox row, and says which status to
 * answer. The statuses mind who retries what: ConnectWise only 404/409/419/429 (reference/connectwise.md 2.6), Field Nation 5xx
 * (reference/fieldnation.md 3.2); a wrong signature gets 401, which neither repeats.
 */
export class Receiver {
  readonly #options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  async answer(request: Incoming): Promise<number> {
    const path = request.path.split('?', 1)[0] ?? '';
    if (request.method === 'GET' && path === '/healthz') return 200;
    const [, kind, token, ...rest] = path.split('/');
    const source: Remote | null = kind === 'callbacks' ? 'connectwise' : kind === 'webhooks' ? 'fieldnation' : null;
    const addressed = request.method === 'POST' || request.method === 'PUT';
    if (source === null || rest.length > 0 || !addressed || !sameText(token ?? '', this.#options.pathToken())) {
      this.#options.onRefused({ why: 'wrong-address', source: null });
      return 404;
    }
    if (!this.#options.hosts().includes(request.host.toLowerCase()))
      return this.#refuse({ why: 'wrong-host', source }, 421);
    const checked = source === 'connectwise' ? this.#callback(request) : this.#webhook(request);
    if ('why' in checked) return this.#refuse({ why: checked.why, source }, checked.status);
    await this.#options.step('delivery.before-store');
    const accepted = await this.#options.store.acceptDelivery(checked, { maxUnverified }).catch(() => null);
    if (accepted === null || accepted.outcome === 'full') {
      if (accepted !== null) this.#options.onRefused({ why: 'too-many-unverified', source });
      return source === 'connectwise' ? 429 : 503;
    }
    await this.#options.step('delivery.stored');
    if (accepted.outcome === 'stored') this.#options.onStored(source);
    return 202;
  }

  #refuse(refusal: Refusal, status: number): number {
    this.#options.onRefused(refusal);
    return status;
  }

  #callback(request: Incoming): NewDelivery | Refused {
    const parsed = callbackSchema.safeParse(parseHostileJson(request.body));
    if (!parsed.success) return { why: 'malformed', status: 400 };
    const callback = parsed.data;
    if (callback.CompanyId.toLowerCase() !== this.#options.company().toLowerCase())
      return { why: 'wrong-company', status: 403 };
    const signature = request.headers['x-content-signature'] ?? '';
    if (signature === '') return { why: 'unsigned', status: 401 };
    const key = this.#options.knownSigningKey(callback.Metadata.key_url);
    // A key that does not fit may have been rotated: the row waits, and the dispatcher asks for the key again before it decides.
    const verified = key !== null && sameSignature(connectWiseSignature(key, request.body), signature);
    return {
      source: 'connectwise',
      deliveryId: callback.MessageId,
      receivedAt: this.#options.clock.now(),
      state: verified ? 'verified' : 'unverified',
      recordType: callback.Type.toLowerCase(),
      recordId: callback.ID,
      action: callback.Action,
      actor: callback.MemberId ?? '',
      headers: { 'x-content-signature': signature },
      body: request.body.toString('utf8'),
    };
  }

  #webhook(request: Incoming): NewDelivery | Refused {
    const secret = this.#options.webhookSecret();
    const signature = request.headers['x-fn-signature'] ?? '';
    if (signature === '' || secret === null) return { why: 'unsigned', status: 401 };
    if (!sameSignature(fieldNationSignature(secret, request.body), signature))
      return { why: 'wrong-signature', status: 401 };
    const parsed = webhookSchema.safeParse(parseHostileJson(request.body));
    if (!parsed.success) return { why: 'malformed', status: 400 };
    // `uuid:attempt`: every attempt of one delivery carries the same uuid.
    const deliveryId = (request.headers['x-fn-delivery-id'] ?? '').split(':', 1)[0] ?? '';
    if (deliveryId === '' || deliveryId.length > 100) return { why: 'malformed', status: 400 };
    return {
      source: 'fieldnation',
      deliveryId,
      receivedAt: this.#options.clock.now(),
      state: 'verified',
      recordType: 'workorder',
      recordId: parsed.data.workOrderId,
      action: parsed.data.name,
      actor: parsed.data.actor,
      headers: {},
      body: request.body.toString('utf8'),
    };
  }
}

interface Refused {
  readonly why: Exclude<Refusal['why'], 'wrong-address'>;
  readonly status: number;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right);
}
