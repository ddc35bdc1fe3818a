import type { Clock } from '../../shared/clock.ts';
import type { Remote } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Lane } from '../queue/lane-port.ts';
import { isCertificateError } from './certificates.ts';
import { classify, type Outcome, type RequestFacts, remoteNames } from './classify.ts';
import { Dispatchers, type Route } from './dispatchers.ts';
import { type RawAnswer, send } from './exchange.ts';
import { inspectIssuer } from './inspect-issuer.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From connecting to the last byte. Waiting for the lane does not count. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** False when doing it twice does harm: a timeout after sending is then `ambiguous`. */
  readonly idempotent: boolean;
  readonly lane: Lane;
  readonly remote: Remote;
  /** Words for errors, e.g. `ticket 1042`. */
  readonly label: string;
  /** Statuses the caller handles itself: returned, not thrown, and of no consequence to the lane. */
  readonly expect?: readonly number[];
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  bytes(): Uint8Array;
  text(): string;
  /** Throws `<remote>.not-json` when the answer is a web page or otherwise no JSON (a wrong host, a sign-in page in between). */
  json(): unknown;
  /** `x-cw-request-id` and the like, for the vendor's support; empty when there is none. */
  readonly requestId: string;
  readonly durationMs: number;
  /** The AppError this status means; for callers that used `expect`. */
  failure(): AppError;
}

export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** `system`, `environment`, `none`, or the proxy's URL. */
  readonly proxy: string;
  readonly systemProxy?: (url: string) => Promise<string | null>;
  /** PEM file of extra authorities; empty for none. */
  readonly caFile: string;
  readonly userAgent: string;
  /** Largest answer read into memory, bytes. Default 20 MB. */
  readonly maxAnswerBytes?: number;
}

const defaultMaxAnswerBytes = 20 * 1024 * 1024;

/** Makes the one HTTP client. Redirects are never followed; both APIs answer at the address they name. */
export function createHttp(options: HttpOptions): Http {
  const { clock, logger } = options;
  const dispatchers = new Dispatchers(options);
  /** What fails after `close` says nothing about the network. */
  let closed = false;
  const maxBytes = options.maxAnswerBytes ?? defaultMaxAnswerBytes;

  async function once(request: HttpRequest): Promise<HttpResponse> {
    const url = new URL(request.url);
    const facts: RequestFacts = {
      remote: request.remote,
      label: request.label,
      method: request.method,
      target: `${url.host}${url.pathname}`,
      idempotent: request.idempotent,
    };
    const release = clock.hold();
    const startedAt = clock.now();
    let begun = false;
    try {
      request.signal?.throwIfAborted();
      const route = await dispatchers.route(url);
      begun = true;
      const exchange = await send(route.dispatcher, url, request, {
        clock,
        userAgent: options.userAgent,
        maxBytes,
      });
      const durationMs = clock.now() - startedAt;
      if (exchange.kind !== 'answer') throw await explain(exchange, facts, route, url);
      const response = toResponse(facts, exchange, durationMs);
      logger.debug({ ...facts, status: response.status, durationMs, requestId: response.requestId }, 'request');
      if (request.expect?.includes(response.status)) return response;
      if (response.status < 200 || response.status >= 300) throw response.failure();
      return response;
    } catch (thrown) {
      // What was called off before it was begun did nothing.
      const error = toAppError(thrown, begun ? facts : { ...facts, idempotent: true }, request.signal);
      logger.debug({ ...facts, durationMs: clock.now() - startedAt, error: error.code }, 'request failed');
      throw error;
    } finally {
      release();
    }
  }

  async function explain(
    exchange: Exclude<Awaited<ReturnType<typeof send>>, { kind: 'answer' }>,
    facts: RequestFacts,
    route: Route,
    url: URL,
  ): Promise<AppError> {
    let outcome: Outcome;
    if (exchange.kind === 'failed' && closed) return calledOff(facts, exchange.cause);
    if (exchange.kind === 'timeout') outcome = exchange;
    else if (exchange.kind === 'too-large') {
      return new AppError({
        code: `${facts.remote}.too-large`,
        kind: facts.idempotent ? 'permanent' : 'ambiguous',
        message: `${remoteNames[facts.remote]} sent more than ${Math.round(maxBytes / 1048576)} MB for ${facts.label}; the rest was not read.`,
        context: { ...facts },
      });
    } else if (isCertificateError(exchange.code)) {
      const issuer = await inspectIssuer(url, route.proxy, dispatchers.trust(), clock);
      outcome = { kind: 'certificate', code: exchange.code, issuer, host: url.hostname, cause: exchange.cause };
    } else {
      outcome = { ...exchange, proxied: route.proxy !== null };
    }
    return classify(facts, outcome) ?? AppError.from(new Error('a failed request was classified as an answer'));
  }

  function toResponse(facts: RequestFacts, answer: RawAnswer, durationMs: number): HttpResponse {
    const { status, headers, bytes } = answer;
    const text = (): string => bytes.toString('utf8');
    const requestId =
      headers['x-cw-request-id'] ??
      headers['x-request-id'] ??
      headers['x-correlation-id'] ??
      headers['x-fn-request-id'] ??
      '';
    return {
      status,
      headers,
      requestId,
      durationMs,
      bytes: () => bytes,
      text,
      json() {
        try {
          return JSON.parse(text());
        } catch (cause) {
          throw notJson(facts, text(), status, requestId, cause);
        }
      },
      failure: () =>
        classify(facts, { kind: 'answer', status, headers, body: text(), requestId, now: clock.now() }) ??
        AppError.from(new Error(`status ${status} is no failure`)),
    };
  }

  return {
    request(request) {
      let begun = false;
      const run = request.lane.run(() => {
        begun = true;
        return once(request);
      });
      const { signal } = request;
      if (signal === undefined) return run;
      // A request that still waits for its turn is given up at once; in its turn it ends by itself (`once`).
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          if (!begun) reject(calledOff({ ...request, idempotent: true }, signal.reason));
        };
        signal.addEventListener('abort', onAbort, { once: true });
        run.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
      });
    },
    async close() {
      closed = true;
      await dispatchers.close();
    },
  };
}

function toAppError(thrown: unknown, facts: RequestFacts, signal: AbortSignal | undefined): AppError {
  if (thrown instanceof AppError) return thrown;
  return signal?.aborted ? calledOff(facts, thrown) : AppError.from(thrown);
}

/** The engine is stopping or its settings changed: nothing is known to be wrong, so the job simply goes back. */
function calledOff(facts: Pick<RequestFacts, 'remote' | 'label' | 'idempotent'>, cause: unknown): AppError {
  return new AppError({
    code: 'http.aborted',
    kind: facts.idempotent ? 'offline' : 'ambiguous',
    message: `The request for ${facts.label} was called off.`,
    context: { remote: facts.remote, label: facts.label },
    retryAfterMs: 1_000,
    cause,
  });
}

function notJson(facts: RequestFacts, body: string, status: number, requestId: string, cause: unknown): AppError {
  const name = remoteNames[facts.remote];
  const page = /<html|<!doctype/i.test(body.slice(0, 1000));
  const title = /<title[^>]*>([^<]{1,120})/i.exec(body)?.[1]?.trim() ?? '';
  const what = page
    ? `with a web page${title === '' ? '' : ` ("${title}")`} instead of data`
    : 'with something that is not JSON';
  return new AppError({
    code: `${facts.remote}.not-json`,
    // A page in place of a create's answer says nothing about the create.
    kind: facts.idempotent ? 'transient' : 'ambiguous',
    message: `${facts.target.split('/')[0]} answered ${what} for ${facts.label}. Check that the address in Setup is ${name}'s, and that no sign-in page or proxy stands in between.`,
    context: { ...facts, status, requestId },
    cause,
  });
}
