import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { Connections } from './connections.ts';
import { declared, end, meaningOf } from './http-answers.ts';
import { bareAnswer, flatten, refusedHead } from './http-checks.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import type { RefusalKind } from './refusals.ts';
import { sourceOf } from './source.ts';

/** What can be said of a request before its body is read. */
export interface RequestHead {
  readonly method: string;
  /** The request target as it came, never decoded. */
  readonly path: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What becomes of a request by its head alone. */
export type Admission =
  /** Answered at once; the body is not read. */
  | { readonly kind: 'answer'; readonly status: number }
  /** For a true address. `busy`: the status that makes this sender try again. */
  | { readonly kind: 'read'; readonly busy: number; readonly answer: (body: Buffer) => Promise<number> };

export interface ListenerLimits {
  /** Largest body in bytes; a callback is a few kilobytes. */
  readonly bodyBytes: number;
  /** Bytes of all bodies under way. */
  readonly allBodyBytes: number;
  readonly headerBytes: number;
  readonly headers: number;
  /** Until the head is complete, and until the whole request is (ms). */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Between two requests of one connection (ms). */
  readonly keepAliveMs: number;
  /** How often the times above are looked at (ms). */
  readonly checkMs: number;
  readonly connections: number;
  readonly pipelined: number;
  /** Requests of one source for a true address, and for any other. */
  readonly addressed: Rate;
  readonly strangers: Rate;
}

export const listenerLimits: ListenerLimits = {
  bodyBytes: 1_048_576,
  allBodyBytes: 16_777_216,
  headerBytes: 16_384,
  headers: 100,
  headersMs: 10_000,
  requestMs: 10_000,
  keepAliveMs: 5_000,
  checkMs: 2_000,
  connections: 200,
  pipelined: 8,
  addressed: { perSecond: 400, burst: 2_000 },
  strangers: { perSecond: 20, burst: 200 },
};

export interface ListenerOptions {
  /** 0 = chosen by the system. */
  readonly port: number;
  readonly clock: Clock;
  readonly admit: (head: RequestHead) => Admission;
  readonly onRefused: (why: RefusalKind) => void;
  /** Header in which the front of a tunnel names the true source; null = none can be believed. */
  readonly sourceHeader?: (() => string | null) | undefined;
  readonly limits?: Partial<ListenerLimits> | undefined;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** A refused request with at most so large a body is read to its end, so that its connection can go on and the sender reads the answer. */
const drainedBytes = 65_536;

/**
 * The callback listener: loopback only, HTTP/1.1, tight limits, no information in any answer: all are a status and nothing else. Who does not know
 * the path token is answered by the head alone: no byte of the body is kept. Throws `intake.port-in-use` and `intake.cannot-listen`.
 */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const limits = { ...listenerLimits, ...options.limits };
  const server = createServer({
    // Whatever NODE_OPTIONS says: a lenient parser is how requests are smuggled.
    insecureHTTPParser: false,
    // Checked in http-checks.ts: Node's own refusal says more than a status, and goes uncounted.
    requireHostHeader: false,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
  });
  // Node leaves out headers beyond its own count instead of refusing them; http-checks.ts counts.
  server.maxHeadersCount = 0;
  server.timeout = limits.requestMs + limits.keepAliveMs;
  const handler = new Handler(server, options, limits);
  await bind(server, options.port);
  server.on('error', () => options.onRefused('not-accepted'));
  server.on('request', (request, response) => void handler.handle(request, response, false));
  server.on('checkContinue', (request, response) => void handler.handle(request, response, true));
  server.on('checkExpectation', (_request, response) => handler.unexpected(response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => handler.failed(error, socket as Socket));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        const cancel = options.clock.after(2_000, () => server.closeAllConnections());
        server.close(() => {
          cancel();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => reject(cannotListen(port, cause));
    server.once('error', failed);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): AppError {
  const goesOn = 'Polling goes on meanwhile, and the port is tried again every minute.';
  const choose = 'Choose another port, or 0 to let the system choose.';
  const known: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is used by another program, so callbacks cannot arrive. ${choose} ${goesOn}`,
    EACCES: `This computer does not let Dispatch Bridge open port ${port}: it is reserved. ${choose} ${goesOn}`,
  };
  return new AppError({
    code: cause.code === 'EADDRINUSE' ? 'intake.port-in-use' : 'intake.cannot-listen',
    kind: 'permanent',
    message:
      known[cause.code ?? ''] ??
      `The callback listener could not open port ${port} (${cause.code ?? cause.message}). ${goesOn}`,
    context: { port },
    action: { do: 'open-callbacks', tab: 'tunnel' },
    cause,
  });
}

class Handler {
  readonly #options: ListenerOptions;
  readonly #limits: ListenerLimits;
  readonly #connections: Connections;
  readonly #addressed: RateLimit;
  readonly #strangers: RateLimit;
  /** Bytes of bodies under way. */
  #bodyBytes = 0;

  constructor(server: Server, options: ListenerOptions, limits: ListenerLimits) {
    this.#options = options;
    this.#limits = limits;
    this.#connections = new Connections(server, limits, () => options.onRefused('too-many-connections'));
    this.#addressed = new RateLimit(options.clock, limits.addressed);
    this.#strangers = new RateLimit(options.clock, limits.strangers);
  }

  async handle(request: IncomingMessage, response: ServerResponse, waitsForContinue: boolean): Promise<void> {
    const { socket } = request;
    response.sendDate = false;
    if (this.#connections.isEnded(socket)) return;
    const answered = this.#connections.begin(socket);
    if (answered === null) {
      this.#options.onRefused('too-many-requests');
      socket.destroy();
      return;
    }
    response.once('close', answered);
    const release = this.#options.clock.hold();
    try {
      const bad = refusedHead(request, this.#limits);
      if (bad !== null) {
        this.#options.onRefused('bad-http');
        this.#last(response, bad);
        return;
      }
      const head: RequestHead = {
        method: request.method ?? '',
        path: request.url ?? '/',
        host: request.headers.host ?? '',
        headers: flatten(request),
      };
      const admission = this.#options.admit(head);
      const source = sourceOf(head.headers, this.#options.sourceHeader?.() ?? null);
      if (admission.kind === 'answer') this.#turnAway(request, response, admission.status, source, waitsForContinue);
      else await this.#read(request, response, admission, source, waitsForContinue);
    } catch {
      response.destroy();
    } finally {
      release();
    }
  }

  /** An `Expect` that nobody can meet. */
  unexpected(response: ServerResponse): void {
    response.sendDate = false;
    this.#options.onRefused('bad-http');
    this.#last(response, 417);
  }

  /** What the parser could not read. A connection that still waits for an answer gets none: it would be taken for that one's. */
  failed(error: NodeJS.ErrnoException, socket: Socket): void {
    const [why, status] = meaningOf(error.code ?? '');
    this.#options.onRefused(why);
    if (status === null || !socket.writable || this.#connections.waits(socket)) socket.destroy();
    else socket.end(bareAnswer(status), () => socket.destroy());
  }

  #turnAway(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    source: string,
    waitsForContinue: boolean,
  ): void {
    if (!this.#strangers.take(source)) {
      this.#options.onRefused('too-many-requests');
      this.#last(response, 429);
      return;
    }
    const small = request.headers['transfer-encoding'] === undefined && declared(request) <= drainedBytes;
    if (small && !waitsForContinue) request.resume();
    if (!small || waitsForContinue) this.#last(response, status);
    else end(response, status);
  }

  async #read(
    request: IncomingMessage,
    response: ServerResponse,
    admission: Extract<Admission, { kind: 'read' }>,
    source: string,
    waitsForContinue: boolean,
  ): Promise<void> {
    this.#connections.isKnown(request.socket);
    if (!this.#addressed.take(source)) {
      this.#options.onRefused('too-many-requests');
      this.#last(response, admission.busy);
      return;
    }
    if (declared(request) > this.#limits.bodyBytes) {
      this.#options.onRefused('too-large');
      this.#last(response, 413);
      return;
    }
    if (waitsForContinue) response.writeContinue();
    const body = await this.#body(request);
    if (typeof body === 'string') {
      this.#options.onRefused(body);
      if (body === 'cut-off') response.destroy();
      else this.#last(response, body === 'too-large' ? 413 : admission.busy);
      return;
    }
    end(response, await admission.answer(body).catch(() => admission.busy));
  }

  /** Answers, and closes the connection with everything else that came over it. */
  #last(response: ServerResponse, status: number): void {
    if (response.socket !== null) this.#connections.isEnding(response.socket);
    response.shouldKeepAlive = false;
    end(response, status);
  }

  async #body(request: IncomingMessage): Promise<Buffer | 'too-large' | 'too-many-requests' | 'cut-off'> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.#bodyBytes += chunk.length;
        if (size > this.#limits.bodyBytes) return 'too-large';
        if (this.#bodyBytes > this.#limits.allBodyBytes) return 'too-many-requests';
        chunks.push(chunk);
      }
      return request.complete ? Buffer.concat(chunks) : 'cut-off';
    } catch {
      return 'cut-off';
    } finally {
      this.#bodyBytes -= size;
    }
  }
}
