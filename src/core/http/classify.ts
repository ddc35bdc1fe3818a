import type { Remote } from '../../shared/domain/records.ts';
import { AppError, type AppErrorOptions, type ErrorKind } from '../../shared/errors.ts';
import { redactText } from '../monitor/redact.ts';
import { readVendorError } from './vendor-error.ts';

export const remoteNames: Readonly<Record<Remote, string>> = {
  connectwise: 'ConnectWise',
  fieldnation: 'Field Nation',
};

/** Longest pause a server may ask for; a larger number is more likely a mistake than a wish. */
export const maxRetryAfterMs = 15 * 60_000;
/** Pause after a 429 that names none (reference/fieldnation.md 1.3: back off 60 s). */
const defaultBackoffMs = 60_000;
/** When a job may look again at a remote out of reach; the lane's own pause grows from here. */
const offlineRetryMs = 5_000;

/** Which request an outcome belongs to. */
export interface RequestFacts {
  readonly remote: Remote;
  /** Words for errors, e.g. `ticket 1042`. */
  readonly label: string;
  readonly method: string;
  /** Host and path without the query, which may hold a token. */
  readonly target: string;
  readonly idempotent: boolean;
}

/** What came of a request: an answer, or the reason there is none. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly requestId: string;
      readonly now: number;
    }
  | { readonly kind: 'timeout'; readonly sent: boolean; readonly timeoutMs: number }
  | {
      readonly kind: 'failed';
      readonly sent: boolean;
      readonly code: string;
      readonly proxied: boolean;
      readonly cause: unknown;
    }
  | {
      readonly kind: 'certificate';
      readonly code: string;
      readonly issuer: string;
      readonly host: string;
      readonly cause: unknown;
    };

/** Milliseconds a `Retry-After` header asks for (seconds or an HTTP date), 0 to 15 minutes; null when there is none. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, maxRetryAfterMs);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), maxRetryAfterMs);
}

/** Error codes that mean the request never left for the remote: no name, no route, nobody listening. */
const offlineCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The one place that says what a failed request means. Null for an answer the caller can use (2xx). */
export function classify(request: RequestFacts, outcome: Outcome): AppError | null {
  const name = remoteNames[request.remote];
  const facts = { remote: request.remote, label: request.label, method: request.method, target: request.target };
  const make = (kind: ErrorKind, code: string, message: string, more: Partial<AppErrorOptions> = {}): AppError =>
    new AppError({
      ...(kind === 'offline' ? { retryAfterMs: offlineRetryMs } : {}),
      ...more,
      kind,
      code: `${request.remote}.${code}`,
      message: redactText(message),
      context: { ...facts, ...more.context },
    });

  switch (outcome.kind) {
    case 'timeout': {
      const words = `${name} did not answer within ${Math.round(outcome.timeoutMs / 1000)} s for ${request.label}.`;
      if (outcome.sent && !request.idempotent) {
        return make(
          'ambiguous',
          'ambiguous',
          `${words} It may have been done; it is looked up before it is tried again.`,
        );
      }
      if (!outcome.sent) return make('offline', 'offline', offlineWords(request, 'no connection', false, null));
      return make('transient', 'timeout', `${words} It is tried again.`);
    }
    case 'certificate':
      return make('offline', 'certificate', certificateWords(outcome.code, outcome.host, outcome.issuer, name), {
        context: { certificateError: outcome.code, issuer: outcome.issuer, host: outcome.host },
        cause: outcome.cause,
      });
    case 'failed': {
      const context = { errno: outcome.code };
      if (outcome.sent && !request.idempotent) {
        return make(
          'ambiguous',
          'ambiguous',
          `The connection to ${name} broke off while ${request.label} was being sent. It may have been done; it is looked up before it is tried again.`,
          { context, cause: outcome.cause },
        );
      }
      if (!outcome.sent || offlineCodes.has(outcome.code)) {
        return make('offline', 'offline', offlineWords(request, outcome.code, outcome.proxied, outcome.cause), {
          context,
          cause: outcome.cause,
        });
      }
      return make(
        'transient',
        'reset',
        `The connection to ${name} broke off for ${request.label}. It is tried again.`,
        {
          context,
          cause: outcome.cause,
        },
      );
    }
    case 'answer':
      return classifyAnswer(request, outcome, make);
  }
}

type Make = (kind: ErrorKind, code: string, message: string, more?: Partial<AppErrorOptions>) => AppError;

function classifyAnswer(request: RequestFacts, answer: Outcome & { kind: 'answer' }, make: Make): AppError | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const name = remoteNames[request.remote];
  const vendor = readVendorError(answer.body);
  const said = vendor?.message ? `: ${vendor.message.replace(/[.\s]+$/, '')}` : '';
  const context = {
    status,
    requestId: answer.requestId,
    vendorCode: vendor?.code ?? '',
    vendorMessage: redactText(vendor?.message ?? ''),
    vendorDetails: vendor?.details.join(',') ?? '',
    field: vendor?.field ?? '',
  };
  const asked = retryAfter(answer.headers['retry-after'], answer.now);
  const signIn = { do: 'open-setup', step: request.remote } as const;

  if (status === 429 || (status === 503 && asked !== null)) {
    const retryAfterMs = asked ?? Math.min(vendor?.backoffMs ?? defaultBackoffMs, maxRetryAfterMs);
    const words = status === 429 ? 'receives too many requests' : 'is busy';
    return make('rate-limited', 'rate-limited', `${name} ${words} and asks to wait ${seconds(retryAfterMs)}${said}.`, {
      context,
      retryAfterMs,
    });
  }
  // Field Nation's older token error is a 400 (reference/fieldnation.md 1.2).
  if (status === 401 || (status === 400 && /expired token|valid oauth token/i.test(vendor?.message ?? ''))) {
    const what = request.remote === 'connectwise' ? 'the key' : 'the sign-in';
    return make('auth', 'unauthorized', `${name} refuses ${what}${said}. Sign in again in Setup.`, {
      context,
      action: signIn,
    });
  }
  if (status === 408 || status >= 500) {
    return make(
      'transient',
      'unavailable',
      `${name} could not answer for ${request.label} (${status})${said}. It is tried again.`,
      {
        context,
      },
    );
  }
  if (status >= 300 && status < 400) {
    return make(
      'permanent',
      'redirect',
      `${name} sent ${request.label} to another address. Check the address in Setup.`,
      {
        context: { ...context, location: redactText(answer.headers.location ?? '').split('?')[0] ?? '' },
        action: signIn,
      },
    );
  }
  if (status === 403) {
    return make('permanent', 'forbidden', `${name} does not permit this for ${request.label}${said}.`, { context });
  }
  if (status === 404 || status === 410) {
    return make('permanent', 'not-found', `${name} does not find ${request.label}${said}.`, { context });
  }
  if (status === 409) {
    return make('permanent', 'in-use', `${name} says ${request.label} is in use or changed meanwhile${said}.`, {
      context,
    });
  }
  const page =
    vendor === null && /<html|<!doctype/i.test(answer.body.slice(0, 500)) ? ' It answered with a web page' : '';
  return make(
    'permanent',
    'rejected',
    `${name} rejected ${request.label}${said || ` (${status})`}.${page}`.replace(/([^.])$/, '$1.'),
    {
      context,
    },
  );
}

function seconds(ms: number): string {
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Math.ceil(ms / 1000)} s`;
}

function offlineWords(request: RequestFacts, code: string, proxied: boolean, cause: unknown): string {
  const name = remoteNames[request.remote];
  const host = request.target.split('/')[0] ?? request.target;
  if (proxied) {
    const status = cause instanceof Error ? /Proxy response \((\d{3})\)/.exec(cause.message)?.[1] : undefined;
    if (status === '407')
      return `The proxy on the way to ${name} (${host}) wants a user name and password. Enter them with its address under Settings > Network.`;
    if (status !== undefined)
      return `The proxy refuses the way to ${name} (${host}) with ${status}. Have it allow this host, or change the proxy under Settings > Network.`;
    return `${name} (${host}) cannot be reached through the proxy (${code}). Check the proxy under Settings > Network.`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') {
    return `The name ${host} of ${name} cannot be found. Check the address in Setup and this computer's connection.`;
  }
  if (code === 'ECONNREFUSED') return `Nothing answers at ${host} (${name}). Check the address in Setup.`;
  return `${name} (${host}) cannot be reached (${code}). Check this computer's connection.`;
}

function certificateWords(code: string, host: string, issuer: string, name: string): string {
  if (code === 'CERT_HAS_EXPIRED') return `The certificate of ${host} (${name}), issued by ${issuer}, has expired.`;
  if (code === 'CERT_NOT_YET_VALID') {
    return `The certificate of ${host} (${name}), issued by ${issuer}, is not valid yet. Check this computer's clock.`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `The certificate at ${host} (${name}), issued by ${issuer}, belongs to another host. Check the address in Setup.`;
  }
  return `The certificate of ${host} (${name}) was issued by ${issuer}, which this computer does not trust. If that is your company's own authority, add its certificate file under Settings > Network.`;
}
