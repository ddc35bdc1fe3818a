import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';

/** Thrown by a handler to answer with this response; the kernel sends it as it stands. */
export class VendorFailure extends Error {
  readonly response: SandboxResponse;

  constructor(response: SandboxResponse) {
    super(`The simulated vendor refuses with ${response.status}: ${JSON.stringify(response.body ?? null)}`);
    this.name = 'VendorFailure';
    this.response = response;
  }
}

/** The request's body as JSON. `refuse` makes the vendor's own 400 when it is not JSON. */
export function parseJsonBody(request: SandboxRequest, refuse: (message: string) => SandboxResponse): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    throw new VendorFailure(refuse(error instanceof Error ? error.message : String(error)));
  }
}
