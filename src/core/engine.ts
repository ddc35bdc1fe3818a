import type { EngineStatus } from '../shared/domain/status.ts';
import { BoardStatusCache } from './board-statuses.ts';
import { BrokerWatch } from './callbacks/broker-watch.ts';
import { Configuration } from './configuration.ts';
import { dispatchCommands } from './dispatch-commands.ts';
import { Dispatching } from './dispatching.ts';
import { engineLife } from './engine-life.ts';
import type { Engine, EngineOptions } from './engine-port.ts';
import { transferDirOf } from './files/transfer-folder.ts';
import { installationId } from './identity.ts';
import { RequestLog } from './log/request-log.ts';
import { MappingInForce } from './mapping-in-force.ts';
import { describeOutcome } from './monitor/describe.ts';
import { KnownSecrets } from './monitor/known-secrets.ts';
import { createRedactor } from './monitor/redact.ts';
import { pages } from './pages.ts';
import { peopleCommands } from './people/index.ts';
import { Poller } from './poll/poller.ts';
import { Pulse } from './pulse.ts';
import { Worker } from './queue/worker.ts';
import { reachedFromOutside } from './reach/compose.ts';
import { trailOf } from './recovery/audit.ts';
import { registeredCommands } from './registered-commands.ts';
import { remoteCommands } from './remote-commands.ts';
import { Remotes } from './remotes.ts';
import { engineScripts } from './scripts/engine-hosts.ts';
import { buildStatus } from './status.ts';
import { statusFacts } from './status-facts.ts';
import { type OpenStore, openStore } from './store/open.ts';
import { orClose } from './store/or-close.ts';
import type { SyncContext } from './sync/context.ts';
import { converge } from './sync/converge.ts';
import { ticketsForWorkOrdersAfter } from './sync/create-ticket.ts';
import { userName } from './user-name.ts';
import { watchCommands } from './watch-commands.ts';
import { OwnSecrets } from './webhooks/secrets.ts';

/** Runs at once; the lanes decide how many of their requests are under way. */
const runConcurrency = 16;
const runDeadlineMs = 120_000;

/** Opens the profile's store and wires the engine; nothing runs before `start()`. Throws the store's AppErrors. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { dataDir, storeWorker: worker, version, logger, clock } = options;
  const opening = openStore({ dataDir, worker, now: () => clock.now(), version, logger, clock });
  return orClose(opening, async () => createEngineOn(await opening, options));
}

/** The same on a store that is open already; whoever opened it closes it when this fails. */
export async function createEngineOn(store: OpenStore, given: EngineOptions): Promise<Engine> {
  const known = new KnownSecrets();
  const options = { ...given, secrets: known.watch(given.secrets) };
  const redactor = createRedactor(() => known.values());
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
    onSaved: () => reach.adjust(),
    onChange: touch,
  });
  const saveConfig: Configuration['save'] = (change, by) => configuration.save(change, by);
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
    buildStatus(statusFacts({ clock, configuration, dispatching, pulse, remotes, reach, poller }));
  const saveMapping: Engine['saveMapping'] = (next, by, note = '') => people.mappings.replace(next, { by, note });
  const watch = watchCommands({
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
    saveWhole: (change, by) => configuration.saveWhole(change, by),
    saveMapping,
    onChange: (listener) => pulse.on(listener),
    onAlerts: () => pulse.alertsChanged(),
    onLinked: personChanged,
  });

  return {
    ...watch.commands,
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
    ...engineLife({
      engine: options,
      context,
      store,
      remotes,
      pulse,
      worker,
      poller,
      reach,
      dispatching,
      watch,
      scripts,
    }),
    status,
    onChange: (listener) => pulse.on(listener),
    config: () => configuration.current,
    saveConfig,
    ...remoteCommands({
      context,
      remotes,
      async onSignedIn() {
        await ownSecrets.reload();
        intake.notify();
        worker.notify();
        touch();
      },
    }),
    ...dispatchCommands({ context, store, dispatching, poller, worker, pulse, onActed: personChanged }),
    ...pages(context),
    mapping: () => context.mapping(),
    saveMapping,
    ...people,
    wake,
  };
}
