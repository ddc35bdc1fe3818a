import type { TunnelKind } from '../../../shared/domain/tunnels.ts';
import type { TunnelState } from '../../tunnel/port.ts';
import type { Finding } from './chain-report.ts';

const names: Readonly<Record<TunnelKind, string>> = {
  none: 'No tunnel',
  'own-url': 'Your own address',
  ngrok: 'ngrok',
  cloudflared: 'cloudflared',
  ssh: 'The SSH tunnel',
};

/** What the tunnel's state means for the chain. `url`: where the remotes send to; null = nowhere. */
export function judgeTunnel(kind: TunnelKind, state: TunnelState, url: string | null, port: number | null): Finding {
  const name = names[kind];
  const detail = port === null ? '' : `Listener on 127.0.0.1:${port}`;
  if (kind === 'none')
    return {
      state: 'warning',
      message:
        'No tunnel is chosen: changes are found by polling. Choose one on the Tunnel tab, and they arrive by themselves.',
      detail: '',
    };
  if (port === null)
    return {
      state: 'failed',
      message: `${name} has nothing to lead to: the listener on this computer is not open. The log says why; the Tunnel tab is where its port is chosen.`,
      detail: '',
    };
  switch (state.kind) {
    case 'up':
      if (url === null) break;
      if (kind === 'own-url')
        return {
          state: 'ok',
          message: `Your own address is used: ${url}. Whether it leads here, the listener's lamp says.`,
          detail: `What answers there has to forward to http://127.0.0.1:${port}`,
        };
      return { state: 'ok', message: `${name} is up: ${url}.`, detail };
    case 'starting':
      return {
        state: 'failed',
        message: `${name} is still being set up (${state.step}). Test again in a moment.`,
        detail,
      };
    case 'down':
      return {
        state: 'failed',
        message: `${name} is down: ${state.error.message}${state.retryAt === null ? '' : ' It is tried again by itself.'}`,
        detail: state.error.code,
      };
    case 'failed':
      return { state: 'failed', message: `${name} needs you: ${state.error.message}`, detail: state.error.code };
    case 'off':
      break;
  }
  return {
    state: 'failed',
    message: `${name} is off, so there is no public address. Start it on the Tunnel tab.`,
    detail,
  };
}
