import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../shared/errors.ts';
import type { SecretStore } from './secrets.ts';
import type { SyncContext } from './sync/context.ts';
import { wantedWebhookEvents } from './sync/events/milestones.ts';

/** How each callback of ours begins its description; the installation's id follows. */
export const descriptionStart = 'Dispatch Bridge';
/** Under which the store remembers our webhook's id. */
export const webhookKey = 'subscription.webhook';

/** The path token and the webhook secret, made once and kept with the other secrets. */
export interface IntakeSecrets {
  readonly pathToken: string;
  readonly webhookSecret: string;
}

export async function intakeSecrets(secrets: SecretStore): Promise<IntakeSecrets> {
  let pathToken = await secrets.get('intake.pathToken');
  if (pathToken === null) {
    pathToken = randomBytes(16).toString('hex');
    await secrets.set('intake.pathToken', pathToken);
  }
  let webhookSecret = await secrets.get('fieldnation.webhookSecret');
  if (webhookSecret === null) {
    webhookSecret = randomUUID();
    await secrets.set('fieldnation.webhookSecret', webhookSecret);
  }
  return { pathToken, webhookSecret };
}

/**
 * One installation per company dispatches. Another one's callback on the same board is a conflict; taking over removes it, and the other
 * installation notices within minutes (dispatching.ts). Answers the ids of those that were relieved.
 */
export async function claimCompany(context: SyncContext, takeOver: boolean): Promise<readonly string[]> {
  const own = description(context);
  const boardId = context.config().trigger?.boardId;
  const others = (await context.psa().subscriptions()).filter(
    (entry) =>
      entry.description.startsWith(`${descriptionStart} `) && entry.description !== own && entry.objectId === boardId,
  );
  if (others.length === 0) return [];
  if (!takeOver) {
    throw new AppError({
      code: 'dispatch.other-installation',
      kind: 'conflict',
      message: `Another Dispatch Bridge (${others[0]?.description.slice(descriptionStart.length + 1)}) already dispatches this board. This one keeps watching. Take over to dispatch from here; the other one then stops.`,
      action: { do: 'take-over' },
    });
  }
  for (const other of others) await context.psa().deleteSubscription(other.id);
  return others.map((other) => other.description.slice(descriptionStart.length + 1));
}

/** Registers, or adopts and re-points, our one Board callback. */
export async function ensureCallback(context: SyncContext, baseUrl: string, pathToken: string): Promise<void> {
  const trigger = context.config().trigger;
  if (trigger === null) return;
  const url = `${baseUrl}/callbacks/${pathToken}?recordId=`;
  const own = (await context.psa().subscriptions()).filter((entry) => entry.description === description(context));
  const [kept, ...doubles] = own.sort((a, b) => a.id - b.id);
  for (const double of doubles) await context.psa().deleteSubscription(double.id);
  if (kept?.url === url && kept.active && kept.objectId === trigger.boardId) return;
  await context.psa().saveSubscription({
    existingId: kept?.id ?? null,
    description: description(context),
    url,
    boardId: trigger.boardId,
  });
}

/** Registers, or adopts and re-points, our one Field Nation webhook. */
export async function ensureWebhook(context: SyncContext, baseUrl: string, secrets: IntakeSecrets): Promise<void> {
  const url = `${baseUrl}/webhooks/${secrets.pathToken}`;
  const known = await context.store.value(webhookKey);
  const all = await context.fieldNation().webhooks();
  const own =
    all.find((hook) => hook.webhookId === known) ??
    all.find((hook) => hook.url.endsWith(`/webhooks/${secrets.pathToken}`));
  const saved = await context.fieldNation().saveWebhook({
    existingId: own === undefined || own.status === 'archived' ? null : own.webhookId,
    url,
    events: wantedWebhookEvents,
    secret: secrets.webhookSecret,
  });
  await context.store.setValue(webhookKey, saved.webhookId, context.clock.now());
}

function description(context: SyncContext): string {
  return `${descriptionStart} ${context.installation()}`;
}
