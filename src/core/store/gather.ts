import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { systemClock } from '../../shared/clock.ts';
import type { Request } from './rpc.ts';

/** How long requests are gathered while they come in bursts (ms). A lone request never waits. */
const gatherMs = 2;

/**
 * Hands requests on as they arrive. `work` takes them one by one until there are none and says whether several came together; after such a
 * burst the next ones are gathered for a moment, so that they share one commit and one wait for the disk.
 */
export function gather(port: MessagePort, work: (next: () => Request | undefined) => boolean): void {
  const arrived: Request[] = [];
  const next = (): Request | undefined =>
    arrived.shift() ?? (receiveMessageOnPort(port)?.message as Request | undefined);
  let burst = false;
  port.on('message', (request: Request) => {
    arrived.push(request);
    if (arrived.length > 1) return;
    if (!burst) {
      burst = work(next);
      return;
    }
    systemClock.after(gatherMs, () => {
      burst = work(next);
    });
  });
}
