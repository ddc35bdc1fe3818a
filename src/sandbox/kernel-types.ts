import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../shared/clock.ts';

/* What the two simulated vendors share. kernel/ implements it; connectwise/ and fieldnation/ build on it. */

/** A request as a route sees it. `body` is the raw bytes; `json()` parses them and throws a 400-shaped failure of the vendor. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The parts of a form, where the vendor takes forms as streams (`VendorDefinition.maxFileBytes`); the body is empty then. */
  readonly form?: readonly FormPart[];
}
/** One part of a `multipart/form-data` body that was read as it arrived. */
export interface FormPart {
  readonly name: string;
  /** Null for a plain field. */
  readonly fileName: string | null;
  readonly mime: string;
  /** As sent; a file longer than the vendor's limit is kept only up to the limit. */
  readonly size: number;
  /** A field's value; empty for a file. */
  readonly text: string;
  /** Keeps a file beyond this request and gives its name in the file bin. */
  keep(): string;
}
export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a Buffer. `undefined` = empty body. */
  readonly body?: unknown;
  /** Sent instead of a body, piece by piece: `size` bytes of the file at `path`. */
  readonly file?: { readonly path: string; readonly size: number };
}
export type RouteHandler = (request: SandboxRequest) => SandboxResponse | Promise<SandboxResponse>;

/** Injected misbehaviour for the next matching requests or deliveries. */
export interface Fault {
  readonly id: string;
  readonly vendor: 'connectwise' | 'fieldnation';
  /** Which traffic: API requests or outgoing callbacks/webhooks. */
  readonly on: 'request' | 'delivery';
  readonly method?: string;
  /** Regular expression on the path (requests) or on the event name / action (deliveries). */
  readonly path?: string;
  readonly kind:
    | '429'
    | '500'
    | '503'
    | 'timeout-after-commit'
    | 'timeout-before'
    | 'drop-connection'
    | 'drop-after-commit'
    | 'duplicate'
    | 'delay'
    | 'lose'
    | 'reorder';
  readonly retryAfterSeconds?: number;
  readonly delayMs?: number;
  /** How often it strikes before it is spent. Default 1. */
  readonly times?: number;
}

/** Switches for what the references leave open; every one is documented in docs/sandbox.md with its default. */
export interface SandboxSwitches {
  /** Callback and webhook targets on loopback may be plain http. Default true (it is a sandbox). */
  readonly allowHttpLoopbackTargets: boolean;
  readonly [name: string]: boolean | number | string;
}

export interface SandboxContext {
  readonly clock: Clock;
  /** Deterministic randomness from the seed. */
  readonly random: () => number;
  /** Next matching fault, consumed; null when none. */
  takeFault(on: Fault['on'], vendor: Fault['vendor'], method: string, path: string): Fault | null;
  readonly switches: SandboxSwitches;
  /** Everything that happened, for tests and the control API's `GET /control/journal`. */
  journal(entry: { readonly vendor: string; readonly kind: string; readonly [key: string]: unknown }): void;
}

/** A vendor: handles its own paths on its own port. */
export interface Vendor {
  readonly name: 'connectwise' | 'fieldnation';
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** What `startSandbox` gives back (also printed by `npm run sandbox` and returned by `GET /control/info`). */
export interface SandboxInfo {
  readonly connectwise: {
    readonly url: string;
    readonly company: string;
    readonly publicKey: string;
    readonly privateKey: string;
    readonly clientId: string;
    /** Login of the dispatcher the control API plays (differs from the API member). */
    readonly dispatcher: string;
  };
  readonly fieldnation: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly username: string;
    readonly password: string;
  };
  readonly controlUrl: string;
  /** Sent as `x-sandbox-control` with every control request. */
  readonly controlToken: string;
  /** PEM of the certificate when TLS was asked for. */
  readonly certificate: string | null;
  /** Where the seed's trigger is: board and status for the demo. */
  readonly demo: {
    readonly boardId: number;
    readonly boardName: string;
    readonly triggerStatusId: number;
    readonly triggerStatusName: string;
    readonly ticketIds: readonly number[];
  };
}
