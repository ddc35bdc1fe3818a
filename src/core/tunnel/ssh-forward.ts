import { connect, type Socket } from 'node:net';
import type { AcceptConnection, ClientChannel, RejectConnection } from 'ssh2';
import type { Logger } from '../../shared/logger.ts';

/** Connections from outside handed through at once; more are refused, so that a flood stays on the server. */
const mostChannels = 128;

/**
 * Hands connections that arrive at the server through to the listener, byte for byte. A channel is only accepted once the listener has taken the
 * connection, so that a listener that is gone looks like a closed port from outside. Both directions go through `pipe`, which stops reading while
 * the other side is slow (SSH's window does the same towards the server).
 */
export class Forwarder {
  readonly #port: number;
  readonly #logger: Logger;
  readonly #sockets = new Set<Socket>();
  #closed = false;
  #saidFull = false;

  constructor(port: number, logger: Logger) {
    this.#port = port;
    this.#logger = logger;
  }

  take(accept: AcceptConnection<ClientChannel>, reject: RejectConnection): void {
    if (this.#closed) {
      reject();
      return;
    }
    if (this.#sockets.size >= mostChannels) {
      if (!this.#saidFull) this.#logger.warn({ limit: mostChannels }, 'Connections through the SSH tunnel are refused');
      this.#saidFull = true;
      reject();
      return;
    }
    const socket = connect({ host: '127.0.0.1', port: this.#port, allowHalfOpen: true, noDelay: true });
    this.#sockets.add(socket);
    let accepted = false;
    socket.once('connect', () => {
      if (this.#closed) return;
      accepted = true;
      join(socket, accept());
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#saidFull = false;
      if (!accepted && !this.#closed) reject();
    });
  }

  close(): void {
    this.#closed = true;
    for (const socket of this.#sockets) socket.destroy();
  }
}

function join(socket: Socket, channel: ClientChannel): void {
  socket.pipe(channel);
  channel.pipe(socket);
  channel.on('error', () => socket.destroy());
  // The far end is gone; what it sent still reaches the listener.
  channel.once('close', () => socket.destroySoon());
  socket.once('close', () => {
    if (!socket.readableEnded) channel.destroy();
    else if (channel.writableFinished) channel.close();
    else channel.once('finish', () => channel.close());
  });
}
