import type { Clock } from '../../shared/clock.ts';
import type { ShownWebhook } from '../../shared/domain/webhooks.ts';
import { AppError } from '../../shared/errors.ts';
import { hostOf, shownUrl } from '../callbacks/destination.ts';
import type { FieldNation, Webhook, WebhookChanges } from '../fieldnation/port.ts';
import type { Store } from '../store/port.ts';
import { wantedWebhookEvents } from '../sync/events/milestones.ts';
import { webhookUrl } from './address.ts';
import { keepChoice, keptChoice } from './choice.ts';
import { classifyWebhooks } from './classify.ts';
import { retryDeliveries, shownDeliveries } from './deliveries.ts';
import { webhookFailure } from './failure.ts';
import { isOurs, ourOthers, ownWebhook, rememberedWebhook, rememberWebhook, type WebhookStation } from './own.ts';
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
  /** Id of our webhook while this app has it switched off for want of an address. */
  readonly restingId?: () => Promise<string | null>;
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
    return {
      pathToken: secrets.pathToken,
      baseUrl: baseUrl(),
      rememberedId: await rememberedWebhook(store),
      restingId: (await options.restingId?.()) ?? null,
    };
  }

  async function entry(webhookId: string): Promise<Webhook> {
    const hook = await fieldNation().webhook(webhookId);
    if (hook === null) throw gone(webhookId);
    return hook;
  }

  async function changed(kind: string, hook: Webhook, what: string): Promise<ShownWebhook> {
    const [shown] = classifyWebhooks([hook], await station());
    if (shown === undefined) throw gone(hook.webhookId);
    options.onChange();
    await options.say(kind, `Webhook ${hook.webhookId} (to ${shownUrl(hook.url)}) ${what}`);
    return shown;
  }

  /** The one of this workstation: the one that is there is brought to the choice; a new one is made when there is none that can be changed. */
  async function saveOurs(hook: Webhook | null, choice: Choice): Promise<ShownWebhook> {
    const base = baseUrl();
    const url = base === null ? null : webhookUrl(base, secrets.pathToken);
    const saved = hook === null ? await create(choice, url) : await update(hook, choice, url);
    await rememberWebhook(store, saved.webhookId, clock.now());
    const { events, active, notificationEmail } = choice;
    // Off already, by Field Nation or by this app for want of an address: whoever changes its events meanwhile has not switched it off.
    const off = hook?.status === 'inactive' ? (await keptChoice(store)).state : 'off';
    await keepChoice(store, { state: active ? 'on' : off, events, notificationEmail }, clock.now());
    return changed('webhook.saved', saved, `is ${active ? 'on' : 'switched off'}, for ${events.length} events`);
  }

  async function create({ events, active, notificationEmail }: Choice, url: string | null): Promise<Webhook> {
    if (url === null)
      throw webhookFailure('no-address', null, 'This workstation has no public address a webhook could lead to');
    const secret = secrets.webhookSecret;
    const status = active ? 'active' : 'inactive';
    const made = await fieldNation().createWebhook({ url, events, secret, status, notificationEmail });
    await secrets.taken(secret);
    return made;
  }

  /** Sends what differs, and nothing else: what somebody added to the webhook stays. */
  async function update(hook: Webhook, choice: Choice, url: string | null): Promise<Webhook> {
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
      ...(url === null || url === hook.url ? {} : { url }),
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
        const where = await station();
        const found = webhookId === null ? null : await fieldNation().webhook(webhookId);
        const own = found === null ? webhookId === null || webhookId === where.rememberedId : isOurs(found, where);
        if (own) return saveOurs(isUsable(found) ? found : ownWebhook(await fieldNation().webhooks(), where), choice);
        if (found === null) throw gone(webhookId ?? '');
        if (!told) throw notOurs(found);
        if (!isUsable(found)) throw archived(found);
        return changed('webhook.saved', await update(found, choice, null), 'was changed');
      });
    },

    rotate(webhookId) {
      return secrets.inTurn(async () => {
        const where = await station();
        const hook = await entry(webhookId);
        if (!isOurs(hook, where))
          throw webhookFailure('not-ours', webhookId, 'Its messages go to somebody else, who knows its secret');
        if (!isUsable(hook)) throw archived(hook);
        const until = secrets.previousUntil;
        if (until !== null) {
          const minutes = Math.ceil((until - clock.now()) / 60_000);
          const why = `Its secret was changed a short while ago, and messages signed with the one before may still come. Change it again in ${minutes} min`;
          throw webhookFailure('rotated-just-now', webhookId, why);
        }
        // Whatever else leads here is signed with the same secret.
        const others = ourOthers(await fieldNation().webhooks(), hook.webhookId, where);
        const send = async (secret: string): Promise<Webhook> => {
          for (const other of others) await fieldNation().updateWebhook(other.webhookId, { secret });
          return await fieldNation().updateWebhook(webhookId, { secret });
        };
        const saved = await secrets.rotate((secret) => send(secret).catch(rethrownWithBothGood));
        const what = 'has another secret; messages signed with the one before are taken for 30 minutes more';
        return changed('webhook.rotated', saved, what);
      });
    },

    async remove(webhookId, { told }) {
      await secrets.inTurn(async () => {
        const where = await station();
        const hook = await entry(webhookId);
        const ours = isOurs(hook, where);
        if (!ours && !told) throw notOurs(hook);
        await fieldNation().deleteWebhook(webhookId);
        if (ours) {
          const own = ownWebhook(await fieldNation().webhooks(), { ...where, rememberedId: null });
          await rememberWebhook(store, own?.webhookId ?? null, clock.now());
          // Without this the next registration would make it again.
          if (own === null) await keepChoice(store, { ...(await keptChoice(store)), state: 'off' }, clock.now());
        }
        await changed('webhook.deleted', hook, 'was deleted');
      });
    },

    deliveries: (query) => shownDeliveries(fieldNation(), query),
    retry: (deliveryIds) => retryDeliveries(fieldNation(), deliveryIds),
  };
}

function rethrownWithBothGood(thrown: unknown): never {
  const error = AppError.from(thrown);
  const both = `The old secret and the new one are both taken until Field Nation has the new one; the hourly check sends it again, and so does changing the secret once more.`;
  throw AppError.fromInfo({ ...error.toInfo(), message: `${error.message} ${both}` });
}

function isUsable(hook: Webhook | null): hook is Webhook {
  return hook !== null && hook.status !== 'archived';
}

function gone(webhookId: string): AppError {
  return webhookFailure('gone', webhookId, 'Field Nation has none with this id any more');
}

function archived({ webhookId }: Webhook): AppError {
  return webhookFailure('archived', webhookId, 'It is archived, and Field Nation keeps it so for good');
}

function notOurs({ webhookId, url }: Webhook): AppError {
  const whose = `It belongs to somebody else: it sends to ${hostOf(url) || 'another address'}`;
  return webhookFailure('not-ours', webhookId, `${whose}. Confirm that you mean it`);
}
