import { AppError } from '../../../shared/errors.ts';
import type { Webhook } from '../../fieldnation/port.ts';
import type { SyncContext } from '../../sync/context.ts';
import { webhookUrl } from '../../webhooks/address.ts';
import { keptChoice } from '../../webhooks/choice.ts';
import { ensureWebhook } from '../../webhooks/ensure.ts';
import { ownWebhook, rememberedWebhook } from '../../webhooks/own.ts';
import type { OwnSecrets } from '../../webhooks/secrets.ts';
import type { Drift } from './own-callback.ts';
import type { RegisteredMemory } from './registered.ts';

export interface WebhookFound {
  readonly of: 'webhook';
  /** Everything that is registered, as it was found. */
  readonly all: readonly Webhook[];
  /** Ours as it was found; null when there was none that can be used. */
  readonly before: Webhook | null;
  /** Id of ours as it stands now; null when there is none. */
  readonly webhookId: string | null;
  /** Id of the one that is gone or archived. */
  readonly goneId: string | null;
  readonly drift: readonly Drift[];
  /** It was switched off in this app, and is left alone. */
  readonly paused: boolean;
  readonly goodAt: number | null;
  readonly error: AppError | null;
}

const nothing: WebhookFound = {
  of: 'webhook',
  all: [],
  before: null,
  webhookId: null,
  goneId: null,
  drift: [],
  paused: false,
  goodAt: null,
  error: null,
};

/**
 * Brings this workstation's webhook in order: there, active, at today's address, with the events that are wanted. `always`: its secret is sent as
 * well, which no look can tell the state of. Throws when Field Nation cannot be asked; what goes wrong in the repair is in the answer.
 */
export async function keepWebhook(
  context: SyncContext,
  memory: RegisteredMemory,
  { baseUrl, secrets, always }: { readonly baseUrl: string; readonly secrets: OwnSecrets; readonly always: boolean },
): Promise<WebhookFound> {
  const { store } = context;
  const choice = await keptChoice(store);
  const { webhook: known, resting } = await memory.known();
  if (choice.state === 'off') return { ...nothing, paused: true, goodAt: known?.goodAt ?? null };
  const all = await context.fieldNation().webhooks();
  const rememberedId = await rememberedWebhook(store);
  const before = ownWebhook(all, { rememberedId, pathToken: secrets.pathToken });
  const lost = before?.webhookId === rememberedId ? null : rememberedId;
  const drift: Drift[] = [];
  if (lost !== null) drift.push(all.some(({ webhookId }) => webhookId === lost) ? 'archived' : 'gone');
  if (before?.status === 'inactive') drift.push(resting.webhook === before.webhookId ? 'rested' : 'switched-off');
  if (before !== null && before.url !== webhookUrl(baseUrl, secrets.pathToken)) {
    const last = known === null ? null : webhookUrl(known.base, secrets.pathToken);
    drift.push(last === null || before.url === last ? 'address-changed' : 'moved');
  }
  if (before !== null && choice.events.some((name) => !before.events.includes(name))) drift.push('events');
  const found: WebhookFound = {
    of: 'webhook',
    all,
    before,
    webhookId: before?.webhookId ?? null,
    goneId: lost,
    drift,
    paused: false,
    goodAt: known?.goodAt ?? null,
    error: null,
  };
  try {
    if (always || drift.length > 0 || before === null || secrets.isRotating)
      await ensureWebhook(context, baseUrl, secrets);
    const webhookId = await rememberedWebhook(store);
    const goodAt = context.clock.now();
    await memory.change((now) => ({
      ...now,
      webhook: webhookId === null ? null : { id: webhookId, base: baseUrl, goodAt },
      resting: { ...now.resting, webhook: null },
    }));
    return { ...found, webhookId };
  } catch (thrown) {
    return { ...found, error: AppError.from(thrown) };
  }
}
