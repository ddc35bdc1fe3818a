import type { Engine } from '../core/engine-port.ts';
import type { SecretStore } from '../core/secrets.ts';
import type { Config, SecretName } from '../shared/config.ts';
import { AppError } from '../shared/errors.ts';
import type { SandboxInfo } from './sandbox-host.ts';
import { isLoopback } from './security/open-external.ts';

type ConnectWise = NonNullable<Config['connectwise']>;
type FieldNation = NonNullable<Config['fieldnation']>;
type Secrets = Partial<Record<SecretName, string | undefined>>;

/**
 * The one path by which connections are saved, for the wizard and the sandbox alike: secrets to the keychain first, then the
 * document, then the engine is told, so that its new client never meets the old key. `by`: who the trail names, the person at
 * this computer unless told.
 */
export async function saveConnectWise(
  engine: Engine,
  secrets: SecretStore,
  values: ConnectWise,
  keys: Secrets,
  by?: string,
): Promise<void> {
  await keepSecrets(secrets, keys);
  await engine.saveConfig((config) => ({ ...config, connectwise: values }), by);
  await engine.credentialsChanged('connectwise');
}

export async function saveFieldNation(
  engine: Engine,
  secrets: SecretStore,
  values: FieldNation,
  keys: Secrets,
  by?: string,
): Promise<void> {
  await keepSecrets(secrets, keys);
  await engine.saveConfig((config) => ({ ...config, fieldnation: values }), by);
  await engine.credentialsChanged('fieldnation');
}

/** Fills both connections with the sandbox's addresses and keys. */
export async function connectSandbox(
  engine: Engine,
  secrets: SecretStore,
  info: SandboxInfo,
  by?: string,
): Promise<void> {
  const { connectwise, fieldnation } = info;
  await saveConnectWise(
    engine,
    secrets,
    { site: connectwise.url, company: connectwise.company, publicKey: connectwise.publicKey },
    { 'connectwise.privateKey': connectwise.privateKey, 'connectwise.clientId': connectwise.clientId },
    by,
  );
  await saveFieldNation(
    engine,
    secrets,
    {
      environment: 'custom',
      baseUrl: fieldnation.url,
      clientId: fieldnation.clientId,
      username: fieldnation.username,
      companyId: '',
    },
    { 'fieldnation.clientSecret': fieldnation.clientSecret, 'fieldnation.password': fieldnation.password },
    by,
  );
}

/** True when a configured address already is the sandbox's, as it now listens. */
export function pointsAtSandbox(config: Config, info: SandboxInfo): boolean {
  return config.connectwise?.site === info.connectwise.url && config.fieldnation?.baseUrl === info.fieldnation.url;
}

/** True when a connection leads off this machine: real data, with which the sandbox must not be mixed. */
export function hasRealConnection(config: Config): boolean {
  const addresses = [
    config.connectwise?.site ?? null,
    config.fieldnation === null
      ? null
      : config.fieldnation.environment === 'custom'
        ? config.fieldnation.baseUrl
        : 'fieldnation.com',
  ];
  return addresses.some((address) => address !== null && address !== '' && !isLocal(address));
}

/** Refuses to practise where real connections are; throws `sandbox.production`. */
export function refuseSandboxBesideRealData(profile: string, config: Config): void {
  if (!hasRealConnection(config)) return;
  throw new AppError({
    code: 'sandbox.production',
    kind: 'permanent',
    message: `Profile '${profile}' is connected to real systems, so the sandbox was not used here. Start Dispatch Bridge with --profile sandbox to practise.`,
    context: { profile },
  });
}

function isLocal(address: string): boolean {
  const url = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}

async function keepSecrets(secrets: SecretStore, keys: Secrets): Promise<void> {
  for (const [name, value] of Object.entries(keys)) {
    // Left out or left empty in the form: the one in the keychain stays.
    if (value === undefined || value.trim() === '') continue;
    // Keys are pasted with stray blanks; in a password a blank may be meant.
    await secrets.set(name as SecretName, name === 'fieldnation.password' ? value : value.trim());
  }
}
