import { createServer as createHttpServer, request as httpRequest, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

export interface RunningFront {
  readonly port: number;
  close(): Promise<void>;
}

/** Passes everything on to `port` as a reverse proxy does; `host` in place of the Host that came. */
export function forward(port: number, host?: string): RequestListener {
  return (incoming, response) => {
    const onward = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, ...(host === undefined ? {} : { host }) },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.writeHead(502, { server: 'front' }).end('<title>502 Bad Gateway</title>'));
    incoming.pipe(onward);
  };
}

/** A real TLS server on loopback, as stands in front of the listener. */
export async function startFront(tls: TlsOptions, handler: RequestListener): Promise<RunningFront> {
  return running(createHttpsServer(tls, handler));
}

/** A proxy as companies have them: CONNECT only. `refuses`: with 403. */
export async function startProxy(
  port: () => number,
  refuses = false,
): Promise<RunningFront & { readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    if (refuses) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connect(port(), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  return { ...(await running(server)), asked };
}

/** Sends as ConnectWise does: over TLS, to the public name. Gives the status. */
export function post(
  to: { readonly url: URL; readonly ca: string },
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port: to.url.port,
        servername: to.url.hostname,
        path: to.url.pathname,
        method: 'POST',
        ca: to.ca,
        agent: false,
        headers: { host: to.url.host, 'content-length': body.length, ...headers },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

async function running(server: Server): Promise<RunningFront> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
