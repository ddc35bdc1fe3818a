import type { Webhook } from '../fieldnation/port.ts';
import type { Store } from '../store/port.ts';
import { isOurAddress } from './address.ts';

/** This installation, as its webhook reaches it. */
export interface WebhookStation {
  readonly pathToken: string;
  /** Public origin of the listener today; null while nothing can reach it. */
  readonly baseUrl: string | null;
  /** Id the store remembers as ours. */
  readonly rememberedId: string | null;
  /** Ours while this app has it switched off for want of an address. */
  readonly restingId?: string | null;
}

type Known = Pick<WebhookStation, 'rememberedId' | 'pathToken'>;

/** Under which the store remembers our webhook's id. */
export const webhookKey = 'subscription.webhook';

export async function rememberedWebhook(store: Pick<Store, 'value'>): Promise<string | null> {
  const kept = await store.value(webhookKey);
  return typeof kept === 'string' ? kept : null;
}

export async function rememberWebhook(
  store: Pick<Store, 'setValue'>,
  webhookId: string | null,
  now: number,
): Promise<void> {
  await store.setValue(webhookKey, webhookId, now);
}

/** By the id that is remembered, or by our path token in its address. */
export function isOurs(hook: Webhook, { rememberedId, pathToken }: Known): boolean {
  return hook.webhookId === rememberedId || isOurAddress(hook.url, pathToken);
}

/** Ours among them: the remembered one, else one that leads to our path token, an active one before others; never one archived for good. */
export function ownWebhook(all: readonly Webhook[], known: Known): Webhook | null {
  const ours = all.filter((hook) => hook.status !== 'archived' && isOurs(hook, known));
  return (
    ours.find(({ webhookId }) => webhookId === known.rememberedId) ??
    ours.find(({ status }) => status === 'active') ??
    ours[0] ??
    null
  );
}

/** Others that lead here too. */
export function ourOthers(all: readonly Webhook[], webhookId: string | null, known: Known): readonly Webhook[] {
  return all.filter(
    (hook) => hook.status !== 'archived' && hook.webhookId !== webhookId && isOurAddress(hook.url, known.pathToken),
  );
}
