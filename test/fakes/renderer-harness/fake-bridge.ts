import { plainTrigger } from '../../../src/shared/config.ts';
import type { AttentionItem, LinkRow } from '../../../src/shared/domain/views.ts';
import type {
  ChannelOutput,
  DispatchBridgeApi,
  Preferences,
  Push,
  PushPayload,
} from '../../../src/shared/ipc/contract.ts';
import { alertBridge } from './alerts.ts';
import { callbackBridge } from './callbacks.ts';
import { dayAttention } from './day/attention.ts';
import { dayCopies, dayHistory } from './day/link-life.ts';
import { dayLinkPage, dayLinks } from './day/links.ts';
import { dayLog } from './day/log.ts';
import { dayPlan } from './day/plan.ts';
import { probeSteps } from './day/probe.ts';
import { boardStatuses, boards, dayInfo, daySetup, typesOfWork, workOrderStatuses } from './day/setup.ts';
import { dayStatus, intakeOf } from './day/status.ts';
import { auditLines, auditPage } from './history.ts';
import { logBridge } from './log.ts';
import { mappingBridge } from './mapping.ts';
import { monitorBridge } from './monitor.ts';
import { problemAnswers } from './problems.ts';
import { profileBridge } from './profiles.ts';
import { reachBridge } from './reach.ts';
import { recoveryBridge } from './recovery.ts';
import { syncBridge } from './sync.ts';
import { updateBridge } from './updates.ts';
import { webhookBridge } from './webhooks.ts';

const newLineEveryMs = 4000;
const logLength: Readonly<Record<string, number>> = {
  many: 10_000,
  one: 1,
  'first-use': 0,
  testing: 0,
  ready: 0,
  fresh: 0,
};

interface Start {
  readonly theme: string | null;
  readonly density: string | null;
  readonly range: string | null;
  readonly language: string | null;
}

/** A bridge that answers from one made-up day and moves it on a little: a new log line every few seconds. */
export function fakeBridge(scenario: string, start: Start): DispatchBridgeApi {
  const now = Date.now();
  const listeners = new Map<Push, Set<(payload: never) => void>>();
  const links: LinkRow[] = ['first-use', 'testing', 'ready', 'fresh'].includes(scenario)
    ? []
    : dayLinks(now).slice(0, scenario === 'one' ? 1 : 14);
  const log = dayLog(dayLinks(now), logLength[scenario] ?? 420, now);
  let attention: AttentionItem[] = ['quiet', 'one', 'first-use', 'testing', 'ready', 'fresh'].includes(scenario)
    ? []
    : dayAttention(links, now);
  let status = dayStatus(scenario, now);
  let setup = daySetup(scenario);
  let preferences: Preferences = {
    theme: (start.theme ?? 'system') as Preferences['theme'],
    density: (start.density ?? 'comfortable') as Preferences['density'],
    closeToTray: true,
    railCollapsed: false,
    language: (start.language ?? 'en') as Preferences['language'],
    contrast: 'system',
    motion: 'system',
    autostart: false,
    startHidden: true,
    checkForUpdates: true,
    dashboardRange: (start.range ?? '24h') as Preferences['dashboardRange'],
  };

  function push<P extends Push>(name: P, payload: PushPayload<P>): void {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  }

  function setStatus(change: Partial<typeof status>): typeof status {
    status = { ...status, ...change };
    push('status', status);
    return status;
  }

  function forget(ids: readonly number[]): number {
    attention = attention.filter((item) => !ids.includes(item.jobId));
    setStatus({ attention: attention.length + status.conflicts });
    push('changed', { topics: ['attention'] });
    return ids.length;
  }

  function change(config: Partial<typeof setup.config>, rest: Partial<typeof setup> = {}): typeof setup {
    setup = { ...setup, ...rest, config: { ...setup.config, ...config } };
    return setup;
  }

  const changedTopic = (topic: 'setup' | 'reach'): void => push('changed', { topics: [topic] });
  const saveIntake = (intake: Partial<typeof setup.config.intake>): void => {
    change({ intake: { ...setup.config.intake, ...intake } });
  };
  const { origin, ...reach } = reachBridge(scenario, {
    now,
    saveIntake,
    changed: changedTopic,
    chain: (report) => push('chain', report),
    tunnelState: (state) => setStatus({ intake: intakeOf(status.intake, setup.config.intake.tunnel, state) }),
  });

  const ok = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 20));

  if (['day', 'many', 'million', 'quiet'].includes(scenario)) {
    setInterval(() => {
      const source = log[(log.length * 7) % 40];
      if (source === undefined) return;
      const id = (log[0]?.id ?? 0) + 1;
      log.unshift({ ...source, id, at: Date.now() });
      push('log', { lastId: id });
    }, newLineEveryMs);
  }

  async function test(remote: 'connectwise' | 'fieldnation'): Promise<ChannelOutput<'setup:test'>> {
    const steps = probeSteps(remote);
    for (let index = 0; index < steps.length; index += 1) {
      const shown = steps
        .slice(0, index + 1)
        .map((step, at) =>
          at === index ? { ...step, state: 'running' as const, error: null, durationMs: null } : step,
        );
      push('probe', { remote, steps: shown });
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    change({}, { tested: { ...setup.tested, [remote]: true } });
    return [...steps];
  }

  return {
    'app:info': () => ok(dayInfo(scenario)),
    'app:status': () => ok(status),
    'app:preferences': () => ok(preferences),
    'app:save-preferences': (input) => {
      preferences = { ...preferences, ...input } as Preferences;
      return ok(preferences);
    },
    'app:open-external': () => ok(undefined),
    'app:recover': () => ok(undefined),
    'setup:state': () => ok(setup),
    'setup:use-sandbox': () => {
      setup = { ...daySetup('testing') };
      return ok(setup);
    },
    'setup:save-connectwise': ({ site, company, publicKey }) =>
      ok(change({ connectwise: { site, company, publicKey } })),
    'setup:save-fieldnation': ({ environment, baseUrl, clientId, username, companyId }) =>
      ok(change({ fieldnation: { environment, baseUrl, clientId, username, companyId } })),
    'setup:test': ({ remote }) => test(remote),
    'setup:boards': () => ok(boards),
    'setup:statuses': () => ok(boardStatuses),
    'setup:types-of-work': () => ok(typesOfWork),
    'setup:save-trigger': ({ publish, typeOfWork = null, pay = null, ...trigger }) => {
      const { kind = 'status', conditions = '', customFieldConditions = '', ...board } = trigger;
      const saved = { ...plainTrigger, ...board, kind, conditions, customFieldConditions };
      return ok(change({ trigger: saved, create: { publish, typeOfWork, pay } }));
    },
    'setup:work-order-statuses': () => ok(workOrderStatuses),
    'setup:save-status-map': (statusMap) => ok(change({ statusMap })),
    'setup:plan': () => ok(dayPlan()),
    'setup:start': () => {
      change({ started: true });
      return ok(setStatus({ ...dayStatus('quiet', Date.now()) }));
    },
    'engine:pause': ({ minutes }) =>
      ok(setStatus({ state: 'paused', pausedUntil: minutes === null ? null : Date.now() + minutes * 60_000 })),
    'engine:resume': () => ok(setStatus({ state: 'running', pausedUntil: null })),
    'engine:sync-now': () => ok(undefined),
    'links:search': ({ text, limit }) => {
      const wanted = text.toLowerCase();
      const hit = (link: LinkRow): boolean =>
        `${String(link.ticketId)} ${String(link.workOrderId)} ${link.companyName} ${link.ticketSummary}`
          .toLowerCase()
          .includes(wanted);
      return ok(links.filter(hit).slice(0, limit));
    },
    'links:page': ({ linkId }) => {
      const link = links.find((one) => one.id === linkId);
      if (link === undefined) return ok(null);
      return ok(dayLinkPage(link, log.filter((row) => row.linkId === linkId).slice(0, 60)));
    },
    'links:history': ({ linkId, before }) =>
      ok(
        dayHistory(
          links.find((one) => one.id === linkId),
          before,
          now,
        ),
      ),
    'links:copies': ({ linkId }) =>
      ok([
        ...dayCopies(
          links.find((one) => one.id === linkId),
          now,
        ),
      ]),
    'attention:list': () => ok(attention),
    'attention:retry': ({ jobIds }) => ok(forget(jobIds)),
    'attention:approve': ({ jobIds }) => ok(forget(jobIds)),
    'attention:discard': ({ jobId }) => {
      forget([jobId]);
      return ok(undefined);
    },
    ...problemAnswers({
      calm: attention.length === 0,
      now,
      links,
      attention: () => attention,
      forget,
      changed: (topic) => push('changed', { topics: [topic] }),
      conflictsLeft: (conflicts) => setStatus({ conflicts, attention: attention.length + conflicts }),
    }),
    ...syncBridge(scenario, (sentFieldId) => {
      if (setup.config.trigger !== null) change({ trigger: { ...setup.config.trigger, sentFieldId } });
      push('changed', { topics: ['setup'] });
    }),
    ...reach,
    ...callbackBridge(scenario, { now, config: () => setup.config, saveIntake, origin, changed: changedTopic }),
    ...monitorBridge(
      scenario,
      () => status,
      () => Date.now(),
    ),
    ...logBridge(log, { scenario, links: dayLinks(now), now }),
    ...alertBridge(scenario),
    ...recoveryBridge(now),
    ...profileBridge(scenario, now),
    'audit:page': async ({ before, limit }) => auditPage(auditLines(scenario, now), before, limit),
    ...updateBridge(scenario, () => push('changed', { topics: ['updates'] })),
    ...webhookBridge(scenario, { now, origin, changed: changedTopic }),
    ...mappingBridge(scenario, { now, links, changed: () => push('changed', { topics: ['mapping', 'setup'] }) }),
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      set.add(listener as (payload: never) => void);
      listeners.set(name, set);
      return () => set.delete(listener as (payload: never) => void);
    },
  };
}
