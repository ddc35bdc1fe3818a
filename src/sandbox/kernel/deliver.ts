import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Fault, SandboxContext } from '../kernel-types.ts';

export interface Delivery {
  readonly vendor: 'connectwise' | 'fieldnation';
  /** Event name or action: what a fault's `path` is matched against, and what the journal shows. */
  readonly name: string;
  readonly url: string;
  /** Default POST. Field Nation's webhooks may ask for PUT. */
  readonly method?: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutMs: number;
  /** Extra journal fields (record id, delivery id, attempt). */
  readonly about?: Readonly<Record<string, unknown>>;
}

/** `status` is what the target answered; null when it did not, and `error` says why (`timeout`, `ECONNREFUSED`). */
export interface DeliveryResult {
  readonly status: number | null;
  readonly error: string | null;
}

export type Deliver = (delivery: Delivery) => Promise<DeliveryResult>;

const defaultDelayMs = 10_000;
const reorderPatienceMs = 30_000;

/** One request, once, with no faults. Certificates are not checked: the sandbox only speaks to targets it was given. */
function send(context: SandboxContext, delivery: Delivery): Promise<DeliveryResult> {
  return new Promise((resolve) => {
    const release = context.clock.hold();
    let cancelTimeout = (): void => {};
    let settled = false;
    const settle = (result: DeliveryResult): void => {
      if (settled) return;
      settled = true;
      cancelTimeout();
      resolve(result);
      release();
    };
    let url: URL;
    try {
      url = new URL(delivery.url);
    } catch {
      settle({ status: null, error: 'invalid URL' });
      return;
    }
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = start(
      url,
      {
        method: delivery.method ?? 'POST',
        agent: false,
        rejectUnauthorized: false,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...delivery.headers,
          'content-length': String(delivery.body.length),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => settle({ status: response.statusCode ?? null, error: null }));
        response.on('error', (error) => settle({ status: null, error: error.message }));
        response.on('close', () => settle({ status: null, error: 'connection closed' }));
      },
    );
    cancelTimeout = context.clock.after(delivery.timeoutMs, () => {
      settle({ status: null, error: 'timeout' });
      outgoing.destroy();
    });
    outgoing.on('error', (error) =>
      settle({ status: null, error: (error as { code?: string }).code ?? error.message }),
    );
    outgoing.end(delivery.body);
  });
}

/**
 * The one way out for callbacks and webhooks. Delivery faults: `lose` (never sent, reported as delivered, so that no
 * retry brings it back), `duplicate` (sent twice), `delay`, `reorder` (waits until a later delivery of the same vendor
 * went out), `429`/`500`/`503` and `drop-connection` (not sent, reported as failed), `timeout-before` (not sent, reported
 * as timed out), `timeout-after-commit` and `drop-after-commit` (sent, answer thrown away).
 */
export function createDeliver(context: SandboxContext): Deliver {
  const waitingForLater: { vendor: string; go: () => void }[] = [];

  function waitForLater(delivery: Delivery, fault: Fault): Promise<void> {
    return new Promise((resolve) => {
      const entry = { vendor: delivery.vendor, go };
      const cancel = context.clock.after(fault.delayMs ?? reorderPatienceMs, go);
      waitingForLater.push(entry);
      function go(): void {
        cancel();
        const index = waitingForLater.indexOf(entry);
        if (index >= 0) waitingForLater.splice(index, 1);
        resolve();
      }
    });
  }

  async function withFault(delivery: Delivery, fault: Fault): Promise<DeliveryResult> {
    switch (fault.kind) {
      case 'lose':
        return { status: 200, error: null };
      case 'duplicate': {
        const first = await send(context, delivery);
        await send(context, delivery);
        return first;
      }
      case 'delay':
        await context.clock.sleep(fault.delayMs ?? defaultDelayMs);
        return send(context, delivery);
      case 'reorder':
        await waitForLater(delivery, fault);
        return send(context, delivery);
      case '429':
      case '500':
      case '503':
        return { status: Number(fault.kind), error: null };
      case 'drop-connection':
        return { status: null, error: 'ECONNRESET' };
      case 'timeout-before':
        await context.clock.sleep(delivery.timeoutMs);
        return { status: null, error: 'timeout' };
      case 'timeout-after-commit':
        await send(context, delivery);
        return { status: null, error: 'timeout' };
      case 'drop-after-commit':
        await send(context, delivery);
        return { status: null, error: 'ECONNRESET' };
    }
  }

  return async (delivery) => {
    const fault = context.takeFault('delivery', delivery.vendor, 'POST', delivery.name);
    const startedAt = context.clock.now();
    const result = fault === null ? await send(context, delivery) : await withFault(delivery, fault);
    context.journal({
      vendor: delivery.vendor,
      kind: 'delivery',
      name: delivery.name,
      url: delivery.url,
      ...delivery.about,
      status: result.status,
      error: result.error,
      durationMs: context.clock.now() - startedAt,
      ...(fault === null ? {} : { fault: fault.kind }),
    });
    if (fault?.kind !== 'lose' && fault?.kind !== 'reorder') {
      for (const entry of waitingForLater.filter(({ vendor }) => vendor === delivery.vendor)) entry.go();
    }
    return result;
  };
}
