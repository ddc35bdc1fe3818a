import type { TunnelConfig } from '../../shared/domain/tunnels.ts';
import { cloudflaredTunnel } from './cloudflared.ts';
import type { Connector } from './connector.ts';
import type { TunnelMeans } from './means.ts';
import { ngrokTunnel } from './ngrok.ts';
import { noTunnel } from './none.ts';
import { ownUrl } from './own-url.ts';
import type { Tunnel } from './port.ts';
import { sshTunnel } from './ssh.ts';
import { SupervisedTunnel } from './supervised.ts';

/** The tunnel a configuration asks for, not started yet. A changed configuration means: stop this one, make another. */
export function createTunnel(config: TunnelConfig, means: TunnelMeans): Tunnel {
  if (config.kind === 'none') return noTunnel;
  return new SupervisedTunnel({
    kind: config.kind,
    connector: connectorOf(config, means),
    clock: means.clock,
    random: means.random,
    logger: means.logger,
  });
}

function connectorOf(config: Exclude<TunnelConfig, { kind: 'none' }>, means: TunnelMeans): Connector {
  switch (config.kind) {
    case 'own-url':
      return ownUrl(config);
    case 'ngrok':
      return ngrokTunnel(config, means);
    case 'cloudflared':
      return cloudflaredTunnel(config, means);
    case 'ssh':
      return sshTunnel(config, means);
  }
}
