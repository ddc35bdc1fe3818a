import { randomUUID } from 'node:crypto';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import type { SandboxResponse } from '../kernel-types.ts';

/** One thing wrong with a request: a place in the body (JSON pointer) or a query parameter. */
export type ProblemDetail =
  | { readonly detail: string; readonly pointer: string }
  | { readonly detail: string; readonly parameter: string };

interface CodeFacts {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
  readonly agent: { readonly action: string; readonly backoffMs: number; readonly maxAttempts: number };
}

/** The catalogue of reference 1.3. */
const codes = {
  VALIDATION_ERROR: facts(400, 'Validation failed', false, 'FIX_INPUT', 0, 0),
  AUTHENTICATION_REQUIRED: facts(401, 'Authentication required', false, 'REAUTHENTICATE', 0, 1),
  INSUFFICIENT_PERMISSIONS: facts(403, 'Insufficient permissions', false, 'ESCALATE', 0, 0),
  RESOURCE_NOT_FOUND: facts(404, 'Resource not found', false, 'FIX_INPUT', 0, 0),
  RATE_LIMIT_EXCEEDED: facts(429, 'Rate limit exceeded', true, 'RETRY', 60_000, 3),
  SERVICE_UNAVAILABLE: facts(503, 'Service unavailable', true, 'RETRY', 5_000, 3),
} as const;
export type ProblemCode = keyof typeof codes;

function facts(
  status: number,
  title: string,
  retryable: boolean,
  action: string,
  backoffMs: number,
  maxAttempts: number,
): CodeFacts {
  return { status, title, retryable, agent: { action, backoffMs, maxAttempts } };
}

/** The newest error shape, RFC 9457 `application/problem+json`: what REST answers unless a route says otherwise. */
export function problem(
  code: ProblemCode,
  detail: string,
  options: { readonly errors?: readonly ProblemDetail[]; readonly headers?: Readonly<Record<string, string>> } = {},
): SandboxResponse {
  const fact = codes[code];
  return {
    status: fact.status,
    headers: { 'content-type': 'application/problem+json', ...options.headers },
    body: {
      type: `https://developer.fieldnation.com/error-codes/#${code.toLowerCase()}`,
      title: fact.title,
      status: fact.status,
      detail,
      code,
      errors: options.errors ?? [],
      retryable: fact.retryable,
      correlationId: randomUUID(),
      agent: fact.agent,
    },
  };
}

/** DefaultResponseErrorDto: what permission and state refusals answer (reference 1.3, shape 2). */
export function plainError(status: number, message: string): SandboxResponse {
  return { status, body: { status, message } };
}

/** The webhook API's shape (reference 1.3, shape 3). */
export function webhookError(status: number, message: string, path: string, nowMs: number): SandboxResponse {
  return {
    status,
    body: {
      metadata: { timestamp: new Date(nowMs).toISOString(), path },
      errors: [{ code: status, message }],
      result: {},
    },
  };
}

/** Bad input: what to fix, pointed at. */
export function invalid(...errors: readonly ProblemDetail[]): VendorFailure {
  return new VendorFailure(problem('VALIDATION_ERROR', errors.map((error) => error.detail).join(' '), { errors }));
}

export function notFound(what: string): VendorFailure {
  return new VendorFailure(problem('RESOURCE_NOT_FOUND', `${what} was not found.`));
}

/** A permission error, and what an action that the state does not allow answers. */
export function forbidden(message: string): VendorFailure {
  return new VendorFailure(plainError(403, message));
}
