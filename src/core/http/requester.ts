import { AppError } from '../../shared/errors.ts';
import { sizeWords } from '../size-words.ts';
import { isCertificateError } from './certificates.ts';
import { classify, type Outcome, type RequestFacts, remoteNames } from './classify.ts';
import { Dispatchers, type Route } from './dispatchers.ts';
import { type Outgoing, type RawAnswer, send } from './exchange.ts';
import type { HttpOptions, HttpRequest, HttpResponse } from './http.ts';
import { inspectIssuer } from './inspect-issuer.ts';
import type { RequestEnd } from './recording.ts';

/** One request as it is sent, streams included. */
export interface SingleRequest extends Omit<HttpRequest, 'body' | 'lane'>, Pick<Outgoing, 'idle' | 'sink' | 'onMoved'> {
  readonly body?: NonNullable<Outgoing['body']>;
  /** Largest answer; default is the client's. */
  readonly maxBytes?: number;
}

/** Sends one request outside any lane and says what came of it: an answer, or an AppError. */
export interface Requester {
  once(request: SingleRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

const defaultMaxAnswerBytes = 20 * 1024 * 1024;

/** Makes the requester: routes, one classification, one log line a request. */
export function createRequester(options: HttpOptions): Requester {
  const { clock, logger } = options;
  const dispatchers = new Dispatchers(options);
  /** What fails after `close` says nothing about the network. */
  let closed = false;
  const clean = options.clean ?? ((text: string): string => text);
  const maxBytes = options.maxAnswerBytes ?? defaultMaxAnswerBytes;

  async function once(request: SingleRequest): Promise<HttpResponse> {
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
    const counted = (failed: boolean): void =>
      options.onRequest?.({ remote: request.remote, failed, at: clock.now(), durationMs: clock.now() - startedAt });
    let answer: RequestEnd['answer'] = null;
    const noted = (error: AppError | null): void => {
      const { recorder, remote, label, method, body } = request;
      recorder?.note({
        at: startedAt,
        durationMs: clock.now() - startedAt,
        remote,
        label,
        method,
        url,
        body,
        answer,
        error,
      });
    };
    let begun = false;
    try {
      request.signal?.throwIfAborted();
      const route = await dispatchers.route(url);
      begun = true;
      const exchange = await send(route.dispatcher, url, request, {
        clock,
        userAgent: options.userAgent,
        maxBytes: request.maxBytes ?? maxBytes,
      });
      const durationMs = clock.now() - startedAt;
      if (exchange.kind !== 'answer') throw await explain(exchange, facts, route, url, request.maxBytes ?? maxBytes);
      const response = toResponse(facts, exchange, durationMs);
      answer = { ...exchange, requestId: response.requestId };
      logger.debug({ ...facts, status: response.status, durationMs, requestId: response.requestId }, 'request');
      const failed = !request.expect?.includes(response.status) && (response.status < 200 || response.status >= 300);
      if (failed) throw response.failure();
      counted(false);
      noted(null);
      return response;
    } catch (thrown) {
      // What was called off before it was begun did nothing.
      const error = toAppError(thrown, begun ? facts : { ...facts, idempotent: true }, request.signal);
      logger.debug({ ...facts, durationMs: clock.now() - startedAt, error: error.code }, 'request failed');
      // Neither what was called off nor a disk of ours says anything about the remote.
      if (begun && error.code !== 'http.aborted' && !error.code.startsWith('files.')) counted(true);
      if (begun) noted(error);
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
    capBytes: number,
  ): Promise<AppError> {
    let outcome: Outcome;
    if (exchange.kind === 'failed' && closed) return calledOff(facts, exchange.cause);
    if (exchange.kind === 'local') return AppError.from(exchange.cause);
    if (exchange.kind === 'timeout') outcome = exchange;
    else if (exchange.kind === 'too-large') {
      return new AppError({
        code: `${facts.remote}.too-large`,
        kind: facts.idempotent ? 'permanent' : 'ambiguous',
        message: `${remoteNames[facts.remote]} sent more than ${sizeWords(capBytes)} for ${facts.label}; the rest was not read.`,
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
          throw notJson(facts, clean(text()), status, requestId, cause);
        }
      },
      failure: () =>
        classify(facts, { kind: 'answer', status, headers, body: clean(text()), requestId, now: clock.now() }) ??
        AppError.from(new Error(`status ${status} is no failure`)),
    };
  }

  return {
    once,
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
export function calledOff(facts: Pick<RequestFacts, 'remote' | 'label' | 'idempotent'>, cause: unknown): AppError {
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
