import type { WebhookDelivery } from '../../../src/shared/domain/webhooks.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import type { DispatchBridgeApi } from '../../../src/shared/ipc/contract.ts';
import { dayDeliveries, dayWebhookEvents, dayWebhooks, newWebhook, ourWebhookId } from './day/webhooks.ts';

/* Field Nation's webhooks on the made-up day. `offline`, `failing` and `no-rights` cannot read them; `quiet` has ours only; nothing before the start. */

type Channels = Extract<keyof DispatchBridgeApi, `webhooks:${string}`>;

interface Day {
  readonly now: number;
  readonly origin: () => string | null;
  readonly changed: (topic: 'reach') => void;
}

const answersAfterMs = 250;
const perPage = 25;

const refusals: Readonly<Record<string, AppErrorInfo>> = {
  offline: {
    code: 'fieldnation.offline',
    kind: 'offline',
    message:
      'No connection to api.fieldnation.com: the name could not be resolved. Check the network, then load again.',
    context: { remote: 'fieldnation' },
  },
  failing: {
    code: 'fieldnation.failed',
    kind: 'transient',
    message: 'Field Nation answered 500 when the webhooks were read. Load again.',
    context: { remote: 'fieldnation', status: 500 },
  },
  'no-rights': {
    code: 'fieldnation.forbidden',
    kind: 'permanent',
    message: 'Field Nation does not let this API user read the webhooks. Ask Field Nation to allow webhooks for it.',
    context: { remote: 'fieldnation', status: 403 },
  },
};

const notOurs: AppErrorInfo = {
  code: 'webhook.not-ours',
  kind: 'permanent',
  message: 'This webhook belongs to somebody else, so it was left as it is. Confirm that you mean it.',
  context: {},
};

export function webhookBridge(scenario: string, day: Day): Pick<DispatchBridgeApi, Channels> {
  let webhooks = dayWebhooks(scenario, day.now);
  let deliveries: WebhookDelivery[] = webhooks.length === 0 ? [] : dayDeliveries(day.now);

  async function answer<T>(work: () => T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, answersAfterMs));
    const refused = refusals[scenario];
    if (refused !== undefined) throw refused;
    return work();
  }

  function needTold(webhookId: string, told: boolean | undefined): void {
    const found = webhooks.find((one) => one.webhookId === webhookId);
    if (found?.relation !== 'ours' && told !== true) throw notOurs;
  }

  return {
    'webhooks:list': () =>
      answer(() => ({ webhooks: [...webhooks], events: [...dayWebhookEvents], address: day.origin() })),
    'webhooks:save': ({ webhookId, choice, told }) =>
      answer(() => {
        if (webhookId !== null) needTold(webhookId, told);
        const { events, notificationEmail = '', active = true } = choice;
        const status = active ? 'active' : 'inactive';
        const before = webhooks.find((one) => one.webhookId === webhookId);
        const flags = active ? [] : [{ flag: 'inactive' as const, message: 'It is switched off and sends nothing.' }];
        const saved = {
          ...(before ?? newWebhook({ events, notificationEmail, status })),
          events,
          notificationEmail,
          status,
          updatedAt: Date.now(),
          flags,
        } as const;
        webhooks = [saved, ...webhooks.filter((one) => one.webhookId !== saved.webhookId)];
        day.changed('reach');
        return saved;
      }),
    'webhooks:rotate': ({ webhookId }) =>
      answer(() => {
        needTold(webhookId, false);
        const [first] = webhooks.filter((one) => one.webhookId === webhookId);
        if (first === undefined) throw notOurs;
        const rotated = { ...first, updatedAt: Date.now() };
        webhooks = webhooks.map((one) => (one.webhookId === webhookId ? rotated : one));
        day.changed('reach');
        return rotated;
      }),
    'webhooks:remove': ({ webhookId, told }) =>
      answer(() => {
        needTold(webhookId, told);
        webhooks = webhooks.filter((one) => one.webhookId !== webhookId);
        day.changed('reach');
      }),
    'webhooks:deliveries': ({ webhookId, failedOnly = false, workOrderId = null, page = 1 }) =>
      answer(() => {
        const fitting = deliveries.filter(
          (one) =>
            one.webhookId === webhookId &&
            (!failedOnly || !one.ok) &&
            (workOrderId === null || one.workOrderId === workOrderId),
        );
        return {
          deliveries: fitting.slice((page - 1) * perPage, page * perPage),
          more: fitting.length > page * perPage,
        };
      }),
    'webhooks:retry': ({ deliveryIds }) =>
      answer(() => {
        // One of them is too old for Field Nation to send again.
        const [tooOld] = deliveries.filter((one) => !one.ok && one.status === 401);
        const refused = deliveryIds
          .filter((id) => id === tooOld?.deliveryId)
          .map((deliveryId) => ({ deliveryId, why: 'Field Nation does not send it again: it is too old.' }));
        const taken = deliveryIds.filter((id) => id !== tooOld?.deliveryId);
        deliveries = deliveries.map((one) =>
          taken.includes(one.deliveryId) && one.webhookId === ourWebhookId
            ? { ...one, ok: true, status: 200, attempt: one.attempt + 1, at: Date.now(), meaning: 'Taken in.' }
            : one,
        );
        return { retried: taken.length, refused };
      }),
  };
}
