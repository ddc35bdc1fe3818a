import { existsSync, statSync } from 'node:fs';
import { type Config, type SecretName, secretNames } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import { missingSections } from '../compose.ts';
import type { Environment } from '../secrets/environment-secrets.ts';
import { secretOfTunnel, variableOf, vendorSecrets } from '../secrets/names.ts';
import { missingSecrets, type OpenSecrets } from '../secrets/open-secrets.ts';
import { type Check, checksOf } from './check.ts';

/** What can be said of the configuration without asking anybody. */
export function checkConfiguration(config: Config, started: boolean): readonly Check[] {
  const { ok, warning, problem } = checksOf('configuration');
  const missing = missingSections(config);
  const checks = missing.map((section) => problem(`${section} missing`));
  if (missing.length === 0) checks.push(ok('Both connections and the trigger are there'));
  const { publish, typeOfWork, pay } = config.create;
  if (publish && typeOfWork === null)
    checks.push(
      problem('"create.publish" is on without "create.typeOfWork": Field Nation publishes no work order without one'),
    );
  if (publish && pay === null)
    checks.push(
      problem('"create.publish" is on without "create.pay": Field Nation publishes no work order without it'),
    );
  if (config.statusMap.length === 0)
    checks.push(warning('"statusMap" is empty: what happens to a work order does not change the ticket\'s status'));
  const { caFile } = config.network;
  if (caFile !== '' && !existsSync(caFile)) checks.push(problem(`"network.caFile": ${caFile} does not exist`));
  checks.push(
    started
      ? ok('The plan was accepted: "serve" may write')
      : warning('Nobody has accepted the plan yet: "serve" refuses to start before "plan --accept"'),
  );
  return checks;
}

/** Variables that look like ours and mean nothing, misspelt most likely; and a file of secrets that others can read. */
export function checkEnvironment(env: Environment, envFile: string | null): readonly Check[] {
  const { warning } = checksOf('secrets');
  const known = new Set(secretNames.flatMap((name) => [variableOf(name), `${variableOf(name)}_FILE`]));
  const strange = Object.keys(env).filter((name) => name.startsWith('DISPATCH_BRIDGE_') && !known.has(name));
  const open = envFile !== null && process.platform !== 'win32' && (statSync(envFile).mode & 0o077) !== 0;
  return [
    ...strange.map((name) => warning(`${name} is no variable of Dispatch Bridge; "dispatch-bridge --help" lists them`)),
    ...(open ? [warning(`${envFile} can be read by others; "chmod 600" keeps it to its owner`)] : []),
  ];
}

/** Whether each secret is there, and where it comes from; never what it is. */
export async function checkSecrets({ store }: OpenSecrets, config: Config): Promise<readonly Check[]> {
  const { ok, problem } = checksOf('secrets');
  try {
    const ofTunnel = secretOfTunnel(config.intake.tunnel);
    const wanted = ofTunnel === null ? vendorSecrets : [...vendorSecrets, ofTunnel];
    const missing = new Set<SecretName>(await missingSecrets(store, wanted));
    const fromKeychain = store.backend.kind === 'keychain';
    return wanted.map((name) =>
      missing.has(name)
        ? problem(`${variableOf(name)} is not set${fromKeychain ? ', and the keychain has no such secret' : ''}`)
        : ok(fromKeychain ? `${name} is in ${store.backend.name}` : `${variableOf(name)} is set`),
    );
  } catch (thrown) {
    return [problem(AppError.from(thrown).message)];
  }
}
