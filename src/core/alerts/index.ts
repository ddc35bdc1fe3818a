import type { AlertWay, WayFailures } from '../../shared/domain/alerts.ts';
import { wayFailuresSchema } from '../../shared/domain/alerts.ts';
import type { JsonObject } from '../../shared/json.ts';
import { createTrust } from '../http/certificates.ts';
import { Dispatchers } from '../http/dispatchers.ts';
import { appLine } from '../monitor/app-line.ts';
import { diskOf } from '../monitor/disk.ts';
import type { WatchOptions } from '../watch-commands.ts';
import type { AlertFacts } from './facts.ts';
import type { AlertCommands } from './port.ts';
import { Teller } from './teller.ts';
import { AlertWatch } from './watch.ts';
import { chatWay } from './ways/chat.ts';
import { Courier } from './ways/courier.ts';
import { emailWay } from './ways/email.ts';
import type { Way } from './ways/way.ts';
import { sender, type TellingText } from './words.ts';

const failuresKey = 'alerts.ways';
const noFailures: WayFailures = { chat: null, email: null };
/** Past alerts a page shows. */
const pastShown = 200;

/** Looks for what needs a person, and tells. */
export function alertCommands(options: WatchOptions): AlertCommands & { start(): void; stop(): Promise<void> } {
  const { engine, context, store, onAlerts } = options;
  const { clock, logger } = engine;
  const natives = new Set<(text: TellingText) => Promise<boolean>>();
  const config = () => context.config().alerts;
  const from = sender(engine.profile);
  const network = () => context.config().network;

  async function failures(): Promise<WayFailures> {
    const kept = wayFailuresSchema.safeParse(await store.value(failuresKey));
    return kept.success ? kept.data : noFailures;
  }

  let reporting: Promise<void> = Promise.resolve();
  /** One after the other: both ways are kept in one document. */
  function report(way: AlertWay, failure: WayFailures['chat']): Promise<void> {
    const reported = reporting.then(async () => {
      const before = await failures();
      if (before[way] === null && failure === null) return;
      const after: WayFailures = { ...before, [way]: failure };
      await store.setValue(failuresKey, after as unknown as JsonObject, clock.now());
      onAlerts();
    });
    reporting = reported.catch(() => {});
    return reported;
  }

  const courier = (name: AlertWay, way: Way) =>
    new Courier({
      name,
      way,
      clock,
      logger,
      redact: options.redactor.text,
      report: (failure) => report(name, failure),
      givenUp: ({ at, message }) =>
        store.appendActivities([
          appLine(
            at,
            'alert.not-sent',
            'attention',
            `An alert was not sent ${name === 'chat' ? 'to the chat' : 'by e-mail'}: ${message}`,
          ),
        ]),
    });
  const couriers: Readonly<Record<AlertWay, Courier>> = {
    chat: courier(
      'chat',
      chatWay({
        clock,
        from,
        userAgent: `DispatchBridge/${engine.version}`,
        kind: () => config().chat.kind,
        url: () => engine.secrets.get('alerts.chatUrl'),
        dispatchers: () =>
          new Dispatchers({
            ...network(),
            ...(engine.systemProxy === undefined ? {} : { systemProxy: engine.systemProxy }),
          }),
      }),
    ),
    email: courier(
      'email',
      emailWay({
        clock,
        from,
        config: () => config().email,
        password: () => engine.secrets.get('alerts.emailPassword'),
        trust: () => createTrust(network().caFile),
      }),
    ),
  };

  const teller = new Teller({
    store,
    clock,
    logger,
    config,
    tell(text) {
      const { native, chat, email } = config();
      return anyTook([
        ...(native ? [...natives].map((show) => show(text)) : []),
        ...(chat.on ? [couriers.chat.bring(text)] : []),
        ...(email.on ? [couriers.email.bring(text)] : []),
      ]);
    },
    onTold: onAlerts,
  });
  const watch = new AlertWatch({
    store,
    clock,
    logger,
    facts: () => factsOf(options),
    onLooked(changed) {
      if (changed) onAlerts();
      teller.check();
    },
  });
  let unlisten = (): void => {};

  return {
    async list() {
      const [active, past] = await Promise.all([store.activeAlerts(), store.pastAlerts(pastShown)]);
      return { active, past };
    },
    onTell(listener) {
      natives.add(listener);
      return () => void natives.delete(listener);
    },
    async save(next) {
      const saved = await options.saveConfig((current) => ({ ...current, alerts: next }));
      watch.touch();
      teller.changed();
      onAlerts();
      return saved.alerts;
    },
    failures,
    test: (way) => couriers[way].test(),
    start() {
      unlisten = options.onChange(({ kind }) => {
        if (kind !== 'alerts' && kind !== 'log') watch.touch();
      });
      teller.start();
      watch.start();
    },
    async stop() {
      unlisten();
      await watch.stop();
      await teller.stop();
      await Promise.all([couriers.chat.stop(), couriers.email.stop()]);
      await teller.kept();
    },
  };
}

/** True as soon as one took it; false when none did. */
function anyTook(ways: readonly Promise<boolean>[]): Promise<boolean> {
  return Promise.any(
    ways.map(async (way) => {
      if (!(await way)) throw new Error('Not taken');
    }),
  ).then(
    () => true,
    () => false,
  );
}

async function factsOf({ engine, context, store, reach, status }: WatchOptions): Promise<AlertFacts> {
  const now = engine.clock.now();
  const config = context.config();
  const { minutes } = config.alerts.rules['success-rate'];
  const [runs, stopped, outages, disk] = await Promise.all([
    store.endedRuns(now - minutes * 60_000, now),
    status().queue.dead === 0 ? [] : store.attention(newestStopped),
    store.unsettledOutages(),
    diskOf(engine.dataDir),
  ]);
  return {
    now,
    config,
    status: status(),
    runs,
    newestStopped: stopped.find(({ state }) => state === 'dead')?.lastError?.message ?? '',
    findings: reach.health().findings,
    tunnelDownSince: outages.find(({ kind, to }) => kind === 'tunnel' && to === null)?.from ?? null,
    diskFree: disk?.freeBytes ?? null,
  };
}

/** How many of the newest that wait for a person are searched for one that stopped: those held for approval are among them. */
const newestStopped = 50;
