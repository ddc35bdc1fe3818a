import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  /** Connections open at a time. */
  readonly connections: number;
  /** Requests of one connection that wait for their answer; more are sent only by who means to clog the listener. */
  readonly pipelined: number;
}

/**
 * The connections of the listener. When all places are taken, the one that has been open longest without a request for a true address gives way:
 * connections that are opened and left silent keep no sender out.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #open = new Set<Socket>();
  /** Have sent a request with the right path token. */
  readonly #known = new WeakSet<Socket>();
  readonly #waiting = new WeakMap<Socket, number>();
  /** Get one last answer; whatever else they sent is not looked at. */
  readonly #ending = new WeakSet<Socket>();
  readonly #onClosed: () => void;

  constructor(server: Server, limits: ConnectionLimits, onClosed: () => void) {
    this.#limits = limits;
    this.#onClosed = onClosed;
    // Never reached: places are made before.
    server.maxConnections = limits.connections + 50;
    server.on('connection', (socket) => this.#add(socket));
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  isKnown(socket: Socket): void {
    this.#known.add(socket);
  }

  /** After a request that two readers may take differently, nothing that follows it can be trusted to be a request. */
  isEnding(socket: Socket): void {
    this.#ending.add(socket);
  }

  isEnded(socket: Socket): boolean {
    return this.#ending.has(socket);
  }

  /** Null when the connection already waits for too many answers; otherwise to be called once the answer is on its way. */
  begin(socket: Socket): (() => void) | null {
    const waiting = this.#waiting.get(socket) ?? 0;
    if (waiting >= this.#limits.pipelined) return null;
    this.#waiting.set(socket, waiting + 1);
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#waiting.set(socket, (this.#waiting.get(socket) ?? 1) - 1);
    };
  }

  /** True while an answer to an earlier request of this connection is still to come. */
  waits(socket: Socket): boolean {
    return (this.#waiting.get(socket) ?? 0) > 0;
  }

  #add(socket: Socket): void {
    if (this.#open.size >= this.#limits.connections) {
      const victim = [...this.#open].find((open) => !this.#known.has(open)) ?? socket;
      this.#open.delete(victim);
      victim.destroy();
      this.#onClosed();
      if (victim === socket) return;
    }
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }
}
