import { createHmac } from 'node:crypto';
import type { KernelContext } from '../kernel/kernel.ts';
import { randomGuid } from '../kernel/random.ts';
import { isoWithOffset } from './dates.ts';
import type { FieldNationEvent } from './events.ts';
import type { FieldNationData, WebhookRecord } from './model.ts';
import { switchOf } from './switches.ts';
import { noteOutcome, settleHealth } from './webhook-health.ts';
import { createWebhookLog, type WebhookLog } from './webhook-log.ts';

/** Waits before attempts 2 to 8, in seconds (reference 3.2). After the last the delivery is a dead letter. */
export const retryWaitSeconds: readonly number[] = [10, 20, 40, 80, 160, 320, 640];
/** How long Field Nation waits for an answer. */
export const deliveryTimeoutMs = 30_000;

/** `X-FN-Signature`: HMAC-SHA256 over the raw bytes, as hex after `sha256=`. */
export function signature(secret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Seconds until the next attempt, or null when there is none: delivered, refused for good, or given up. */
export function nextAttemptIn(attempt: number, status: number | null, retry408And429: boolean): number | null {
  const retried = status === null || status >= 500 || (retry408And429 && (status === 408 || status === 429));
  return retried ? (retryWaitSeconds[attempt - 1] ?? null) : null;
}

export interface WebhookSender {
  /** Sends the event to every active webhook that asked for it; each webhook's delivery lives on its own. */
  emit(event: FieldNationEvent): void;
  readonly log: WebhookLog;
  /** Sends a delivery of the log once more, as the attempt after its last; false when the log does not have it. */
  retry(deliveryId: string): boolean;
  /** Forgets everything not sent yet. */
  stop(): void;
}

/** `render` gives the full work order object as the body carries it. */
export function createWebhookSender(
  context: KernelContext,
  data: FieldNationData,
  render: (workOrderId: number) => unknown,
): WebhookSender {
  const waiting = new Set<() => void>();
  const log = createWebhookLog();
  let stopped = false;

  function later(delayMs: number, fn: () => void): void {
    const cancel = context.clock.after(delayMs, () => {
      waiting.delete(cancel);
      fn();
    });
    waiting.add(cancel);
  }

  async function attempt(webhookId: string, deliveryId: string, number: number, event: FieldNationEvent, body: Buffer) {
    // Read again each time: a changed URL, secret or status counts for the next attempt.
    const webhook = data.webhooks.find((candidate) => candidate.webhookId === webhookId);
    if (webhook === undefined || webhook.status !== 'active' || stopped) return;
    const result = await context.deliver({
      vendor: 'fieldnation',
      name: event.name,
      url: webhook.url,
      method: webhook.method === 'put' ? 'PUT' : 'POST',
      timeoutMs: deliveryTimeoutMs,
      headers: {
        ...webhook.headers,
        'content-type': 'application/json',
        'X-FN-Signature': signature(webhook.secret, body),
        'X-FN-Webhook-Id': webhook.webhookId,
        'X-FN-Delivery-Id': `${deliveryId}:${number}`,
        'X-FN-Event-Trace-Id': randomGuid(context.random),
        'X-FN-Request-Timestamp': String(context.clock.now()),
        ...(legacy() ? { 'X-FN-Event-Name': event.name, 'X-FN-Timestamp': String(context.clock.now()) } : {}),
      },
      body,
      about: { workOrderId: event.workOrderId, webhookId, deliveryId, attempt: number },
    });
    if (stopped) return;
    const { status, error } = result;
    log.add({
      id: deliveryId,
      attempt: number,
      webhookId,
      event,
      body,
      status: status ?? 0,
      error,
      at: context.clock.now(),
    });
    noteOutcome(context, data, webhook, status);
    const waitSeconds = nextAttemptIn(number, result.status, switchOf(context.switches, 'fieldnation.retry408And429'));
    if (waitSeconds !== null && number <= switchOf(context.switches, 'fieldnation.webhookRetries')) {
      later(waitSeconds * 1000, () => void attempt(webhookId, deliveryId, number + 1, event, body));
    } else if (result.status === null || result.status >= 300) {
      context.journal({ vendor: 'fieldnation', kind: 'dead-letter', deliveryId, name: event.name, attempts: number });
    }
  }

  /** The superseded shape that some pages still print (reference 3.2). */
  const legacy = (): boolean => switchOf(context.switches, 'fieldnation.webhookBody') === 'legacy';

  function bodyOf(event: FieldNationEvent): Buffer {
    if (legacy()) {
      return Buffer.from(
        JSON.stringify({
          eventName: event.name,
          eventId: randomGuid(context.random),
          workOrderId: event.workOrderId,
          timestamp: new Date(context.clock.now()).toISOString(),
          data: render(event.workOrderId),
        }),
        'utf8',
      );
    }
    return Buffer.from(
      JSON.stringify({
        event: {
          name: event.name,
          params: { work_order_id: event.workOrderId, ...event.params },
        },
        timestamp: isoWithOffset(context.clock.now(), 'America/Chicago'),
        triggered_by_user: { id: event.userId },
        workorder: render(event.workOrderId),
      }),
      'utf8',
    );
  }

  return {
    log,
    retry(deliveryId) {
      const entry = log.find(deliveryId, context.clock.now());
      if (entry === null) return false;
      const last = log.find(entry.id, context.clock.now()) ?? entry;
      later(0, () => void attempt(last.webhookId, last.id, last.attempt + 1, last.event, last.body));
      return true;
    },
    emit(event) {
      context.journal({
        vendor: 'fieldnation',
        kind: 'event',
        name: event.name,
        workOrderId: event.workOrderId,
        userId: event.userId,
      });
      settleHealth(context, data);
      const asked = (webhook: WebhookRecord): boolean =>
        webhook.status === 'active' && webhook.events.includes(event.name);
      const targets = data.webhooks.filter(asked);
      if (targets.length === 0) return;
      const body = bodyOf(event);
      for (const webhook of targets) {
        const deliveryId = randomGuid(context.random);
        later(switchOf(context.switches, 'fieldnation.webhookDelayMs'), () => {
          void attempt(webhook.webhookId, deliveryId, 1, event, body);
        });
      }
    },
    stop() {
      stopped = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
