import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { expect } from './app.ts';

/** What stands in every page and frame of the attacker: whoever runs it was there. */
const page = `<!doctype html><meta charset="utf-8"><title>Attacker</title><body>The attacker's page</body>`;

/** The attacker's own server: takes everything, lets everybody read it, and keeps who came. */
export class Attacker {
  readonly #server: Server;
  readonly #udp: Socket;
  readonly #tcp: TcpServer;
  readonly #seen: string[] = [];
  #packets = 0;
  #dials = 0;

  private constructor(server: Server, udp: Socket, tcp: TcpServer) {
    this.#server = server;
    this.#udp = udp;
    this.#tcp = tcp;
  }

  static async open(): Promise<Attacker> {
    const server = createServer();
    const udp = createSocket('udp4');
    const tcp = createTcpServer((socket) => {
      attacker.#dials += 1;
      socket.on('error', () => undefined);
    });
    const attacker = new Attacker(server, udp, tcp);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => attacker.#answer(request, response));
    server.on('upgrade', (request: IncomingMessage, socket) => {
      attacker.#seen.push(request.url ?? '');
      socket.destroy();
    });
    udp.on('message', () => {
      attacker.#packets += 1;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    udp.bind(0, '127.0.0.1');
    await once(udp, 'listening');
    return attacker;
  }

  /** `http://127.0.0.1:<port>`. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get udpPort(): number {
    return this.#udp.address().port;
  }

  get dialPort(): number {
    return (this.#tcp.address() as AddressInfo).port;
  }

  /** Bare connections that came. */
  get dials(): number {
    return this.#dials;
  }

  /** Datagrams that came. */
  get packets(): number {
    return this.#packets;
  }

  /** First parts of the paths that were asked for below this one: `/app/image.png?x` gives `image.png`. */
  seen(below: string): readonly string[] {
    return [
      ...new Set(this.#seen.filter((path) => path.startsWith(`/${below}/`)).map((path) => path.split(/[/?]/)[2] ?? '')),
    ].sort();
  }

  async sees(below: string, name: string): Promise<void> {
    await expect
      .poll(() => this.seen(below), { message: `${name} reaches the attacker`, intervals: [10, 20, 50, 100] })
      .toContain(name);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    this.#udp.close();
    this.#tcp.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.#seen.push(path);
    const type = /\.(\w+)$/.exec(path.split('?')[0] ?? '')?.[1] ?? 'html';
    const types: Readonly<Record<string, string>> = {
      js: 'text/javascript',
      css: 'text/css',
      png: 'image/png',
      html: 'text/html; charset=utf-8',
    };
    response.writeHead(200, {
      'content-type': types[type] ?? 'application/octet-stream',
      'access-control-allow-origin': '*',
    });
    response.end(type === 'html' ? page : '');
  }
}
