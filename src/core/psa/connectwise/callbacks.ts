import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Subscription } from '../port.ts';
import type { Api } from './api.ts';
import { callbackSchema } from './schemas.ts';

export interface SubscriptionInput {
  readonly existingId: number | null;
  readonly description: string;
  readonly url: string;
  readonly boardId: number;
}

/** Deleting is eventually consistent: a create right after it still finds the old entry (reference/connectwise.md 2.1). */
const retryDelaysMs = [3_000, 5_000, 10_000];

/** Callback entries. The stored URL must end with `recordId=`, because ConnectWise appends the number as raw text (2.3). */
export class Callbacks {
  readonly #api: Api;
  readonly #clock: Clock;

  constructor(api: Api, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async list(signal?: AbortSignal): Promise<readonly Subscription[]> {
    const entries = await this.#api.list({ path: '/system/callbacks', label: 'the callbacks', signal }, callbackSchema);
    return entries.map(toSubscription);
  }

  async save(input: SubscriptionInput, signal?: AbortSignal): Promise<Subscription> {
    if (input.existingId !== null) {
      try {
        return await this.#update(input.existingId, input, signal);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'connectwise.not-found')) throw error;
      }
    }
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#create(input, signal);
      } catch (error) {
        if (!isObjectExists(error)) throw error;
        const entries = await this.list(signal);
        const ours =
          entries.find((entry) => isOurs(entry, input)) ?? entries.find((entry) => sameAddress(entry, input));
        if (ours !== undefined) return await this.#update(ours.id, input, signal);
        const other = entries.find((entry) => sameObject(entry, input));
        if (other !== undefined) throw inUse(other, input);
        const delayMs = retryDelaysMs[attempt];
        if (delayMs === undefined) throw error;
        await this.#clock.sleep(delayMs, signal);
        signal?.throwIfAborted();
      }
    }
  }

  async remove(id: number, signal?: AbortSignal): Promise<void> {
    try {
      await this.#api.send({ method: 'DELETE', path: `/system/callbacks/${id}`, label: `callback ${id}`, signal });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'connectwise.not-found')) throw error;
    }
  }

  /** Self-suppressed: changes of the creating member, ours, are not announced to us. */
  async #create(input: SubscriptionInput, signal?: AbortSignal): Promise<Subscription> {
    const created = await this.#api.read(
      {
        method: 'POST',
        path: '/system/callbacks',
        body: {
          id: 0,
          description: input.description.slice(0, 100),
          url: input.url,
          objectId: input.boardId,
          type: 'ticket',
          level: 'board',
          memberId: 0,
          inactiveFlag: false,
          isSelfSuppressedFlag: true,
        },
        label: 'the ticket callback',
        // A second create of the same entry is refused with ObjectExists, so a repeat does no harm.
        idempotent: true,
        signal,
      },
      callbackSchema,
    );
    return toSubscription(created);
  }

  async #update(id: number, input: SubscriptionInput, signal?: AbortSignal): Promise<Subscription> {
    const updated = await this.#api.read(
      {
        method: 'PATCH',
        path: `/system/callbacks/${id}`,
        body: [
          { op: 'replace', path: 'description', value: input.description.slice(0, 100) },
          { op: 'replace', path: 'url', value: input.url },
          { op: 'replace', path: 'objectId', value: input.boardId },
          { op: 'replace', path: 'inactiveFlag', value: false },
        ],
        label: `callback ${id}`,
        signal,
      },
      callbackSchema,
    );
    return toSubscription(updated);
  }
}

function isObjectExists(error: unknown): boolean {
  return (
    error instanceof AppError &&
    String(error.context.vendorDetails ?? '')
      .split(',')
      .includes('ObjectExists')
  );
}

function boardLevel(entry: Subscription): boolean {
  return entry.type.toLowerCase() === 'ticket' && entry.level.toLowerCase() === 'board';
}

function sameObject(entry: Subscription, input: SubscriptionInput): boolean {
  return boardLevel(entry) && entry.objectId === input.boardId;
}

/** What makes two entries "matching" is not documented (reference/connectwise.md 8); the same URL may. */
function sameAddress(entry: Subscription, input: SubscriptionInput): boolean {
  return boardLevel(entry) && entry.url === input.url;
}

/** Ours carries our description (with the installation's id) or our URL; another product's entry is never touched. */
function isOurs(entry: Subscription, input: SubscriptionInput): boolean {
  const described = entry.description === input.description.slice(0, 100);
  return sameObject(entry, input) && (described || entry.url === input.url);
}

function inUse(entry: Subscription, input: SubscriptionInput): AppError {
  const sameProduct = entry.description.startsWith('Dispatch Bridge');
  return new AppError({
    code: 'connectwise.callback-exists',
    kind: 'permanent',
    message: sameProduct
      ? `Another Dispatch Bridge installation already listens to this Service Board (callback ${entry.id}, "${entry.description}"). Take over, or stop it there.`
      : `ConnectWise already has a callback for this Service Board (callback ${entry.id}, "${entry.description}") and allows no second one. Without it changes are found by asking every minute.`,
    context: { remote: 'connectwise', callbackId: entry.id, boardId: input.boardId },
    ...(sameProduct ? { action: { do: 'take-over' } as const } : {}),
  });
}

function toSubscription(entry: {
  readonly id: number;
  readonly description?: string | null | undefined;
  readonly url: string;
  readonly type: string;
  readonly level: string;
  readonly objectId: number;
  readonly inactiveFlag?: boolean | null | undefined;
}): Subscription {
  const { id, url, type, level, objectId } = entry;
  return { id, description: entry.description ?? '', url, type, level, objectId, active: entry.inactiveFlag !== true };
}
