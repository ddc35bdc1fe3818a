import type { TunnelConfig } from '../../../shared/domain/tunnels.ts';

/** The tunnel as a sentence begins with it: `The tunnel of ngrok`. */
export function tunnelName(config: TunnelConfig): string {
  switch (config.kind) {
    case 'none':
      return 'No tunnel';
    case 'own-url':
      return 'The own address';
    case 'ngrok':
      return 'The tunnel of ngrok';
    case 'cloudflared':
      return 'The tunnel of cloudflared';
    case 'ssh':
      return `The SSH tunnel through ${config.host}`;
  }
}
