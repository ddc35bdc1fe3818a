import type { Clock } from '../../shared/clock.ts';
import type { ShownWebhook, WebhookChoice } from '../../shared/domain/webhooks.ts';
import { shownUrl } from '../callbacks/destination.ts';
import type { FieldNation, Webhook, WebhookChanges } from '../fieldnation/port.ts';
import type { Store } from '../store/port.ts';
import { wantedWebhookEvents } from '../sync/events/milestones.ts';
import { isOurAddress, webhookUrl } from './address.ts';
import { keepChoice, keptChoice } from './choice.ts';
import { classifyWebhooks, isOurs, type WebhookStation } from './classify.ts';
import { retryDeliveries, shownDeliveries } from './deliveries.ts';
import { ownWebhook, remember, webhookKey } from './ensure.ts';
import { webhookFailure } from './failure.ts';
import type { WebhookCommands } from './port.ts';
import type { OwnSecrets } from './secrets.ts';

export interface WebhookCommandsOptions {
  readonly fieldNation: () => FieldNation;
  /** The engine's secrets: the same object the listener and the registration use. */
  readonly secrets: OwnSecrets;
  readonly store: Pick<Store, 'value' | 'setValue'>;
  readonly clock: Clock;
  /** Public origin of the listener today (`IntakeHost.baseUrl()`); null while nothing can reach it. */
  readonly baseUrl: () => string | null;
  /** One line for the log; it never holds a secret. */
  readonly say: (kind: string, message: string) => Promise<void>;
  /** The webhooks changed: what was remembered of them is to be looked at again. */
  readonly onChange: () => void;
}

interface Choice {
  readonly events: readonly string[];
  readonly active: boolean;
  /** Empty = none. */
  readonly notificationEmail: string;
}

/** Everything a person does with webhooks. Each command reads them first, so that it acts on what is there; changes go one after another. */
export function webhookCommands(options: WebhookCommandsOptions): WebhookCommands {
  const { fieldNation, secrets, store, clock, baseUrl } = options;

  async function station(): Promise<WebhookStation> {
    const remembered = await store.value(webhookKey);
    const rememberedId = typeof remembered === 'string' ? remembered : null;
    return { pathToken: secrets.pathToken, baseUrl: baseUrl(), rememberedId };
  }

  async function entry(webhookId: string): Promise<{ readonly hook: Webhook; readonly ours: boolean }> {
    const hook = await fieldNation().webhook(webhookId);
    if (hook === null) throw webhookFailure('gone', webhookId, 'Field Nation has none with this id any more');
    return { hook, ours: isOurs(hook, await station()) };
  }

  async function changed(kind: string, hook: Webhook, what: string): Promise<ShownWebhook> {
    const [shown] = classifyWebhooks([hook], await station());
    if (shown === undefined) throw webhookFailure('gone', hook.webhookId, 'it cannot be shown');
    options.onChange();
    await options.say(kind, `Webhook ${hook.webhookId} (to ${shownUrl(hook.url)}) ${what}`);
    return shown;
  }

  /** The one of this workstation: the one that is there is brought to the choice; a new one is made when there is none that can be changed. */
  async function saveOurs(hook: Webhook | null, choice: Choice): Promise<ShownWebhook> {
    const base = baseUrl();
    if (hook === null && base === null)
      throw webhookFailure('no-address', null, 'This workstation has no public address a webhook could lead to');
    const url = base === null ? undefined : webhookUrl(base, secrets.pathToken);
    let saved: Webhook;
    if (hook === null || hook.status === 'archived') {
      if (url === undefined)
        throw webhookFailure('no-address', null, 'This workstation has no public address a webhook could lead to');
      const status = choice.active ? 'active' : 'inactive';
      const { events, notificationEmail } = choice;
      const secret = secrets.webhookSecret;
      saved = await fieldNation().createWebhook({ url, events, secret, status, notificationEmail });
      await secrets.taken(secret);
    } else saved = await update(hook, choice, url);
    await remember(store, saved.webhookId, clock.now());
    const { events, active, notificationEmail } = choice;
    await keepChoice(store, { state: active ? 'on' : 'off', events, notificationEmail }, clock.now());
    return changed('webhook.saved', saved, `is ${active ? 'on' : 'switched off'}, for ${events.length} events`);
  }

  /** Sends what differs, and nothing else: what somebody added to the webhook stays. */
  async function update(hook: Webhook, choice: Choice, url: string | undefined): Promise<Webhook> {
    const same =
      hook.events.length === choice.events.length && hook.events.every((name) => choice.events.includes(name));
    const status = choice.active ? 'active' : 'inactive';
    const { notificationEmail: mail } = choice;
    if (mail === '' && hook.notificationEmail !== '')
      throw webhookFailure(
        'mail-needed',
        hook.webhookId,
        `Field Nation's API knows no way to take the address ${hook.notificationEmail} away. Enter another one, or remove it on Field Nation's own page`,
      );
    const changes: WebhookChanges = {
      ...(url === undefined || url === hook.url ? {} : { url }),
      ...(same ? {} : { events: choice.events }),
      ...(status === hook.status ? {} : { status }),
      ...(mail === hook.notificationEmail ? {} : { notificationEmail: mail }),
    };
    if (Object.keys(changes).length === 0) return hook;
    return await fieldNation().updateWebhook(hook.webhookId, changes);
  }

  return {
    async list() {
      const [all, events, where] = await Promise.all([
        fieldNation().webhooks(),
        fieldNation().webhookEvents(),
        station(),
      ]);
      return {
        webhooks: [...classifyWebhooks(all, where)],
        events: events.map((event) => ({ ...event, wanted: wantedWebhookEvents.includes(event.name) })),
        address: where.baseUrl,
      };
    },

    save(webhookId, given, { told }) {
      const choice: Choice = {
        events: [...new Set(given.events)],
        notificationEmail: (given.notificationEmail ?? '').trim(),
        active: given.active ?? true,
      };
      return secrets.inTurn(async () => {
        if (webhookId === null) {
          const { rememberedId, pathToken } = await station();
          return saveOurs(ownWebhook(await fieldNation().webhooks(), rememberedId, pathToken), choice);
        }
        const { hook, ours } = await entry(webhookId);
        if (ours) return saveOurs(hook, choice);
        if (!told) throw notOurs(hook);
        if (hook.status === 'archived')
          throw webhookFailure('archived', webhookId, 'It is archived, and Field Nation keeps it so for good');
        return changed('webhook.saved', await update(hook, choice, undefined), 'was changed');
      });
    },

    rotate(webhookId) {
      return secrets.inTurn(async () => {
        const { hook, ours } = await entry(webhookId);
        if (!ours)
          throw webhookFailure('not-ours', webhookId, 'Its messages go to somebody else, who knows its secret');
        if (hook.status === 'archived')
          throw webhookFailure('archived', webhookId, 'It is archived, and Field Nation keeps it so for good');
        const until = secrets.previousUntil;
        if (until !== null) {
          const minutes = Math.ceil((until - clock.now()) / 60_000);
          throw webhookFailure(
            'rotated-just-now',
            webhookId,
            `Its secret was changed a short while ago, and messages signed with the one before may still come. Change it again in ${minutes} min`,
          );
        }
        const saved = await secrets.rotate((secret) => fieldNation().updateWebhook(webhookId, { secret }));
        return changed(
          'webhook.rotated',
          saved,
          'has another secret; messages signed with the one before are taken for 30 minutes more',
        );
      });
    },

    async remove(webhookId, { told }) {
      await secrets.inTurn(async () => {
        const { hook, ours } = await entry(webhookId);
        if (!ours && !told) throw notOurs(hook);
        await fieldNation().deleteWebhook(webhookId);
        if (ours) {
          const own = ownWebhook(await fieldNation().webhooks(), null, secrets.pathToken);
          await remember(store, own?.webhookId ?? null, clock.now());
          // Without this the next registration would make it again.
          if (own === null) await keepChoice(store, { ...(await keptChoice(store)), state: 'off' }, clock.now());
        }
        await changed('webhook.deleted', hook, 'was deleted');
      });
    },

    deliveries: (query) => shownDeliveries(fieldNation(), query),
    retry: (deliveryIds) => retryDeliveries(fieldNation(), deliveryIds),
  };

  function notOurs(hook: Webhook) {
    const host = isOurAddress(hook.url, secrets.pathToken) ? '' : ` at ${new URL(hook.url).host}`;
    return webhookFailure('not-ours', hook.webhookId, `It belongs to somebody else${host}. Confirm that you mean it`);
  }
}
