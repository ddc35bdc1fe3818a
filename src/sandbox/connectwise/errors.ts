import { VendorFailure } from '../kernel/vendor-failure.ts';
import type { SandboxResponse } from '../kernel-types.ts';

/* The error bodies of reference section 1.7, and nothing else. */

export interface FieldError {
  readonly code?: string;
  readonly message: string;
  readonly resource?: string;
  readonly field?: string;
}

export function errorResponse(status: number, code: string, message: string): SandboxResponse {
  return { status, body: { code, message } };
}

/** 400 `InvalidObject`: `resource` in camel case (`ticket`, `serviceNote`, `callbackEntry`). */
export function invalidObject(resource: string, errors: readonly FieldError[]): VendorFailure {
  return new VendorFailure({
    status: 400,
    body: { code: 'InvalidObject', message: `${resource} object is invalid`, errors },
  });
}

/** 404 for a record: `Ticket 57919 not found`. */
export function recordNotFound(label: string, id: string | number): VendorFailure {
  return new VendorFailure(errorResponse(404, 'NotFound', `${label} ${id} not found`));
}

export const endpointDoesNotExist: SandboxResponse = errorResponse(
  404,
  'ConnectWiseApi',
  'The endpoint does not exist.',
);

/** 400 for a condition: unknown names and, by choice of this sandbox, malformed text. */
export function badCondition(message: string): VendorFailure {
  return new VendorFailure(errorResponse(400, 'ApiFindCondition', message));
}

/** 400 for a body or parameter the API layer itself refuses. */
export function badRequest(message: string): VendorFailure {
  return new VendorFailure(errorResponse(400, 'ConnectWiseApi', message));
}

export const noPermission: SandboxResponse = errorResponse(
  403,
  'Security',
  'You do not have security permission to perform this action.',
);

/** The 429 body has its own shape: `error` where every other body has `code` (reference section 1.6). */
export function tooManyRequests(retryAfterSeconds: number): SandboxResponse {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: {
      error: 'ConnectWiseAPI',
      message: `Too many requests. Please try again in ${retryAfterSeconds} seconds.`,
    },
  };
}

/** 501: the specification knows the call and this sandbox does not play it. */
export function notSimulated(what: string): SandboxResponse {
  return errorResponse(501, 'NotSimulated', `The sandbox does not simulate ${what}.`);
}
