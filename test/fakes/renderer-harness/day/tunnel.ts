import type { TunnelConfig, TunnelView } from '../../../../src/shared/domain/tunnels.ts';
import { dayOrigin } from './callbacks.ts';

export const dayListenerPort = 41_873;
export const dayFingerprint = 'SHA256:n4Zb0Qm8yLr2tXv6Jd1sKc9hPe3uWf7oGa5iBq2zRkM';
export const cloudflaredProgram = '/usr/local/bin/cloudflared';

export const daySsh: Extract<TunnelConfig, { kind: 'ssh' }> = {
  kind: 'ssh',
  host: 'bridge.northgate-it.com',
  port: 22,
  user: 'bridge',
  auth: 'key',
  keyFile: '/home/alex/.ssh/id_ed25519_bridge',
  hostKey: dayFingerprint,
  remoteAddress: '127.0.0.1',
  remotePort: 18_443,
  url: dayOrigin,
};

/** Nobody chose a tunnel yet, or it is of another kind than on the day. */
export function configFor(scenario: string): TunnelConfig {
  if (['first-use', 'testing', 'ready', 'polling', 'loopback'].includes(scenario)) return { kind: 'none' };
  if (scenario === 'host-key') return { ...daySsh, hostKey: '' };
  if (scenario === 'quick') return { kind: 'cloudflared', mode: 'quick', hostname: '', program: '' };
  return daySsh;
}

export const hostKeyUnknown = {
  code: 'tunnel.host-key-unknown',
  kind: 'permanent',
  message: `bridge.northgate-it.com is not known yet. Compare its fingerprint with the one on the server (ssh-keygen -lf), then accept it: ${dayFingerprint}`,
  context: { host: 'bridge.northgate-it.com', port: 22, fingerprint: dayFingerprint, keyType: 'ssh-ed25519' },
} as const;

export const hostKeyChanged = {
  code: 'tunnel.host-key-changed',
  kind: 'permanent',
  message:
    'bridge.northgate-it.com shows another key than the accepted one, so nothing was sent to it. If the server was set up anew, compare and accept the new ' +
    'fingerprint SHA256:q0Lw7Tn3bXe8sVh1yRk5mCd9uGz2aJf6oPi4tNx8EcY; if not, somebody may be between you and the server.',
  context: {
    host: 'bridge.northgate-it.com',
    port: 22,
    fingerprint: 'SHA256:q0Lw7Tn3bXe8sVh1yRk5mCd9uGz2aJf6oPi4tNx8EcY',
    keyType: 'ssh-ed25519',
    accepted: dayFingerprint,
  },
} as const;

export function dayTunnelState(scenario: string, config: TunnelConfig, now: number): TunnelView['state'] {
  if (config.kind === 'none') return { kind: 'off' };
  switch (scenario) {
    case 'host-key':
      return { kind: 'failed', error: hostKeyUnknown };
    case 'host-key-changed':
      return { kind: 'failed', error: hostKeyChanged };
    case 'offline':
      return {
        kind: 'down',
        error: {
          code: 'tunnel.ssh-unreachable',
          kind: 'offline',
          message:
            'bridge.northgate-it.com does not answer on port 22: the name could not be resolved. It is tried again.',
          context: { host: 'bridge.northgate-it.com', port: 22 },
        },
        retryAt: now + 48_000,
      };
    case 'quick':
      return { kind: 'up', url: 'https://quiet-maple-harbor-nine.trycloudflare.com', since: now - 1_380_000 };
    default:
      return { kind: 'up', url: dayOrigin, since: now - 27_840_000 };
  }
}

/** Public origin a tunnel of this configuration gets. */
export function originOf(config: TunnelConfig): string {
  switch (config.kind) {
    case 'none':
      return '';
    case 'own-url':
    case 'ssh':
      return config.url || dayOrigin;
    case 'ngrok':
      return `https://${config.domain || 'f31c-203-0-113-9.ngrok-free.app'}`;
    case 'cloudflared':
      return `https://${config.hostname || 'brisk-cedar-lantern-two.trycloudflare.com'}`;
  }
}

/** What a tunnel says while it starts. */
export function startingSteps(config: TunnelConfig): readonly string[] {
  switch (config.kind) {
    case 'ssh':
      return [`Connecting to ${config.host}`, 'Signing in', `Asking for port ${config.remotePort}`];
    case 'ngrok':
      return ['Connecting to ngrok'];
    case 'cloudflared':
      return ['Starting cloudflared', 'Waiting for its address'];
    default:
      return ['Starting'];
  }
}
