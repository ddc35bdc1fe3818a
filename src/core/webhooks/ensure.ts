import { AppError } from '../../shared/errors.ts';
import type { Store } from '../store/port.ts';
import type { SyncContext } from '../sync/context.ts';
import { webhookUrl } from './address.ts';
import { keptChoice } from './choice.ts';
import { ourOthers, ownWebhook, rememberedWebhook, rememberWebhook } from './own.ts';
import type { OwnSecrets } from './secrets.ts';

/** What of the engine registering needs. */
export interface EnsureContext extends Pick<SyncContext, 'clock' | 'fieldNation'> {
  readonly store: Pick<Store, 'value' | 'setValue'>;
}

/**
 * Registers, or adopts, re-points and switches on, our one Field Nation webhook, with the events a person left to it and the present secret. Throws
 * `webhook.switched-off` without asking Field Nation when a person wants none.
 */
export async function ensureWebhook(context: EnsureContext, baseUrl: string, secrets: OwnSecrets): Promise<void> {
  const { store, clock } = context;
  await secrets.inTurn(async () => {
    const choice = await keptChoice(store);
    if (choice.state === 'off') throw switchedOff();
    const fieldNation = context.fieldNation();
    const known = { rememberedId: await rememberedWebhook(store), pathToken: secrets.pathToken };
    const all = await fieldNation.webhooks();
    const own = ownWebhook(all, known);
    const secret = secrets.webhookSecret;
    const saved = await fieldNation.saveWebhook({
      existingId: own?.webhookId ?? null,
      url: webhookUrl(baseUrl, secrets.pathToken),
      events: choice.events,
      secret,
      notificationEmail: choice.notificationEmail,
    });
    await rememberWebhook(store, saved.webhookId, clock.now());
    // A rotation that was cut off is finished: whatever else leads here has to sign alike.
    const others = secrets.isRotating ? ourOthers(all, saved.webhookId, known) : [];
    for (const other of others) await fieldNation.updateWebhook(other.webhookId, { secret });
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
