import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  json(): unknown;
}

export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
    }
  /** Closes the connection without an answer. */
  | 'drop'
  /** Never answers. */
  | 'hang';

export interface Loopback {
  readonly url: string;
  readonly received: Received[];
  /** The newest request of this method; that none was sent fails the test. */
  last(method: string): Received;
  close(): Promise<void>;
}

/** A small real server on loopback whose answers a test writes by hand. */
export async function loopback(
  handler: (request: Received, index: number) => Answer | Promise<Answer>,
): Promise<Loopback> {
  const received: Received[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const url = new URL(request.url ?? '/', 'http://loopback');
      const body = Buffer.concat(chunks).toString('utf8');
      const entry: Received = {
        method: request.method ?? '',
        url: request.url ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
        json: () => JSON.parse(body),
      };
      received.push(entry);
      const answer = await handler(entry, received.length - 1);
      if (answer === 'hang') return;
      if (answer === 'drop') {
        request.socket.destroy();
        return;
      }
      const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.text === undefined ? 'application/json' : 'text/plain',
        ...answer.headers,
      });
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    last(method) {
      const found = received.findLast((request) => request.method === method);
      if (found === undefined) throw new Error(`no ${method} was sent`);
      return found;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
