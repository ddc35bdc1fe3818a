import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';

/** A request as `receive.ts` sees it. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Largest body in bytes; a callback is a few kilobytes. */
export const maxBodyBytes = 1_048_576;

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The callback listener: loopback only, HTTP/1.1, tight limits, no information in any answer. `answer` returns the status; a failure in it
 * becomes 503 so that a sender which retries does.
 */
export async function listen(options: {
  readonly port: number;
  readonly clock: Clock;
  readonly answer: (request: Incoming) => Promise<number>;
  /** A request that was refused before it could be read, for the count in the log. */
  readonly onRefused: (reason: string) => void;
}): Promise<Listener> {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => void handle(request, response, options),
  );
  server.maxConnections = 200;
  server.on('clientError', (_error, socket) => {
    options.onRefused('malformed request');
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  await bind(server, options.port);
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
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new AppError({
          code: cause.code === 'EADDRINUSE' ? 'intake.port-in-use' : 'intake.cannot-listen',
          kind: 'permanent',
          message:
            cause.code === 'EADDRINUSE'
              ? `Port ${port} is used by another program, so callbacks cannot arrive. Choose another port, or 0 to let the system choose. Polling goes on meanwhile.`
              : `The callback listener could not open port ${port} (${cause.code ?? cause.message}). Polling goes on meanwhile.`,
          context: { port },
          action: { do: 'open-setup', step: 'callbacks' },
          cause,
        }),
      );
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve());
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    readonly clock: Clock;
    readonly answer: (request: Incoming) => Promise<number>;
    readonly onRefused: (reason: string) => void;
  },
): Promise<void> {
  const release = options.clock.hold();
  try {
    const body = await readBody(request);
    if (body === null) {
      options.onRefused('body too large');
      response.shouldKeepAlive = false;
      end(response, 413);
      return;
    }
    const status = await options
      .answer({
        method: request.method ?? '',
        path: request.url ?? '/',
        host: request.headers.host ?? '',
        headers: flatten(request),
        body,
      })
      .catch(() => 503);
    end(response, status);
  } catch {
    response.destroy();
  } finally {
    release();
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatten(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
