import type { ListenerStatus } from '../../intake/host.ts';
import type { TunnelState } from '../../tunnel/port.ts';
import { type Finding, failed, fine } from './finding.ts';

/** The way in: tunnel and listener, as they are at this moment. */
export function wayFindings(
  listener: Pick<ListenerStatus, 'state' | 'mode' | 'message' | 'port'>,
  tunnel: TunnelState,
): readonly Finding[] {
  if (listener.mode === 'none')
    return [
      fine('tunnel', 'tunnel', 'No tunnel is set up: changes are found by polling.'),
      fine('listener', 'listener', 'The listener is closed, because nothing can reach it.'),
    ];
  const listening =
    listener.state === 'listening'
      ? fine('listener', 'listener', `The listener is open on port ${listener.port} of this computer.`)
      : failed('listener', 'listener', listener.message);
  return [tunnelFinding(listener.mode, tunnel), listening];
}

function tunnelFinding(mode: ListenerStatus['mode'], tunnel: TunnelState): Finding {
  if (mode === 'loopback') return fine('tunnel', 'tunnel', 'No tunnel is needed: callbacks come from this computer.');
  switch (tunnel.kind) {
    case 'up':
      return fine('tunnel', 'tunnel', `The tunnel is up: ${tunnel.url}`);
    case 'starting':
      return fine('tunnel', 'tunnel', `The tunnel is being opened: ${tunnel.step}.`);
    case 'off':
      return fine('tunnel', 'tunnel', 'The tunnel is not open yet.');
    case 'down':
    case 'failed':
      return failed('tunnel', 'tunnel', tunnel.error.message);
  }
}
