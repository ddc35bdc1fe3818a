import { createServer } from 'node:net';

/** Below every system's ephemeral range: Linux gives out ports from 32768, Windows and macOS from 49152. */
const lowest = 10_240;
const highest = 32_767;

/**
 * A port of 127.0.0.1 that nobody listens on now, for what has to know its port before it opens it. Never one of the ephemeral range: between the
 * look and the opening, such a port may be taken by any outgoing connection of a test that runs at the same time.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest + 1));
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      // Windows keeps ranges for itself and answers there that one may not.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
