import { AppError } from '../../shared/errors.ts';
import type { Webhook } from '../fieldnation/port.ts';
import type { Store } from '../store/port.ts';
import type { SyncContext } from '../sync/context.ts';
import { isOurAddress, webhookUrl } from './address.ts';
import { keptChoice } from './choice.ts';
import type { OwnSecrets } from './secrets.ts';

/** Under which the store remembers our webhook's id. */
export const webhookKey = 'subscription.webhook';

/** Ours among them: the remembered one, else one that leads to our path token; never one archived for good. */
export function ownWebhook(all: readonly Webhook[], remembered: unknown, pathToken: string): Webhook | null {
  const usable = all.filter(({ status }) => status !== 'archived');
  const leads = (hook: Webhook): boolean => isOurAddress(hook.url, pathToken);
  return (
    usable.find(({ webhookId }) => webhookId === remembered) ??
    usable.find((hook) => leads(hook) && hook.status === 'active') ??
    usable.find(leads) ??
    null
  );
}

export async function remember(store: Pick<Store, 'setValue'>, webhookId: string | null, now: number): Promise<void> {
  await store.setValue(webhookKey, webhookId, now);
}

/**
 * Registers, or adopts, re-points and switches on, our one Field Nation webhook, with the events a person left to it and the present secret. Throws
 * `webhook.switched-off` without asking Field Nation when a person wants none.
 */
export async function ensureWebhook(context: SyncContext, baseUrl: string, secrets: OwnSecrets): Promise<void> {
  const { store, clock } = context;
  await secrets.inTurn(async () => {
    const choice = await keptChoice(store);
    if (choice.state === 'off') throw switchedOff();
    const fieldNation = context.fieldNation();
    const own = ownWebhook(await fieldNation.webhooks(), await store.value(webhookKey), secrets.pathToken);
    const secret = secrets.webhookSecret;
    const saved = await fieldNation.saveWebhook({
      existingId: own?.webhookId ?? null,
      url: webhookUrl(baseUrl, secrets.pathToken),
      events: choice.events,
      secret,
      notificationEmail: choice.notificationEmail,
    });
    await remember(store, saved.webhookId, clock.now());
    await secrets.taken(secret);
  });
}

function switchedOff(): AppError {
  return new AppError({
    code: 'webhook.switched-off',
    kind: 'permanent',
    message: 'It was switched off on the Callbacks page.',
    context: { remote: 'fieldnation' },
    action: { do: 'open-callbacks', tab: 'webhooks' },
  });
}
