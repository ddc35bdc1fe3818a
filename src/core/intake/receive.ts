import type { Clock } from '../../shared/clock.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { NewDelivery } from '../store/intake-port.ts';
import type { Store } from '../store/port.ts';
import { deliveryOf } from '../webhooks/attempts.ts';
import type { KnownKey } from './key-ring.ts';
import type { Admission, RequestHead } from './listener.ts';
import { callbackSchema, parseHostileJson, webhookSchema } from './payloads.ts';
import type { Refusal, RefusalKind } from './refusals.ts';
import { connectWiseSignature, fieldNationSignature, sameSecret, sameSignature } from './signatures.ts';

/** Rows that may wait for their signing key at a time, and the largest body of one (bytes). */
const maxUnverified = 500;
const maxUnverifiedBytes = 65_536;
/** Webhook signatures remembered, so that a message that was seen cannot come back as another delivery. */
export const maxSignatures = 5_000;

export interface ReceiverOptions {
  readonly store: Pick<Store, 'acceptDelivery'>;
  readonly clock: Clock;
  /** Random 128-bit text in the path: `/callbacks/<token>`, `/webhooks/<token>`. */
  readonly pathToken: () => string;
  /** Whether a `Host` header names us. */
  readonly isOurHost: (host: string) => boolean;
  /** Login company the callbacks must be for. */
  readonly company: () => string;
  /** What is known of the signing key behind a `key_url`; never fetched here. */
  readonly knownKey: (keyUrl: string) => KnownKey;
  /** The one Field Nation signs with, and the one before while it is still good. */
  readonly webhookSecrets: () => readonly string[];
  /** Uses up the nonce of a self-test; false when it is none. */
  readonly selfTest: (nonce: string, seen: { readonly host: string; readonly hostAllowed: boolean }) => boolean;
  readonly onRefused: (refusal: Refusal) => void;
  /** `host`: what stood in `Host`. */
  readonly onStored: (delivery: NewDelivery, host: string) => void;
  readonly step: (name: string) => Promise<void>;
}

interface Refused {
  readonly why: RefusalKind;
  readonly status: number;
}

/**
 * Takes one HTTP request: checks what can be checked without leaving the machine, commits one inbox row, and says which status to
 * answer. The statuses mind who retries what: ConnectWise only 404/409/419/429 (reference/connectwise.md 2.6), Field Nation 5xx
 * (reference/fieldnation.md 3.2). What would be refused again gets a status neither repeats (400, 401, 403, 421); what may be taken a
 * moment later gets 429 and 503.
 */
export class Receiver {
  readonly #options: ReceiverOptions;
  /** Signature of a stored webhook -> its delivery, oldest first. */
  readonly #signatures = new Map<string, string>();

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /** Webhooks an earlier run took in: whoever saw one of them cannot send it again as another delivery after a restart either. */
  knowsAlready(taken: readonly { readonly signature: string; readonly deliveryId: string }[]): void {
    for (const { signature, deliveryId } of taken) this.#remember(signature, deliveryId);
  }

  /** Decides by the head alone: who does not know the path token never gets a body read. */
  admit(head: RequestHead): Admission {
    const { isOurHost, selfTest, pathToken } = this.#options;
    const path = head.path.split('?', 1)[0] ?? '';
    const [start, kind, token = '', ...rest] = path.split('/');
    const hostAllowed = isOurHost(head.host);
    if (head.method === 'GET' && head.path === '/healthz')
      return hostAllowed ? { kind: 'answer', status: 200 } : this.#turnAway('wrong-host', null, 421);
    const exact = start === '' && rest.length === 0;
    if (exact && head.method === 'GET' && kind === 'selftest' && head.path === path) {
      if (selfTest(token, { host: head.host.slice(0, 300), hostAllowed }))
        return { kind: 'answer', status: hostAllowed ? 204 : 421 };
    }
    const source = exact ? sourceOfPath(kind ?? '', head.method) : null;
    if (!sameSecret(pathToken(), token) || source === null) return this.#turnAway('wrong-address', null, 404);
    if (!hostAllowed) return this.#turnAway('wrong-host', source, 421, head.host);
    const busy = source === 'connectwise' ? 429 : 503;
    return { kind: 'read', busy, answer: (body) => this.#answer(source, head, body, busy) };
  }

  async #answer(source: Remote, head: RequestHead, body: Buffer, busy: number): Promise<number> {
    const { store, step, onStored } = this.#options;
    const checked = source === 'connectwise' ? this.#callback(head, body) : this.#webhook(head, body);
    if ('why' in checked) {
      this.#options.onRefused({ why: checked.why, source, host: head.host });
      return checked.status;
    }
    const signature = source === 'fieldnation' ? (head.headers['x-fn-signature'] ?? '') : '';
    const isNew = signature !== '' && !this.#signatures.has(signature);
    if (isNew) this.#remember(signature, checked.deliveryId);
    try {
      await step('delivery.before-store');
      const accepted = await store.acceptDelivery(checked, { maxUnverified });
      if (accepted.outcome === 'full') {
        this.#options.onRefused({ why: 'too-many-unverified', source, host: head.host });
        return busy;
      }
      await step('delivery.stored');
      if (accepted.outcome === 'stored') onStored(checked, head.host);
      return 202;
    } catch {
      // Not there: what comes again is no replay.
      if (isNew) this.#signatures.delete(signature);
      this.#options.onRefused({ why: 'not-stored', source, host: head.host });
      return busy;
    }
  }

  #turnAway(why: RefusalKind, source: Remote | null, status: number, host = ''): Admission {
    this.#options.onRefused({ why, source, host });
    return { kind: 'answer', status };
  }

  #callback(head: RequestHead, body: Buffer): NewDelivery | Refused {
    const signature = head.headers['x-content-signature'] ?? '';
    if (signature === '') return { why: 'unsigned', status: 401 };
    const parsed = callbackSchema.safeParse(parseHostileJson(body));
    if (!parsed.success) return { why: 'malformed', status: 400 };
    const callback = parsed.data;
    if (callback.CompanyId.toLowerCase() !== this.#options.company().toLowerCase())
      return { why: 'wrong-company', status: 403 };
    const known = this.#options.knownKey(callback.Metadata.key_url);
    if (known.kind === 'elsewhere') return { why: 'wrong-key-address', status: 403 };
    // An HMAC with SHA-256 in base64 is 44 characters; nothing else can ever fit.
    if (known.kind === 'refused' || signature.length !== 44) return { why: 'wrong-signature', status: 401 };
    const verified = known.kind === 'key' && sameSignature(connectWiseSignature(known.key, body), signature);
    // A key that does not fit may have been replaced under the same id: unless it was just fetched, the row waits and the key is asked for again.
    if (!verified && known.kind === 'key' && known.fresh) return { why: 'wrong-signature', status: 401 };
    if (!verified && body.length > maxUnverifiedBytes) return { why: 'too-many-unverified', status: 429 };
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
      body: body.toString('utf8'),
    };
  }

  #webhook(head: RequestHead, body: Buffer): NewDelivery | Refused {
    const secrets = this.#options.webhookSecrets().filter((secret) => secret !== '');
    const signature = head.headers['x-fn-signature'] ?? '';
    if (signature === '' || secrets.length === 0) return { why: 'unsigned', status: 401 };
    // Each is compared, whichever fits: the time tells nothing.
    const fits = secrets.map((secret) => sameSignature(fieldNationSignature(secret, body), signature));
    if (!fits.includes(true)) return { why: 'wrong-signature', status: 401 };
    const parsed = webhookSchema.safeParse(parseHostileJson(body));
    if (!parsed.success) return { why: 'malformed', status: 400 };
    // `uuid:attempt`: every attempt of one delivery carries the same uuid.
    const deliveryId = deliveryOf(head.headers['x-fn-delivery-id'] ?? '');
    if (!/^[\w-]{1,100}$/.test(deliveryId)) return { why: 'malformed', status: 400 };
    // The delivery id is not signed: without this, whoever saw one message could send it again and again under other ids. It is answered as taken,
    // since Field Nation itself does the same when two of its webhooks point here, and must not count that as a failure.
    const before = this.#signatures.get(signature);
    if (before !== undefined && before !== deliveryId) return { why: 'replayed', status: 202 };
    return {
      source: 'fieldnation',
      deliveryId,
      receivedAt: this.#options.clock.now(),
      state: 'verified',
      recordType: 'workorder',
      recordId: parsed.data.workOrderId,
      action: parsed.data.name,
      actor: parsed.data.actor,
      headers: { 'x-fn-signature': signature },
      body: body.toString('utf8'),
    };
  }

  #remember(signature: string, deliveryId: string): void {
    this.#signatures.set(signature, deliveryId);
    if (this.#signatures.size <= maxSignatures) return;
    const [oldest] = this.#signatures.keys();
    if (oldest !== undefined) this.#signatures.delete(oldest);
  }
}

/** ConnectWise posts; a Field Nation webhook is POST as we make it, PUT when somebody changed it there. */
function sourceOfPath(kind: string, method: string): Remote | null {
  if (kind === 'callbacks' && method === 'POST') return 'connectwise';
  return kind === 'webhooks' && (method === 'POST' || method === 'PUT') ? 'fieldnation' : null;
}
