import { createRedactor } from '../../core/monitor/redact.ts';
import { wantedConfig } from '../../core/promote/place.ts';
import { Remotes } from '../../core/remotes.ts';
import { loadDriver } from '../../core/store/driver.ts';
import { AppError } from '../../shared/errors.ts';
import { silentLogger } from '../../shared/logger.ts';
import type { Asked } from '../arguments.ts';
import { checkCallbacks } from '../doctor/callbacks.ts';
import { type Check, checksOf, checksText } from '../doctor/check.ts';
import { checkBoard, checkConnection } from '../doctor/connections.ts';
import { checkFolder } from '../doctor/folder.ts';
import { checkConfiguration, checkEnvironment, checkSecrets } from '../doctor/set-up.ts';
import { checkTunnel } from '../doctor/tunnel.ts';
import { readDocument } from '../document.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { profileFolder } from '../place.ts';
import { openSecrets } from '../secrets/open-secrets.ts';
import { readStored } from '../stored.ts';
import { environmentOf, type Surroundings } from '../surroundings.ts';

type Order = Extract<Asked, { do: 'doctor' }>;

/** Looks at everything a working set-up needs and says how each is. Changes nothing, here or at the vendors. */
export async function doctor(asked: Order, around: Surroundings): Promise<ExitCode> {
  const { checks, known } = await examine(asked, around);
  const redactor = createRedactor(known);
  const clean = checks.map((check) => ({ ...check, message: redactor.text(check.message) }));
  const ok = clean.every((check) => check.state !== 'problem');
  const { profile } = asked;
  around.out(asked.json ? `${JSON.stringify({ ok, profile, checks: clean }, null, 2)}\n` : checksText(clean));
  return ok ? exitCodes.ok : exitCodes.doctor;
}

async function examine(
  asked: Order,
  around: Surroundings,
): Promise<{ readonly checks: readonly Check[]; readonly known: () => readonly string[] }> {
  const { clock, machine, version } = around;
  const folder = profileFolder(asked, machine);
  const stored = await readStored(folder);
  const checks: Check[] = [...(await checkRuntime()), ...checkFolder(folder, stored.peek)];

  let config = stored.config;
  try {
    if (asked.config !== null) config = wantedConfig(stored.config, readDocument(asked.config));
  } catch (thrown) {
    checks.push(checksOf('configuration').problem(AppError.from(thrown).message));
    return { checks, known: () => [] };
  }
  checks.push(...checkConfiguration(config, stored.config.started), ...(await checkTunnel(config)));

  const env = environmentOf(asked, machine.env);
  const secrets = openSecrets({ env, profile: asked.profile, folder, load: around.loadKeychain, clock });
  checks.push(...(await checkSecrets(secrets, config)), ...checkEnvironment(env, asked.envFile));

  const remotes = new Remotes({
    clock,
    random: Math.random,
    logger: silentLogger,
    secrets: secrets.store,
    // Lanes as new: a pause of the running one must not keep a person from testing.
    store: { lanes: async () => [], saveLane: async () => {} },
    version,
    systemProxy: undefined,
    onLaneChange: () => {},
  });
  try {
    await remotes.build(config);
    const connectwise = await checkConnection(remotes, config, 'connectwise');
    const fieldnation = await checkConnection(remotes, config, 'fieldnation');
    checks.push(...connectwise.checks, ...fieldnation.checks);
    if (connectwise.signedIn) checks.push(...(await checkBoard(remotes.psa(), config)));
    if (connectwise.signedIn && fieldnation.signedIn) checks.push(...(await checkCallbacks(remotes, config, stored)));
    else checks.push(checksOf('callbacks').skipped('Both vendors have to be reached first'));
  } finally {
    await remotes.close();
  }
  return { checks, known: secrets.known };
}

/** The command runs, so Node fits; that the database library loads is another matter. */
async function checkRuntime(): Promise<readonly Check[]> {
  const { ok, problem } = checksOf('runtime');
  const { node, napi } = process.versions;
  const runtime = ok(`Node ${node} (Node-API ${napi ?? 'unknown'})`);
  try {
    const open = await loadDriver();
    open(':memory:').close();
    return [runtime, ok('The database library loads')];
  } catch (error) {
    return [runtime, problem(`The database library does not load: ${AppError.from(error).message}`)];
  }
}
