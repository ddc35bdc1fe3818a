import type { SecretName } from '../../shared/config.ts';

/** The variable that holds a secret: `connectwise.privateKey` -> `DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY`. */
export function variableOf(name: SecretName): string {
  const words = name.replace(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('.', '_');
  return `DISPATCH_BRIDGE_${words.toUpperCase()}`;
}

const generated: ReadonlySet<SecretName> = new Set<SecretName>(['intake.pathToken', 'fieldnation.webhookSecret']);

/** Made by the engine itself when there is none: what callbacks and webhooks prove themselves with. */
export function isGenerated(name: SecretName): boolean {
  return generated.has(name);
}
