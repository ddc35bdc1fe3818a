import { createReadStream } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Fault, SandboxContext, SandboxRequest, SandboxResponse, Vendor } from '../kernel-types.ts';
import { formBoundary, type ReceivedForm, readForm } from './form.ts';
import { excuseCaller } from './hang.ts';
import type { KernelContext } from './kernel.ts';
import { createRateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { createRouter } from './router.ts';
import type { VendorDefinition } from './vendor-definition.ts';
import { VendorFailure } from './vendor-failure.ts';

const defaultMaxBodyBytes = 32 * 1024 * 1024;

function toSandboxRequest(incoming: IncomingMessage, body: Buffer): SandboxRequest {
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: new URLSearchParams(question < 0 ? '' : url.slice(question + 1)),
    params: {},
    headers,
    body,
  };
}

function write(response: ServerResponse, answer: SandboxResponse): void {
  if (response.destroyed) return;
  const bytes =
    answer.body === undefined
      ? Buffer.alloc(0)
      : Buffer.isBuffer(answer.body)
        ? answer.body
        : Buffer.from(JSON.stringify(answer.body), 'utf8');
  const headers: Record<string, string> = {};
  if (answer.body !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = value;
  if (answer.status !== 204 && answer.status !== 304) headers['content-length'] = String(bytes.length);
  response.writeHead(answer.status, headers);
  response.end(bytes);
}

/**
 * Sends a file piece by piece; ends when it is out or the caller is gone. `cut` breaks the connection half way, as a
 * network does.
 */
async function writeFile(response: ServerResponse, answer: SandboxResponse, cut: boolean): Promise<void> {
  const { file } = answer;
  if (file === undefined || response.destroyed) return;
  const headers: Record<string, string> = { 'content-type': 'application/octet-stream' };
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers[name.toLowerCase()] = value;
  response.writeHead(answer.status, { ...headers, 'content-length': String(file.size) });
  if (file.size === 0) {
    response.end();
    return;
  }
  const end = cut ? Math.floor(file.size / 2) - 1 : file.size - 1;
  try {
    if (end >= 0) await pipeline(createReadStream(file.path, { start: 0, end }), response, { end: !cut });
  } catch {
    // The caller went away, or the file did while it was read: either way the connection is broken, as it looks to them.
    response.destroy();
  }
  if (cut) response.destroy();
}

/** Faults that stop a request before the handler runs, as the answer to give; null lets it through. */
function refusal(definition: VendorDefinition, request: SandboxRequest, fault: Fault): SandboxResponse | null {
  if (fault.kind === '429') return definition.answers.rateLimited(request, fault.retryAfterSeconds ?? 30);
  if (fault.kind === '500') return definition.answers.broken(request, 500);
  if (fault.kind === '503') {
    const answer = definition.answers.broken(request, 503);
    return fault.retryAfterSeconds === undefined
      ? answer
      : { ...answer, headers: { ...answer.headers, 'retry-after': String(fault.retryAfterSeconds) } };
  }
  return null;
}

/** Turns a definition into something that answers node's requests: router, guard, faults, budget, journal. */
export function createVendor(
  context: SandboxContext & Pick<KernelContext, 'files'>,
  definition: VendorDefinition,
  onChange: () => void = () => {},
): Vendor {
  const router = createRouter(definition.routes, { caseInsensitive: definition.caseInsensitivePaths });
  const maxBodyBytes = definition.maxBodyBytes ?? defaultMaxBodyBytes;
  const budget = createRateLimit(context.clock);

  async function answer(request: SandboxRequest): Promise<SandboxResponse> {
    const match = router.match(request.method, request.path);
    if (match.kind === 'none') return definition.answers.notFound(request);
    if (match.kind === 'wrong-method') return definition.answers.wrongMethod(request, match.allowed);
    const routed: SandboxRequest = { ...request, params: match.params };
    try {
      return definition.guard?.(routed, match.route) ?? (await match.route.handler(routed));
    } catch (error) {
      if (error instanceof VendorFailure) return error.response;
      context.journal({
        vendor: definition.name,
        kind: 'defect',
        path: request.path,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      return definition.answers.broken(request, 500);
    }
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let release = context.clock.hold();
    const startedAt = context.clock.now();
    let fault: Fault | null = null;
    let request: SandboxRequest = toSandboxRequest(incoming, Buffer.alloc(0));
    const log = (status: number | null): void =>
      context.journal({
        vendor: definition.name,
        kind: 'request',
        method: request.method,
        path: request.path,
        query: request.query.toString(),
        status,
        durationMs: context.clock.now() - startedAt,
        ...(fault === null ? {} : { fault: fault.kind }),
      });
    const hang = (): void => {
      const resume = excuseCaller(context.clock);
      if (response.destroyed) resume();
      else response.on('close', resume);
    };
    const finish = (given: SandboxResponse, cut = false): void | Promise<void> => {
      const final = definition.finish?.(request, given) ?? given;
      log(cut ? null : final.status);
      return final.file === undefined ? write(response, final) : writeFile(response, final, cut);
    };
    let form: ReceivedForm | null = null;
    try {
      const boundary = definition.maxFileBytes === undefined ? null : formBoundary(incoming.headers['content-type']);
      if (boundary !== null) {
        const read = await readForm(incoming, boundary, context.files, definition.maxFileBytes?.() ?? 0);
        if (read === 'aborted') return log(null);
        if (read !== 'malformed') form = read;
        request = { ...request, form: form?.parts ?? [] };
      } else {
        const body = await readBody(incoming, maxBodyBytes);
        if (body === 'aborted') return log(null);
        if (body === 'too-large') return await finish(definition.answers.tooLarge(request, maxBodyBytes));
        request = toSandboxRequest(incoming, body);
      }
      fault = context.takeFault('request', definition.name, request.method, request.path);
      if (fault !== null) {
        const refused = refusal(definition, request, fault);
        if (refused !== null) return await finish(refused);
        if (fault.kind === 'timeout-before') {
          log(null);
          return hang();
        }
        if (fault.kind === 'drop-connection') {
          log(null);
          incoming.socket.destroy();
          return;
        }
        if (fault.kind === 'delay') {
          // The caller waits on the sandbox's account here, so virtual time may pass.
          const resume = excuseCaller(context.clock);
          release();
          await context.clock.sleep(fault.delayMs ?? 1000);
          release = context.clock.hold();
          resume();
        }
      }
      const perMinute = definition.requestsPerMinute?.() ?? 0;
      const waitSeconds = perMinute > 0 ? budget.take(perMinute) : null;
      if (waitSeconds !== null) return await finish(definition.answers.rateLimited(request, waitSeconds));
      const given = await answer(request);
      if (request.method !== 'GET') onChange();
      if (fault?.kind === 'timeout-after-commit') {
        log(null);
        return hang();
      }
      if (fault?.kind === 'drop-after-commit') {
        // A file breaks off half way: the beginning that arrived is what makes this loss treacherous.
        if (given.file !== undefined) return await finish(given, true);
        log(null);
        incoming.socket.destroy();
        return;
      }
      await finish(given);
    } finally {
      form?.discard();
      release();
    }
  }

  return { name: definition.name, handle };
}

/** Room for addresses that are too long for the vendor, so that the vendor's own answer is given. */
const maxHeaderSize = 256 * 1024;

export interface Listening {
  /** `http://127.0.0.1:54321`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Stops accepting and ends every connection, idle or hanging. */
  close(): Promise<void>;
}

/** Binds a request handler to 127.0.0.1 (never another address). Port 0 takes any free one. */
export function listenOnLoopback(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  options: { readonly port?: number; readonly tls?: { readonly key: string; readonly cert: string } | null } = {},
): Promise<Listening> {
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      process.emitWarning(`The sandbox failed on ${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  };
  const tls = options.tls ?? null;
  const server: Server =
    tls === null
      ? createHttpServer({ maxHeaderSize }, onRequest)
      : createHttpsServer({ maxHeaderSize, key: tls.key, cert: tls.cert }, onRequest);
  // Longer than any client keeps a socket, so that reuse never meets a closing one.
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
        port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
