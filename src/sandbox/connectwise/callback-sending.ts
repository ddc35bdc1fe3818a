import type { DeliveryResult } from '../kernel/deliver.ts';
import { noteOutcome } from './callback-health.ts';
import type { CallbackAttempt } from './callback-log.ts';
import type { Action, Message } from './callback-message.ts';
import { toVendorTime } from './records.ts';
import { switchOf, type World } from './world.ts';

const timeoutMs = 5000;
/** After the first attempt and after the first retry; only these statuses are retried (reference section 2.6). */
const retryDelaysMs = [2000, 4000];
const retriedStatuses = new Set([404, 409, 419, 429]);

/** One message on its way to one entry's address. */
export interface Sending {
  readonly callbackId: number;
  readonly url: string;
  readonly level: string;
  readonly type: string;
  readonly action: Action;
  readonly recordId: number;
  readonly memberId: string;
  /** Null for an address elsewhere: nothing is sent, the answer is made up. */
  readonly message: Message | null;
}

function answerOf(world: World, { message, type, action, url, ...sending }: Sending, attempt: number) {
  if (message === null) {
    const status = switchOf(world, 'connectwise.elsewhereStatus');
    return Promise.resolve<DeliveryResult>({ status, error: null });
  }
  const { callbackId, recordId } = sending;
  return world.context.deliver({
    vendor: 'connectwise',
    name: `${type} ${action}`,
    url,
    headers: { 'x-content-signature': message.signature },
    body: message.body,
    timeoutMs,
    about: { callbackId, recordId, action, attempt },
  });
}

/** Sends it once, and again while the answer allows that. What fails otherwise is lost: nothing brings it back. */
export function attemptDelivery(world: World, sending: Sending, attempt: number): void {
  const at = toVendorTime(world.context.clock.now());
  void answerOf(world, sending, attempt).then(({ status, error }) => {
    const succeeded = status !== null && status >= 200 && status < 300;
    const delayMs = status !== null && retriedStatuses.has(status) ? retryDelaysMs[attempt - 1] : undefined;
    const outcome: CallbackAttempt['outcome'] = succeeded
      ? 'delivered'
      : delayMs === undefined
        ? 'lost'
        : 'to-be-retried';
    const { message, ...about } = sending;
    world.callbackLog.add({ at, ...about, messageId: message?.id ?? null, attempt, status, error, outcome });
    if (delayMs === undefined) noteOutcome(world, sending.callbackId, succeeded);
    else world.context.clock.after(delayMs, () => attemptDelivery(world, sending, attempt + 1));
  });
}
