import type { EngineStatus } from '../shared/domain/status.ts';
import { BoardStatusCache } from './board-statuses.ts';
import { BrokerWatch } from './callbacks/broker-watch.ts';
import { Configuration } from './configuration.ts';
import { Dispatching } from './dispatching.ts';
import type { Engine, EngineOptions } from './engine-port.ts';
import { emptyTransferFolder, transferDirOf } from './files/transfer-folder.ts';
import { installationId } from './identity.ts';
import { RequestLog } from './log/request-log.ts';
import { MappingInForce } from './mapping-in-force.ts';
import { appLine } from './monitor/app-line.ts';
import { describeOutcome } from './monitor/describe.ts';
import { createRedactor } from './monitor/redact.ts';
import { secretsSeen } from './monitor/secrets-seen.ts';
import { pages } from './pages.ts';
import { peopleCommands } from './people/index.ts';
import { queueActs } from './people/queue-acts.ts';
import { Poller } from './poll/poller.ts';
import { Pulse } from './pulse.ts';
import { Worker } from './queue/worker.ts';
import { reachedFromOutside } from './reach/compose.ts';
import { trailOf } from './recovery/audit.ts';
import { registeredCommands } from './registered-commands.ts';
import { Remotes } from './remotes.ts';
import { engineScripts } from './scripts/engine-hosts.ts';
import { buildStatus } from './status.ts';
import { type OpenStore, openStore } from './store/open.ts';
import type { SyncContext } from './sync/context.ts';
import { converge } from './sync/converge.ts';
import { ticketsForWorkOrdersAfter } from './sync/create-ticket.ts';
import { userName } from './user-name.ts';
import { planRows } from './views.ts';
import { watchCommands } from './watch-commands.ts';
import { OwnSecrets } from './webhooks/secrets.ts';

/** Runs at once; the lanes decide how many of their requests are under way. */
const runConcurrency = 16;
const runDeadlineMs = 120_000;
const stopGraceMs = 10_000;

/** Opens the profile's store and wires the engine; nothing runs before `start()`. Throws the store's AppErrors. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { clock, logger } = options;
  const store = await openStore({
    dataDir: options.dataDir,
    worker: options.storeWorker,
    now: () => clock.now(),
    version: options.version,
    logger,
    clock,
  });
  try {
    return await wire(options, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function wire(given: EngineOptions, store: OpenStore): Promise<Engine> {
  const seen = secretsSeen(given.secrets);
  const options = { ...given, secrets: seen.store };
  const redactor = createRedactor(() => seen.values());
  const { clock, random, logger, secrets, person = userName() } = options;
  const failed = (what: string) => (error: unknown) => logger.error({ err: String(error) }, what);
  const step = async (name: string): Promise<void> => options.onStep?.(name);
  const ownSecrets = await OwnSecrets.open({ keychain: secrets, store, clock, step });
  const trail = trailOf(store, clock, person);
  const pulse = await Pulse.start(store, clock, logger);
  const touch = (): void => pulse.touch();
  const mapping = new MappingInForce(store, () => clock.now());
  const installation = await installationId(store, clock.now());

  const remotes = new Remotes({
    ...options,
    systemProxy: options.systemProxy,
    store,
    onLaneChange: () => {
      touch();
      worker.notify();
    },
  });
  const boardStatuses = new BoardStatusCache(clock, () => remotes.psa());
  const configuration = await Configuration.open({
    store,
    clock,
    person,
    async rebuild(next) {
      await remotes.build(next);
      boardStatuses.clear();
      broker.forget();
    },
    quiet: () => poller.leave().then(() => worker.idle()),
    onSetAside() {
      reach.senderChanged();
      pulse.recordsChanged();
    },
    async onMappings(versions) {
      await mapping.adopt(versions);
      personChanged();
    },
    onMakesTickets() {
      ticketsForWorkOrdersAfter(context).catch((error: unknown) =>
        logger.warn({ err: String(error) }, 'Field Nation could not be asked for its newest work order yet'),
      );
    },
    onChange: touch,
  });
  const saveConfig: Configuration['save'] = async (change, by) => {
    const saved = await configuration.save(change, by);
    await reach.adjust();
    return saved;
  };
  const saveWhole: Configuration['saveWhole'] = async (change, by) => {
    const saved = await configuration.saveWhole(change, by);
    await reach.adjust();
    return saved;
  };
  await remotes.build(configuration.current);
  const scripts = engineScripts(options, clock);
  const broker = new BrokerWatch(() => context);
  const context: SyncContext = {
    store,
    clock,
    config: () => configuration.current,
    psa: () => remotes.psa(),
    fieldNation: () => remotes.fieldNation(),
    mapping: () => mapping.current(),
    installation: () => installation,
    boardStatuses: (boardId, signal) => boardStatuses.of(boardId, signal),
    broker,
    transferDir: transferDirOf(options.dataDir),
    scripts: scripts.live,
    step,
  };
  const worker = new Worker({
    store,
    clock,
    random,
    logger,
    handler: (job, signal, extend) => converge(context, job, signal, extend),
    concurrency: runConcurrency,
    deadlineMs: runDeadlineMs,
    blockedUntil: () => (mayWrite() ? remotes.blockedUntil() : Number.POSITIVE_INFINITY),
    step,
    requestLog: () => new RequestLog(redactor),
    describe: (job, outcome) => describeOutcome(job, outcome, clock.now()),
    onSettled: () => {
      pulse.lastSyncAt = clock.now();
      pulse.recordsChanged();
    },
    onStoreFailure: (error) => pulse.stopBecause(error),
  });
  const poller = new Poller({
    context,
    clock,
    logger,
    mayPoll: () => mayWrite() && remotes.blockedUntil() === null,
    intake: () => ({ registered: registration.complete && reach.sound, lastDeliveryAt: intake.lastDeliveryAt }),
    onQueued: () => worker.notify(),
    onPolled: (error) => {
      touch();
      if (error !== null) return;
      pulse.lastSyncAt = clock.now();
      registration.ensureMissing().catch(failed('Registering failed'));
    },
  });
  const { intake, registration, reach, workstation } = reachedFromOutside({
    engine: options,
    context,
    secrets: ownSecrets,
    psa: () => remotes.psaOrNull,
    poller,
    saveConfig,
    mayAct: mayWrite,
    mayKeep,
    onQueued: () => worker.notify(),
    onStatus: touch,
    onWake: wake,
    onClockSetBack: (byMs) => void clockSetBack(byMs).catch(failed('What waits could not follow the clock')),
    onChange: () => pulse.reachChanged(),
  });
  const dispatching = new Dispatching({
    context,
    clock,
    logger,
    registration,
    poller,
    worker,
    saveConfig,
    paused: options.paused ?? false,
    trail,
    onDispatching: () => reach.dispatching(),
    onChange: touch,
  });
  function mayWrite(): boolean {
    return mayKeep() && !dispatching.paused;
  }

  /** Whether callback and webhook are this installation's to keep in order: paused too, or the vendors would switch off what leads nowhere. */
  function mayKeep(): boolean {
    return configuration.current.started && dispatching.watchOnly === null && pulse.stoppedBy === null;
  }

  /** After sleep or in another network: nobody knows which connection still stands, or what happened meanwhile. */
  function wake(asleepMs?: number): void {
    remotes.forgetOffline();
    dispatching.wake();
    reach.wake(asleepMs);
    void poller.pollNow();
    worker.notify();
  }

  /** What waits for a time by the clock as it was would wait for as long as the clock was wrong. */
  async function clockSetBack(byMs: number): Promise<void> {
    dispatching.clockSetBack(byMs);
    await store.clockSetBack(clock.now(), byMs);
    wake();
  }

  /** A person did something to the queue or the links. */
  function personChanged(): void {
    worker.notify();
    pulse.recordsChanged();
  }

  const people = peopleCommands({
    context,
    draftScripts: scripts.drafts,
    saveConfig,
    saveMapping: (next, how) => mapping.save(next, how),
    onChange: personChanged,
  });

  const status = (): EngineStatus =>
    buildStatus({
      now: clock.now(),
      config: configuration.current,
      paused: dispatching.paused,
      pausedUntil: dispatching.pausedUntil,
      stoppedBy: pulse.stoppedBy?.toInfo() ?? null,
      watchOnly: dispatching.watchOnly?.toInfo() ?? null,
      lanes: { connectwise: remotes.lane('connectwise'), fieldnation: remotes.lane('fieldnation') },
      intake: reach.intakeStatus(),
      ...pulse.counts,
      lastSyncAt: pulse.lastSyncAt,
      nextPollAt: poller.nextAt,
    });
  const saveMapping: Engine['saveMapping'] = (next, by, note = '') => people.mappings.replace(next, { by, note });
  const {
    start: startWatching,
    stop: stopWatching,
    ...watching
  } = watchCommands({
    engine: options,
    redactor,
    context,
    store,
    remotes,
    reach,
    people,
    status,
    counts: () => pulse.counts.counts,
    saveConfig,
    saveWhole,
    saveMapping,
    onChange: (listener) => pulse.on(listener),
    onAlerts: () => pulse.alertsChanged(),
    onLinked: personChanged,
  });

  return {
    ...watching,
    ...registeredCommands({
      context,
      secrets: ownSecrets,
      workstation,
      memory: registration.memory,
      trail,
      onChange() {
        broker.forget();
        pulse.reachChanged();
        reach.registeredChanged();
      },
    }),
    reach,
    async start() {
      const { resumed, dead } = await store.recoverInterrupted(clock.now());
      if (resumed + dead > 0) logger.warn({ resumed, dead }, 'Runs were interrupted; they are taken up again');
      await store.prune(clock.now());
      await emptyTransferFolder(context.transferDir);
      await reach.start();
      worker.start();
      startWatching();
      await store.appendActivities([appLine(clock.now(), 'app.started', 'ok', 'Dispatch Bridge started')]);
      touch();
      if (!configuration.current.started) return;
      dispatching.goOn(options.takeOver).catch(failed('Dispatching could not go on'));
    },
    async stop() {
      dispatching.stop();
      pulse.stop();
      // Beside each other: a tunnel and a run may each take their whole grace.
      await Promise.all([reach.stop(), poller.stop(), worker.stop(stopGraceMs)]);
      // Last: it writes what the ones above still asked.
      await stopWatching();
      await remotes.close();
      await scripts.stop();
      await options.beforeClose?.();
      await store.close();
    },
    status,
    onChange: (listener) => pulse.on(listener),
    config: () => configuration.current,
    saveConfig,
    async credentialsChanged(remote) {
      await remotes.build(configuration.current);
      remotes.lane(remote)?.resume();
      await ownSecrets.reload();
      intake.notify();
      worker.notify();
      touch();
    },
    probe: (remote, onSteps) => remotes.probe(remote, onSteps),
    boards: () => remotes.psa().boards(),
    statuses: (boardId) => remotes.psa().statuses(boardId),
    typesOfWork: () => remotes.fieldNation().typesOfWork(),
    plan: () => planRows(context, store),
    async begin(ticketIds, { takeOver, later }) {
      await dispatching.begin(ticketIds, takeOver, later);
      await pulse.refresh();
    },
    async pause(minutes) {
      await dispatching.pause(minutes);
      await pulse.refresh();
    },
    async resume() {
      await dispatching.resume();
      await pulse.refresh();
    },
    async syncNow(linkId) {
      if (linkId === undefined) return poller.pollNow();
      const job = { target: { kind: 'link', linkId }, cause: 'manual', runAt: clock.now() } as const;
      await store.enqueue(job, { now: clock.now(), revive: true });
      worker.notify();
    },
    ...pages(context),
    ...queueActs(store, clock, () => {
      personChanged();
      return pulse.refresh();
    }),
    mapping: () => context.mapping(),
    saveMapping,
    ...people,
    wake,
  };
}
