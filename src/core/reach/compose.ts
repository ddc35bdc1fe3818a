import type { Config } from '../../shared/config.ts';
import type { Workstation } from '../callbacks/draft.ts';
import type { EngineOptions } from '../engine-port.ts';
import { IntakeHost } from '../intake/host.ts';
import type { Poller } from '../poll/poller.ts';
import type { Psa } from '../psa/port.ts';
import type { SyncContext } from '../sync/context.ts';
import type { OwnSecrets } from '../webhooks/secrets.ts';
import type { HealthCheckOptions } from './health/health.ts';
import { Registration } from './health/registration.ts';
import { Reach } from './index.ts';

export interface ReachedOptions {
  /** What the engine itself was made with. */
  readonly engine: EngineOptions;
  readonly context: SyncContext;
  readonly secrets: OwnSecrets;
  readonly psa: () => Psa | null;
  readonly poller: HealthCheckOptions['poller'] & Pick<Poller, 'hurry'>;
  /** Also brings listener and tunnel to what was saved. */
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  readonly mayAct: () => boolean;
  /** The same, or paused. */
  readonly mayKeep: () => boolean;
  readonly onQueued: () => void;
  readonly onStatus: () => void;
  readonly onWake: (asleepMs?: number) => void;
  readonly onClockSetBack: (byMs: number) => void;
  readonly onChange: () => void;
}

export interface Reached {
  readonly intake: IntakeHost;
  readonly registration: Registration;
  readonly reach: Reach;
  readonly workstation: () => Workstation;
}

/** Makes the parts that know of each other: the listener asks the tunnel for its address, the tunnel needs the listener's port, health looks at all. */
export function reachedFromOutside(options: ReachedOptions): Reached {
  const { engine, context, secrets, poller, saveConfig, mayAct, mayKeep, onWake, onClockSetBack, onChange } = options;
  const { store, clock, config, installation } = context;
  const { logger } = engine;
  const intake = new IntakeHost({
    store,
    clock,
    logger,
    config,
    psa: options.psa,
    secrets: () => secrets,
    loopbackIntake: engine.loopbackIntake,
    publicUrl: () => reach.publicUrl(),
    ownOrigins: () => reach.ownOrigins(),
    tunnelled: () => config().intake.tunnel.kind !== 'none',
    sourceHeader: () => reach.sourceHeader(),
    step: context.step,
    onQueued: options.onQueued,
    onChange() {
      reach.intakeChanged();
      options.onStatus();
    },
  });
  const registration = new Registration({ context, clock, logger, intake, secrets: () => secrets });
  const workstation = (): Workstation => ({
    installation: installation(),
    pathToken: secrets.pathToken,
    baseUrl: intake.baseUrl(),
    triggerBoardId: config().trigger?.boardId ?? null,
  });
  const reach = new Reach({
    context,
    engine,
    clock,
    logger,
    intake,
    registration,
    poller,
    workstation,
    saveConfig,
    mayAct,
    mayKeep,
    onWake,
    onClockSetBack,
    onChange,
  });
  return { intake, registration, reach, workstation };
}
