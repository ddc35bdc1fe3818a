import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { CallbackDraft, Subscription } from '../port.ts';
import type { Api } from './api.ts';
import { callbackBody, callbackDescription, callbacksPath } from './callback-request.ts';
import { fromConnectWiseTime } from './dates.ts';
import { type CallbackPayload, callbackSchema } from './schemas.ts';

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
    const entries = await this.#api.list({ path: callbacksPath, label: 'the callbacks', signal }, callbackSchema);
    return entries.map(toSubscription);
  }

  /** Creates, or updates the entry with `existingId` and switches it on; one that is gone is created again. */
  async save(draft: CallbackDraft, existingId: number | null, signal?: AbortSignal): Promise<Subscription> {
    if (existingId !== null) {
      try {
        return await this.#update(existingId, draft, signal);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'connectwise.not-found')) throw error;
      }
    }
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#create(draft, signal);
      } catch (error) {
        if (!isObjectExists(error)) throw error;
        const entries = await this.list(signal);
        const ours =
          entries.find((entry) => isOurs(entry, draft)) ?? entries.find((entry) => sameAddress(entry, draft));
        if (ours !== undefined) return await this.#update(ours.id, draft, signal);
        const other = entries.find((entry) => sameObject(entry, draft));
        if (other !== undefined) throw inUse(other, draft);
        const delayMs = retryDelaysMs[attempt];
        if (delayMs === undefined) throw error;
        await this.#clock.sleep(delayMs, signal);
        signal?.throwIfAborted();
      }
    }
  }

  async switch(id: number, active: boolean, signal?: AbortSignal): Promise<Subscription> {
    return this.#patch(id, { inactiveFlag: !active }, signal);
  }

  async remove(id: number, signal?: AbortSignal): Promise<void> {
    try {
      await this.#api.send({ method: 'DELETE', path: `${callbacksPath}/${id}`, label: `callback ${id}`, signal });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'connectwise.not-found')) throw error;
    }
  }

  async #create(draft: CallbackDraft, signal?: AbortSignal): Promise<Subscription> {
    const created = await this.#api.read(
      {
        method: 'POST',
        path: callbacksPath,
        body: callbackBody(draft),
        label: `the ${draft.type.toLowerCase()} callback`,
        // A second create of the same entry is refused with ObjectExists, so a repeat does no harm.
        idempotent: true,
        signal,
      },
      callbackSchema,
    );
    return toSubscription(created);
  }

  /** Type and level stay: whether ConnectWise lets them be changed is not known. */
  #update(id: number, draft: CallbackDraft, signal?: AbortSignal): Promise<Subscription> {
    const { url, objectId } = draft;
    const description = callbackDescription(draft.description);
    const flags = { inactiveFlag: false, isSelfSuppressedFlag: draft.selfSuppressed };
    return this.#patch(id, { description, url, objectId, ...flags }, signal);
  }

  async #patch(id: number, values: Readonly<Record<string, Json>>, signal?: AbortSignal): Promise<Subscription> {
    const updated = await this.#api.read(
      {
        method: 'PATCH',
        path: `${callbacksPath}/${id}`,
        body: Object.entries(values).map(([path, value]) => ({ op: 'replace', path, value })),
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

type Aim = Pick<CallbackDraft, 'type' | 'level' | 'objectId'>;

function sameLevel(entry: Subscription, aim: Aim): boolean {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return same(entry.type, aim.type) && same(entry.level, aim.level);
}

function sameObject(entry: Subscription, aim: Aim): boolean {
  return sameLevel(entry, aim) && entry.objectId === aim.objectId;
}

/** What makes two entries "matching" is not documented (reference/connectwise.md 8); the same URL may. */
function sameAddress(entry: Subscription, draft: CallbackDraft): boolean {
  return sameLevel(entry, draft) && entry.url === draft.url;
}

/** Ours carries our description (with the installation's id) or our URL; another product's entry is never touched. */
function isOurs(entry: Subscription, draft: CallbackDraft): boolean {
  const described = entry.description === callbackDescription(draft.description);
  return sameObject(entry, draft) && (described || entry.url === draft.url);
}

function inUse(entry: Subscription, draft: CallbackDraft): AppError {
  const board = draft.type.toLowerCase() === 'ticket' && draft.level.toLowerCase() === 'board';
  const sameProduct = board && entry.description.startsWith('Dispatch Bridge');
  const what = board ? 'this Service Board' : `this (${draft.type}, level ${draft.level}, number ${draft.objectId})`;
  return new AppError({
    code: 'connectwise.callback-exists',
    kind: 'permanent',
    message: sameProduct
      ? `Another Dispatch Bridge installation already listens to this Service Board (callback ${entry.id}, "${entry.description}"). Take over, or stop it there.`
      : `ConnectWise already has a callback for ${what} (callback ${entry.id}, "${entry.description}") and allows no second one. Without it changes are found by asking every minute.`,
    context: { remote: 'connectwise', callbackId: entry.id, objectId: draft.objectId },
    ...(sameProduct ? { action: { do: 'take-over' } as const } : {}),
  });
}

function toSubscription(entry: CallbackPayload): Subscription {
  const { id, url, type, level, objectId } = entry;
  const savedAt = fromConnectWiseTime(entry._info?.lastUpdated);
  return {
    id,
    description: entry.description ?? '',
    url,
    type,
    level,
    objectId,
    active: entry.inactiveFlag !== true,
    selfSuppressed: entry.isSelfSuppressedFlag === true,
    updatedAt: savedAt === 0 ? null : savedAt,
    updatedBy: entry._info?.updatedBy ?? '',
  };
}
