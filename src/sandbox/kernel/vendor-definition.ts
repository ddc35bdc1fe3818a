import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import type { Route } from './router.ts';

/** The vendor's own words for what the kernel decides before a handler runs. */
export interface VendorAnswers {
  notFound(request: SandboxRequest): SandboxResponse;
  wrongMethod(request: SandboxRequest, allowed: readonly string[]): SandboxResponse;
  tooLarge(request: SandboxRequest, maxBytes: number): SandboxResponse;
  rateLimited(request: SandboxRequest, retryAfterSeconds: number): SandboxResponse;
  /** An injected 500 or 503. */
  broken(request: SandboxRequest, status: 500 | 503): SandboxResponse;
}

/** One simulated vendor, as data and functions; `Kernel.serve` puts it on a port. */
export interface VendorDefinition {
  readonly name: 'connectwise' | 'fieldnation';
  readonly routes: readonly Route[];
  /** Whether the literal parts of a path ignore case, as the vendor's own web server does. */
  readonly caseInsensitivePaths: boolean;
  readonly answers: VendorAnswers;
  /** Runs after the route was found and before the handler: sign-in, rights. A response ends the request. */
  guard?(request: SandboxRequest, route: Route): SandboxResponse | null;
  /** Runs on every response before it leaves: the vendor's standing headers. */
  finish?(request: SandboxRequest, response: SandboxResponse): SandboxResponse;
  /** Budget of requests per minute, read at each request; 0 means none. */
  requestsPerMinute?(): number;
  /** Default 32 MiB. */
  readonly maxBodyBytes?: number;
  /**
   * With it, forms are read as streams into the file bin and handed over as `request.form`; of a longer file only this
   * much is kept, while its `size` says how long it was. Without it they are bodies like any other.
   */
  maxFileBytes?(): number;
}
