import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Download, Http, HttpRequest, HttpResponse } from '../../http/http.ts';
import type { Form } from '../../http/multipart.ts';
import type { Lane } from '../../queue/lane-port.ts';
import type { Instance, InstanceFinder } from './instance.ts';
import { nextParameter } from './pages.ts';
import { inConnectWiseWords } from './words.ts';

export interface Call {
  readonly method: HttpRequest['method'];
  /** Below `/apis/3.0`, e.g. `/service/tickets/1042`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly label: string;
  /** Default: everything but POST. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Further statuses the caller handles itself. */
  readonly expect?: readonly number[];
}

export interface ApiOptions {
  readonly company: string;
  readonly publicKey: string;
  readonly privateKey: () => Promise<string | null>;
  readonly clientId: () => Promise<string | null>;
  readonly http: Http;
  readonly lane: Lane;
  readonly instances: InstanceFinder;
}

/** A create can take minutes when the server is busy (reference/connectwise.md 1.6); reads need not. */
const readTimeoutMs = 30_000;
const writeTimeoutMs = 120_000;
const pageSize = 1000;
/** What a request to an old codebase gets (reference/connectwise.md 1.1, 1.2). */
const movedStatuses = [301, 302, 307, 308, 404];

/** The one door to the REST API: instance, keys, codebase rediscovery, pages and ConnectWise's own error cases. */
export class Api {
  readonly #options: ApiOptions;
  #credentials: Promise<Record<string, string>> | null = null;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** Sends one call. A 404 or redirect leads to one rediscovery, and to a second try when the address changed. */
  async send(call: Call): Promise<HttpResponse> {
    const { http } = this.#options;
    return await this.#found(
      call,
      (request) =>
        http.request({ ...request, ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }) }),
      (response) => response,
    );
  }

  /** Streams an answer to a file. The silence allowed is a read's timeout. */
  async download(call: Call, file: string, maxBytes: number): Promise<Download> {
    const { http } = this.#options;
    return await this.#found(
      { ...call, headers: { accept: '*/*', ...call.headers } },
      (request) => http.download(request, file, maxBytes),
      (download) => download.response,
    );
  }

  /** Streams a form with a file up. The silence allowed is a write's timeout. */
  async upload(call: Omit<Call, 'body'>, form: Form): Promise<HttpResponse> {
    const { http } = this.#options;
    return await this.#found(
      call,
      (request) => http.upload(request, form),
      (response) => response,
    );
  }

  async #found<T>(
    call: Call,
    transfer: (request: HttpRequest) => Promise<T>,
    responseOf: (outcome: T) => HttpResponse,
  ): Promise<T> {
    const { instances } = this.#options;
    const instance = await instances.find(call.signal);
    const expect = call.expect ?? [];
    const first = await this.#once(call, instance, [...movedStatuses, ...expect], transfer);
    const response = responseOf(first);
    if (!movedStatuses.includes(response.status)) return first;
    const again = await instances.rediscover(call.signal);
    if (again.apiBase !== instance.apiBase) return await this.#once(call, again, expect, transfer);
    if (expect.includes(response.status)) return first;
    throw response.failure();
  }

  /** Sends a call and reads the answer with a schema. */
  async read<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    return parse(await this.send(call), schema, call.label);
  }

  /** All records of a list, page by page. For setup tables; records that change meanwhile may move between pages. */
  async list<T>(call: Omit<Call, 'method'>, schema: z.ZodType<T>): Promise<readonly T[]> {
    const all: T[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const response = await this.send({ ...call, method: 'GET', query: { ...call.query, page, pageSize } });
      all.push(...parse(response, schema.array(), call.label));
      const next = nextParameter(response.headers.link, 'page');
      page = next !== null && next > page ? next : null;
    }
    return all;
  }

  /** All records of a list in id order (forward-only pagination): nothing moves while it is read (reference 1.9). */
  async scan<T extends { readonly id: number }>(
    call: Omit<Call, 'method'> & { readonly method?: 'GET' | 'POST' },
    schema: z.ZodType<T>,
    onRead?: (count: number) => void,
  ): Promise<readonly T[]> {
    const all: T[] = [];
    for (let pageId: number | null = 0; pageId !== null; ) {
      const response = await this.send({
        method: 'GET',
        ...call,
        headers: { ...call.headers, 'pagination-type': 'forward-only' },
        query: { ...call.query, pageSize, ...(pageId === 0 ? {} : { pageId }) },
      });
      const records = parse(response, schema.array(), call.label);
      all.push(...records);
      onRead?.(all.length);
      const next = records.length === 0 ? null : nextParameter(response.headers.link, 'pageId');
      pageId = next !== null && next > pageId ? next : null;
    }
    return all;
  }

  /**
   * Basic credentials and clientId (reference/connectwise.md 1.3), kept until ConnectWise refuses them, because asking the keychain
   * for every request costs more than the request's own work. Throws `connectwise.no-key` when one is not stored.
   */
  credentials(): Promise<Record<string, string>> {
    this.#credentials ??= this.#readCredentials().catch((error: unknown) => {
      this.#credentials = null;
      throw error;
    });
    return this.#credentials;
  }

  async #readCredentials(): Promise<Record<string, string>> {
    const { company, publicKey } = this.#options;
    const [privateKey, clientId] = await Promise.all([this.#options.privateKey(), this.#options.clientId()]);
    if (privateKey === null || privateKey === '') throw missing('private key');
    if (clientId === null || clientId === '') throw missing('client ID');
    const basic = Buffer.from(`${company}+${publicKey}:${privateKey}`).toString('base64');
    return { authorization: `Basic ${basic}`, clientid: clientId };
  }

  async #once<T>(
    call: Call,
    instance: Instance,
    expect: readonly number[],
    transfer: (request: HttpRequest) => Promise<T>,
  ): Promise<T> {
    const { lane } = this.#options;
    const query = new URLSearchParams(Object.entries(call.query ?? {}).map(([name, value]) => [name, String(value)]));
    const reads = call.method === 'GET';
    const credentials = await this.credentials().catch((error: unknown) => pauseWhenMissing(lane, error));
    try {
      return await transfer({
        method: call.method,
        url: `${instance.apiBase}${call.path}${query.size === 0 ? '' : `?${query.toString().replaceAll('+', '%20')}`}`,
        headers: {
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...credentials,
          ...call.headers,
        },
        ...(call.signal === undefined ? {} : { signal: call.signal }),
        timeoutMs: reads ? readTimeoutMs : writeTimeoutMs,
        idempotent: call.idempotent ?? call.method !== 'POST',
        lane,
        remote: 'connectwise',
        label: call.label,
        expect,
      });
    } catch (error) {
      if (error instanceof AppError && error.kind === 'auth') this.#credentials = null;
      throw error instanceof AppError ? inConnectWiseWords(error, call) : error;
    }
  }
}

/** A key that is not stored pauses the lane like one that is refused: nothing can be sent before somebody enters it. */
function pauseWhenMissing(lane: Lane, error: unknown): Promise<never> {
  const missingKey = error instanceof AppError && error.kind === 'auth';
  return missingKey ? lane.run(() => Promise.reject(error)) : Promise.reject(error);
}

function missing(what: string): AppError {
  return new AppError({
    code: 'connectwise.no-key',
    kind: 'auth',
    message: `The ConnectWise ${what} is not stored on this computer. Enter it in Setup.`,
    context: { remote: 'connectwise' },
    action: { do: 'open-setup', step: 'connectwise' },
  });
}

/** Reads an answer; a shape that does not fit is `connectwise.unexpected-answer`, naming the field. */
export function parse<T>(response: HttpResponse, schema: z.ZodType<T>, label: string): T {
  const result = schema.safeParse(response.json());
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new AppError({
    code: 'connectwise.unexpected-answer',
    kind: 'permanent',
    message: `ConnectWise sent ${label} in a form this version does not know (${field === '' ? 'the whole answer' : `field ${field}`}: ${issue?.message ?? 'unknown'}).`,
    context: { remote: 'connectwise', label, field, requestId: response.requestId },
    cause: result.error,
  });
}
