import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock.ts';

export interface RawAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** What came back, before anyone says what it means. `sent`: the request had begun to leave on an open connection. */
export type Exchange =
  | RawAnswer
  | { readonly kind: 'timeout'; readonly sent: boolean; readonly timeoutMs: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly code: string; readonly cause: unknown };

interface Outgoing {
  readonly method: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

interface Means {
  readonly clock: Clock;
  readonly userAgent: string;
  readonly maxBytes: number;
}

const tooLarge = new Error('answer too large');
const timedOut = new Error('timed out');

/**
 * One request on one dispatcher. Written on undici's handler interface because only that says whether the request had left
 * when it failed, which is what separates "try again" from "may have been done". Rejects only when the caller's signal aborts.
 */
export function send(dispatcher: Dispatcher, url: URL, request: Outgoing, means: Means): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let status = 0;
    let size = 0;
    let settled = false;
    let headers: Readonly<Record<string, string>> = {};
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | null = null;

    const finish = (exchange: Exchange): void => {
      if (settled) return;
      settled = true;
      cancelTimer();
      request.signal?.removeEventListener('abort', onAbort);
      resolve(exchange);
    };
    const onAbort = (): void => {
      if (settled) return;
      settled = true;
      cancelTimer();
      controller?.abort(new Error('aborted'));
      reject(request.signal?.reason ?? new Error('aborted'));
    };
    const cancelTimer = means.clock.after(request.timeoutMs, () => {
      // First settled, then aborted: the abort reports an error of its own.
      finish({ kind: 'timeout', sent, timeoutMs: request.timeoutMs });
      controller?.abort(timedOut);
    });
    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });

    try {
      dispatcher.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: { 'user-agent': means.userAgent, ...request.headers },
          body:
            request.body === undefined
              ? null
              : typeof request.body === 'string'
                ? request.body
                : Buffer.from(request.body),
        },
        {
          onRequestStart(started) {
            controller = started;
            if (settled) started.abort(timedOut);
            else sent = true;
          },
          onResponseStart(_, code, received) {
            status = code;
            headers = flatten(received);
          },
          onResponseData(active, chunk) {
            size += chunk.length;
            if (size > means.maxBytes) active.abort(tooLarge);
            else chunks.push(chunk);
          },
          onResponseEnd() {
            finish({ kind: 'answer', status, headers, bytes: Buffer.concat(chunks) });
          },
          onResponseError(_, error) {
            if (error === tooLarge) finish({ kind: 'too-large' });
            else finish({ kind: 'failed', sent, code: errorCode(error), cause: error });
          },
        },
      );
    } catch (error) {
      finish({ kind: 'failed', sent, code: errorCode(error), cause: error });
    }
  });
}

/** The most telling code: a system error's own, the first of a several-addresses attempt, or undici's. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return errorCode(errors[0]);
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return errorCode(cause);
  return typeof code === 'string' ? code : 'unknown';
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
