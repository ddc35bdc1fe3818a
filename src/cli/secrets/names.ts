import type { SecretName } from '../../shared/config.ts';
import type { TunnelConfig } from '../../shared/domain/tunnels.ts';

/** The variable that holds a secret: `connectwise.privateKey` -> `DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY`. */
export function variableOf(name: SecretName): string {
  const words = name.replace(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('.', '_');
  return `DISPATCH_BRIDGE_${words.toUpperCase()}`;
}

const generated: ReadonlySet<SecretName> = new Set<SecretName>([
  'intake.pathToken',
  'fieldnation.webhookSecret',
  'fieldnation.previousWebhookSecret',
]);

/** Without these there is nothing to do. */
export const vendorSecrets: readonly SecretName[] = [
  'connectwise.privateKey',
  'connectwise.clientId',
  'fieldnation.clientSecret',
  'fieldnation.password',
];

/** The secret a tunnel cannot do without; null when it needs none. A passphrase is needed only by a key file that has one. */
export function secretOfTunnel(tunnel: TunnelConfig): SecretName | null {
  if (tunnel.kind === 'ngrok') return 'tunnel.ngrokAuthtoken';
  return tunnel.kind === 'cloudflared' && tunnel.mode === 'named' ? 'tunnel.cloudflaredToken' : null;
}

/** Made by the engine itself when there is none: what callbacks and webhooks prove themselves with. */
export function isGenerated(name: SecretName): boolean {
  return generated.has(name);
}
