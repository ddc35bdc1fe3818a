import { connect, type Socket } from 'node:net';

/** One connection on which bytes are sent as they are and all that comes back is collected. */
export interface RawConnection {
  readonly socket: Socket;
  write(text: string): void;
  /** Everything that came back once the other side closed. */
  readonly closed: Promise<string>;
  /** Resolves as soon as what came back matches. */
  until(pattern: RegExp): Promise<string>;
}

export async function rawConnection(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  let look = (): void => {};
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    look();
  });
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  await Promise.race([new Promise<void>((resolve) => socket.once('connect', () => resolve())), closed]);
  return {
    socket,
    write: (more) => socket.write(more, 'latin1'),
    closed,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (pattern.test(text)) resolve(text);
        };
        look();
        void closed.then(() => (pattern.test(text) ? resolve(text) : reject(new Error(`Closed after "${text}"`))));
      }),
  };
}

/** Sends one text on a connection of its own and answers with all statuses once the other side closed. */
export async function exchange(port: number, text: string): Promise<readonly number[]> {
  const connection = await rawConnection(port);
  connection.write(text);
  const answer = await connection.closed;
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
}
