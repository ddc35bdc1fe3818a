import type { RequestRecord } from '../../shared/domain/log-details.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { RequestEnd, RequestRecorder } from '../http/recording.ts';
import { type Redactor, redacted } from '../monitor/redact.ts';
import type { RunRequests } from '../store/log-port.ts';

/** Requests of one run that are kept; the others are counted. */
const mostRequests = 200;
/** Characters of a body that are kept. An answer that was taken tells less than what was sent, or refused. */
const keptText = { whole: 8_000, taken: 2_000 } as const;
/** So much more is looked through for secrets, so that one across the cut is seen whole. No secret is longer. */
const beyondCut = 1_000;
const labelLength = 300;
const targetLength = 600;

interface Noted extends Omit<RequestRecord, 'n'> {
  /** Characters of the bodies before they were cut. */
  readonly lengths: readonly [request: number, response: number];
  /** Of the response. */
  readonly limit: number;
}

/**
 * What one run asks of both remotes. Noted down cheaply while it runs; redacted and cut when the run is over, before it leaves this thread.
 */
export class RequestLog implements RequestRecorder {
  readonly #redactor: Redactor;
  #noted: Noted[] = [];
  #inAll = 0;
  #over = false;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  note(end: RequestEnd): void {
    if (this.#over) return;
    this.#inAll += 1;
    if (this.#noted.length >= mostRequests) return;
    const failed = end.error !== null || (end.answer !== null && end.answer.status >= 400);
    const limit = failed ? keptText.whole : keptText.taken;
    const request = requestText(end, keptText.whole);
    const response = responseText(end, failed, limit);
    this.#noted.push({
      at: end.at,
      remote: end.remote,
      label: end.label,
      method: end.method,
      target: targetOf(end.url),
      status: end.answer?.status ?? null,
      durationMs: end.durationMs,
      requestId: end.answer?.requestId ?? '',
      request: request?.text ?? null,
      response: response?.text ?? null,
      error: errorText(end),
      lengths: [request?.length ?? 0, response?.length ?? 0],
      limit,
    });
  }

  /** Everything so far; what comes later belongs to no run. */
  taken(): RunRequests {
    this.#over = true;
    const noted = this.#noted.sort((a, b) => a.at - b.at);
    this.#noted = [];
    const { text } = this.#redactor;
    return {
      inAll: this.#inAll,
      requests: noted.map(({ lengths, limit, ...one }, index) => ({
        ...one,
        n: index + 1,
        label: text(one.label).slice(0, labelLength),
        target: text(one.target).slice(0, targetLength),
        requestId: one.requestId.slice(0, labelLength),
        request: one.request === null ? null : cut(text(one.request), one.request, keptText.whole, lengths[0]),
        response: one.response === null ? null : cut(text(one.response), one.response, limit, lengths[1]),
        error: one.error === null ? null : text(one.error).slice(0, keptText.taken),
      })),
    };
  }
}

interface Part {
  /** A little more than is kept. */
  readonly text: string;
  readonly length: number;
}

function partOf(text: string, limit: number): Part | null {
  return text === '' ? null : { text: text.slice(0, limit + beyondCut), length: text.length };
}

/** `text`: what is left of `part` without secrets. Where more came after the part, its last piece goes: half a secret may be in it. */
function cut(text: string, part: string, limit: number, length: number): string {
  const most = part.length < limit + beyondCut ? limit : Math.min(limit, Math.max(0, text.length - beyondCut));
  return text.length <= most ? text : `${text.slice(0, most)} [cut: ${length} characters in all]`;
}

function requestText(end: RequestEnd, limit: number): Part | null {
  const { body } = end;
  // What signs us in is secret by nature.
  if (body === undefined || isSignIn(end)) return null;
  if (typeof body === 'string') return partOf(body, limit);
  return partOf(body instanceof Uint8Array ? `[${body.byteLength} bytes]` : '[a form with a file]', limit);
}

function responseText(end: RequestEnd, failed: boolean, limit: number): Part | null {
  if (end.answer === null || (!failed && (isRecord(end) || isSignIn(end)))) return null;
  const { headers, bytes } = end.answer;
  const type = headers['content-type'] ?? '';
  if (bytes.length === 0) return null;
  if (type !== '' && !/json|text|xml/i.test(type)) return partOf(`[${bytes.length} bytes of ${type}]`, limit);
  // A character takes up to four bytes.
  const part = partOf(bytes.toString('utf8', 0, 4 * (limit + beyondCut)), limit);
  return part === null ? null : { ...part, length: Math.max(part.length, bytes.length) };
}

const recordPaths: Readonly<Record<Remote, RegExp>> = {
  connectwise: /\/service\/tickets\/\d+$/,
  fieldnation: /\/workorders\/\d+$/,
};

/** The record itself, which the run keeps. */
function isRecord({ remote, method, url }: RequestEnd): boolean {
  return method === 'GET' && recordPaths[remote].test(url.pathname);
}

function isSignIn({ url }: RequestEnd): boolean {
  return /\/oauth\/|\/token$/i.test(url.pathname);
}

/** Query parameters whose values say what was asked for; any other value may be a key or a signature. */
const plainParameters =
  /^(conditions|childConditions|customFieldConditions|orderBy|fields|columns|page|pageSize|pageId|per_page|sort|order|list|view|recordType|recordId|f_[a-z_.[\]]+)$/i;

/** Host, path and what was asked for. */
function targetOf(url: URL): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'access_token')
    .map(([name, value]) => `${name}=${plainParameters.test(name) ? value : redacted}`)
    .join('&');
  return `${url.host}${url.pathname}${query === '' ? '' : `?${query}`}`;
}

function errorText({ error, answer }: RequestEnd): string | null {
  if (error === null) return null;
  const wait = answer?.headers['retry-after'];
  return wait === undefined ? error.message : `${error.message} (Retry-After: ${wait})`;
}
