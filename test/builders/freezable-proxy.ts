import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server on this machine; frozen, it passes nothing on and closes nothing, as a network that went away does. */
export class FreezableProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  #frozen = false;

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = (server.address() as AddressInfo).port;
  }

  static async to(port: number): Promise<FreezableProxy> {
    const sockets = new Set<Socket>();
    let made: FreezableProxy | null = null;
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from);
        from.on('data', (data) => made?.pass(() => to.write(data)));
        from.on('error', () => {});
        from.on('close', () => made?.pass(() => to.destroy()));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    made = new FreezableProxy(server, sockets);
    return made;
  }

  pass(action: () => void): void {
    if (!this.#frozen) action();
  }

  /** The network is gone; connections made from now on are passed on again only after `thaw`. */
  freeze(): void {
    this.#frozen = true;
  }

  /** The network is back; what was open before stays dead, as after a change of address. */
  thaw(): void {
    for (const socket of this.#sockets) {
      socket.removeAllListeners('data');
      socket.resume();
    }
    this.#frozen = false;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
