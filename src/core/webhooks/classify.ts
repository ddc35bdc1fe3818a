import type { ShownWebhook } from '../../shared/domain/webhooks.ts';
import { hostOf, shownUrl } from '../callbacks/destination.ts';
import type { Webhook } from '../fieldnation/port.ts';
import { wantedWebhookEvents } from '../sync/events/milestones.ts';
import { webhookUrl } from './address.ts';
import { isOurs, ownWebhook, type WebhookStation } from './own.ts';

type Flag = ShownWebhook['flags'][number];

/** Names listed in a sentence; of more the number is said. */
const namesSaid = 4;

/** Whose each webhook is and what is wrong with it. */
export function classifyWebhooks(all: readonly Webhook[], station: WebhookStation): readonly ShownWebhook[] {
  const own = ownWebhook(all, station);
  return all.map((hook) => {
    const ours = isOurs(hook, station);
    const flags = [
      ...statusFlags(hook, station),
      ...(ours ? ownFlags(hook, station) : []),
      ...doubleFlags(hook, all, own),
    ];
    return {
      webhookId: hook.webhookId,
      shownUrl: shownUrl(hook.url),
      host: hostOf(hook.url),
      events: [...hook.events],
      status: hook.status,
      resting: isResting(hook, station),
      notificationEmail: hook.notificationEmail,
      updatedAt: hook.updatedAt,
      relation: ours ? 'ours' : 'foreign',
      flags,
    };
  });
}

function isResting({ webhookId, status }: Webhook, { restingId }: WebhookStation): boolean {
  return status === 'inactive' && webhookId === restingId;
}

function statusFlags(hook: Webhook, station: WebhookStation): readonly Flag[] {
  const { status, notificationEmail } = hook;
  if (status === 'archived') {
    const message = 'It is archived for good: it sends nothing and cannot be changed. A new one takes its place.';
    return [{ flag: 'archived', message }];
  }
  if (status === 'active') return [];
  if (isResting(hook, station)) {
    const message =
      'It is switched off because this workstation has no address it could lead to. It is switched on again with one.';
    return [{ flag: 'inactive', message }];
  }
  const mail = notificationEmail === '' ? '' : ` Field Nation writes to ${notificationEmail} when it does so.`;
  const message = `It is switched off: nothing is sent. Somebody did so, or Field Nation did after 7 days of failures.${mail}`;
  return [{ flag: 'inactive', message }];
}

function ownFlags(hook: Webhook, { baseUrl, pathToken }: WebhookStation): readonly Flag[] {
  if (hook.status === 'archived') return [];
  const flags: Flag[] = [];
  if (baseUrl !== null && hook.url !== webhookUrl(baseUrl, pathToken)) {
    const message = `It points at ${hostOf(hook.url) || 'another address'}, while this workstation is reached at ${hostOf(baseUrl)}.`;
    flags.push({ flag: 'elsewhere', message });
  }
  const missing = wantedWebhookEvents.filter((name) => !hook.events.includes(name));
  if (missing.length > 0) {
    const message = `It does not send ${listed(missing)}. What they tell is found by polling only.`;
    flags.push({ flag: 'events-missing', message });
  }
  return flags;
}

/** Another one with the same address: each message comes twice. The one that is ours, or else the oldest, is the one to keep. */
function doubleFlags(hook: Webhook, all: readonly Webhook[], own: Webhook | null): readonly Flag[] {
  if (hook.status !== 'active') return [];
  const same = all.filter((other) => other.url === hook.url && other.status === 'active');
  const kept = same.find(({ webhookId }) => webhookId === own?.webhookId) ?? oldest(same);
  if (same.length < 2 || kept === undefined || kept.webhookId === hook.webhookId) return [];
  const message = `Webhook ${kept.webhookId} sends to the same address: messages arrive twice. One of them can be deleted.`;
  return [{ flag: 'duplicate', message }];
}

function oldest(hooks: readonly Webhook[]): Webhook | undefined {
  return [...hooks].sort((a, b) => (a.updatedAt ?? 0) - (b.updatedAt ?? 0))[0];
}

function listed(names: readonly string[]): string {
  const said = names.slice(0, namesSaid).join(', ');
  return names.length <= namesSaid ? said : `${said} and ${names.length - namesSaid} more`;
}
