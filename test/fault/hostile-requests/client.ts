import { connect, type Socket } from 'node:net';
import type { Attack } from './attack.ts';

/** Longest an attacker waits for its answer (ms, real). */
const patienceMs = 4_000;

/** Carries out one attack over a socket of its own and answers with every status that came back. */
export function carryOut(
  attack: Attack,
  port: number,
): Promise<{ readonly statuses: readonly number[]; readonly text: string }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    let quiet: NodeJS.Timeout | undefined;
    const patience = setTimeout(() => socket.destroy(), patienceMs);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      // An answered connection may stay open; more answers to a pipeline come at once.
      clearTimeout(quiet);
      if (attack.kind !== 'slow') quiet = setTimeout(() => socket.destroy(), attack.kind === 'pipelining' ? 50 : 2);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(patience);
      clearTimeout(quiet);
      resolve({ statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1])), text });
    });
    socket.on('connect', () => {
      void send(attack, socket).then(() => {
        if (attack.ending === 'reset') socket.resetAndDestroy();
        else if (attack.ending === 'end') socket.end();
      });
    });
  });
}

async function send(attack: Attack, socket: Socket): Promise<void> {
  for (const chunk of attack.chunks) {
    if (socket.destroyed || !socket.writable) return;
    socket.write(chunk);
    if (attack.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, attack.pauseMs));
  }
}
