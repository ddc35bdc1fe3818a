import type { Clock } from '../shared/clock.ts';
import type { Config } from '../shared/config.ts';
import type { Remote } from '../shared/domain/records.ts';
import { AppError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { EngineOptions } from './engine-port.ts';
import { createFieldNation } from './fieldnation/index.ts';
import type { FieldNation } from './fieldnation/port.ts';
import { createHttp, type Http } from './http/http.ts';
import { KnownSecrets } from './monitor/known-secrets.ts';
import { createRedactor } from './monitor/redact.ts';
import { RequestTally } from './monitor/request-tally.ts';
import type { ProbeStep } from './probe.ts';
import { createConnectWise } from './psa/connectwise/index.ts';
import type { Psa } from './psa/port.ts';
import { createLane } from './queue/lane.ts';
import type { Lane } from './queue/lane-port.ts';
import type { SecretStore } from './secrets.ts';
import type { LaneRow } from './store/figures-port.ts';
import type { Store } from './store/port.ts';

/** Requests under way at once, per remote. */
const concurrency = 8;

interface RemotesOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly secrets: SecretStore;
  readonly store: Pick<Store, 'lanes' | 'saveLane'>;
  readonly version: string;
  readonly systemProxy: EngineOptions['systemProxy'];
  readonly onLaneChange: () => void;
}

/** Both clients and their lanes, built from the configuration and rebuilt when it or a credential changes. */
export class Remotes {
  readonly #options: RemotesOptions;
  /** What either side was told, and may repeat. */
  readonly #told = new KnownSecrets();
  readonly #secrets: SecretStore;
  /** What was asked of both, for the figures. */
  readonly requests = new RequestTally();
  #http: Http | null = null;
  #psa: Psa | null = null;
  #fieldNation: FieldNation | null = null;
  #lanes: Readonly<Record<Remote, Lane>> | null = null;
  #limits = '';

  constructor(options: RemotesOptions) {
    this.#options = options;
    this.#secrets = this.#told.watch(options.secrets);
  }

  async build(config: Config): Promise<void> {
    const { clock, logger, version, systemProxy } = this.#options;
    const secrets = this.#secrets;
    await this.#http?.close();
    this.#http = createHttp({
      clock,
      logger,
      proxy: config.network.proxy,
      ...(systemProxy === undefined ? {} : { systemProxy }),
      caFile: config.network.caFile,
      userAgent: `DispatchBridge/${version}`,
      clean: createRedactor(() => this.#told.values()).text,
      onRequest: (done) => this.requests.add(done),
    });
    const lanes = await this.#buildLanes(config);
    const http = this.#http;
    this.#psa =
      config.connectwise === null
        ? null
        : createConnectWise({
            ...config.connectwise,
            privateKey: () => secrets.get('connectwise.privateKey'),
            clientId: () => secrets.get('connectwise.clientId'),
            http,
            lane: lanes.connectwise,
            clock,
            logger: logger.child({ remote: 'connectwise' }),
          });
    this.#fieldNation =
      config.fieldnation === null
        ? null
        : createFieldNation({
            ...config.fieldnation,
            clientSecret: () => secrets.get('fieldnation.clientSecret'),
            password: () => secrets.get('fieldnation.password'),
            http,
            lane: lanes.fieldnation,
            clock,
            logger: logger.child({ remote: 'fieldnation' }),
          });
  }

  async #buildLanes(config: Config): Promise<Readonly<Record<Remote, Lane>>> {
    const limits = JSON.stringify([config.limits.connectwisePerMinute, config.limits.fieldnationPerMinute]);
    if (this.#lanes !== null && limits === this.#limits) return this.#lanes;
    const { clock, random, store, logger, onLaneChange } = this.#options;
    const rows = await store.lanes();
    const lane = (remote: Remote, perMinute: number): Lane => {
      const restored = rows.find((row) => row.remote === remote);
      const made = createLane({
        remote,
        clock,
        random,
        perMinute,
        concurrency,
        ...(restored === undefined ? {} : { restored }),
        onPersist: (row: LaneRow) => {
          store
            .saveLane(row)
            .catch((error: unknown) => logger.warn({ err: String(error) }, 'A lane could not be saved'));
        },
      });
      made.onChange(onLaneChange);
      return made;
    };
    this.#limits = limits;
    this.#lanes = {
      connectwise: lane('connectwise', config.limits.connectwisePerMinute),
      fieldnation: lane('fieldnation', config.limits.fieldnationPerMinute),
    };
    return this.#lanes;
  }

  get psaOrNull(): Psa | null {
    return this.#psa;
  }

  get fieldNationOrNull(): FieldNation | null {
    return this.#fieldNation;
  }

  psa(): Psa {
    if (this.#psa === null) throw notSetUp('ConnectWise', 'connectwise');
    return this.#psa;
  }

  fieldNation(): FieldNation {
    if (this.#fieldNation === null) throw notSetUp('Field Nation', 'fieldnation');
    return this.#fieldNation;
  }

  /** A connection test; every step found so far is told as it comes. A person asks, so a paused lane is tried again. */
  probe(remote: Remote, onSteps: (steps: readonly ProbeStep[]) => void): Promise<readonly ProbeStep[]> {
    this.lane(remote)?.resume();
    const steps = new Map<string, ProbeStep>();
    const report = (step: ProbeStep): void => {
      steps.set(step.id, step);
      onSteps([...steps.values()]);
    };
    return remote === 'connectwise' ? this.psa().probe(report) : this.fieldNation().probe(report);
  }

  lane(remote: Remote): Lane | null {
    return this.#lanes?.[remote] ?? null;
  }

  /** Until when no job may start: a job needs both remotes. */
  blockedUntil(): number | null {
    const until = [this.lane('connectwise')?.blockedUntil() ?? null, this.lane('fieldnation')?.blockedUntil() ?? null];
    const closed = until.filter((at): at is number => at !== null);
    return closed.length === 0 ? null : Math.max(...closed);
  }

  /** In another network, or after sleep: a lane that waits because nothing could be reached tries again. */
  forgetOffline(): void {
    for (const lane of Object.values(this.#lanes ?? {})) if (lane.state().reason?.kind === 'offline') lane.resume();
  }

  async close(): Promise<void> {
    await this.#http?.close();
  }
}

function notSetUp(system: string, step: string): AppError {
  return new AppError({
    code: `${step}.not-set-up`,
    kind: 'auth',
    message: `${system} is not connected yet. Enter its address and keys in Setup.`,
    action: { do: 'open-setup', step },
  });
}
