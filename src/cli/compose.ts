import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childProcessHost } from '../core/child-process-host.ts';
import { createEngine } from '../core/engine.ts';
import type { Engine, EngineOptions } from '../core/engine-port.ts';
import { createLogger, type FileLogger } from '../core/monitor/log.ts';
import type { Difference } from '../core/promote/difference.ts';
import type { ConfigDocument } from '../core/promote/document.ts';
import { refuseOtherSystem, wantedConfig } from '../core/promote/place.ts';
import type { SecretStore } from '../core/secrets.ts';
import { userName } from '../core/user-name.ts';
import type { Config } from '../shared/config.ts';
import { AppError } from '../shared/errors.ts';
import type { Configured } from './arguments.ts';
import { readDocument } from './document.ts';
import { profileFolder } from './place.ts';
import { needSecrets, type OpenSecrets, openSecrets } from './secrets/open-secrets.ts';
import { needStored } from './stored.ts';
import { environmentOf, type Surroundings } from './surroundings.ts';

/** An engine of a profile that is set up, not yet started. */
export interface Opened {
  readonly engine: Engine;
  readonly secrets: OpenSecrets;
  readonly logger: FileLogger;
  readonly folder: string;
  readonly document: ConfigDocument | null;
  /** What the document changed in the profile. */
  readonly changed: readonly Difference[];
  /** Stops the engine and flushes the log file. */
  readonly close: () => Promise<void>;
}

/** The parts of the engine that only `serve` gives. */
export type ServeOptions = Pick<EngineOptions, 'paused' | 'takeOver' | 'beforeClose'>;

/**
 * Opens the profile for `plan` and `serve`: document, configuration, secrets, engine, in the order in which a person would mend them. Nothing is
 * made in the data folder before the first three are complete.
 */
export async function openProfileEngine(
  asked: Configured,
  around: Surroundings,
  options: ServeOptions = {},
): Promise<Opened> {
  const document = asked.config === null ? null : readDocument(asked.config);
  const folder = profileFolder(asked, around.machine);
  const stored = (await needStored(folder)).config;
  const config = document === null ? stored : wantedConfig(stored, document);
  refuseOtherSystem(stored, config);
  needComplete(config, asked);
  const env = environmentOf(asked, around.machine.env);
  const { clock } = around;
  const secrets = openSecrets({ env, profile: asked.profile, folder, load: around.loadKeychain, clock });
  await needSecrets(secrets.store);
  const logger = createLogger({ dir: join(folder, 'logs'), level: 'info', clock, secrets: secrets.known });
  const engine = await createEngine(
    engineOptions({ around, folder, profile: asked.profile, config, secrets: secrets.store, logger, more: options }),
  );
  const close = async (): Promise<void> => {
    await engine.stop();
    await logger.flush();
  };
  try {
    const how = { otherSystem: false, by: userName() };
    const changed = document === null ? [] : await engine.configurations.apply(document, how);
    await forgetRefusedSignIns(engine);
    return { engine, secrets, logger, folder, document, changed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The keys may be others than those that were refused in the last run: each start tries them once. */
async function forgetRefusedSignIns(engine: Engine): Promise<void> {
  for (const remote of ['connectwise', 'fieldnation'] as const)
    if (engine.status()[remote].state === 'sign-in') await engine.credentialsChanged(remote);
}

/** What every engine of the command is made with. */
export function engineOptions(from: {
  readonly around: Surroundings;
  readonly folder: string;
  readonly profile: string;
  readonly config: Config;
  readonly secrets: SecretStore;
  readonly logger: FileLogger;
  readonly more: ServeOptions;
}): EngineOptions {
  const { around, folder, profile, config, secrets, logger, more } = from;
  return {
    dataDir: folder,
    profile,
    clock: around.clock,
    random: Math.random,
    secrets,
    logger: logger.child({ part: 'engine' }),
    storeWorker: new URL('../core/store/worker.ts', import.meta.url),
    scriptWorker: new URL('../core/scripts/jsonata-worker.ts', import.meta.url),
    jsonnet: {
      processHost: childProcessHost,
      evaluator: fileURLToPath(new URL('../core/scripts/jsonnet/evaluator.ts', import.meta.url)),
      worker: new URL('../core/scripts/jsonnet/portable-worker.ts', import.meta.url),
      library: new URL('../../resources/jsonnet/', import.meta.url),
    },
    version: around.version,
    loopbackIntake: isLoopbackOnly(config),
    person: userName(),
    ...more,
  };
}

/** Both vendors are on this machine, so their callbacks reach the listener without a public address. */
export function isLoopbackOnly({ connectwise, fieldnation }: Config): boolean {
  const local = (address: string): boolean =>
    URL.canParse(address) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
  return (
    connectwise !== null &&
    local(connectwise.site) &&
    fieldnation?.environment === 'custom' &&
    local(fieldnation.baseUrl)
  );
}

/** The sections without which there is nothing to do, in words. */
export function missingSections({ connectwise, fieldnation, trigger }: Config): readonly string[] {
  return [
    ...(connectwise === null ? ['"connectwise" (site, company, publicKey)'] : []),
    ...(fieldnation === null ? ['"fieldnation" (environment, clientId, username)'] : []),
    ...(trigger === null ? ['"trigger" (boardId, boardName, statusId, statusName)'] : []),
  ];
}

function needComplete(config: Config, asked: Configured): void {
  const missing = missingSections(config);
  if (missing.length === 0) return;
  throw new AppError({
    code: 'config.incomplete',
    kind: 'permanent',
    message:
      `${asked.config ?? `Profile "${asked.profile}"`} is not complete: ${missing.join(', ')} missing. ` +
      'Give a configuration document with --config; resources/config.example.json shows every setting.',
  });
}
