import type { Config } from '../shared/config.ts';
import type { Remote } from '../shared/domain/records.ts';
import type { EngineStatus, HeadlineCode, RemoteHealth } from '../shared/domain/status.ts';
import type { AppErrorInfo } from '../shared/errors.ts';
import type { Lane } from './queue/lane-port.ts';
import type { QueueCounts } from './store/figures-port.ts';

/** Everything the status is made from; gathered by the engine. */
export interface StatusFacts {
  readonly now: number;
  readonly config: Config;
  readonly paused: boolean;
  readonly pausedUntil: number | null;
  readonly stoppedBy: AppErrorInfo | null;
  /** Another installation dispatches: this one only watches. */
  readonly watchOnly: AppErrorInfo | null;
  readonly lanes: Readonly<Record<Remote, Lane | null>>;
  readonly intake: EngineStatus['intake'];
  readonly counts: QueueCounts;
  readonly links: EngineStatus['links'];
  /** Fields both sides changed that nobody has chosen for yet. */
  readonly conflicts: number;
  readonly lastSyncAt: number | null;
  readonly nextPollAt: number | null;
}

export function buildStatus(facts: StatusFacts): EngineStatus {
  const attention = facts.counts.dead + facts.counts.held + facts.conflicts;
  const state = stateOf(facts);
  const connectwise = health(facts.config.connectwise !== null, 'ConnectWise', facts.lanes.connectwise);
  const fieldnation = health(facts.config.fieldnation !== null, 'Field Nation', facts.lanes.fieldnation);
  return {
    at: facts.now,
    state,
    ...headline(facts, state, attention, [connectwise, fieldnation]),
    pausedUntil: facts.pausedUntil,
    connectwise,
    fieldnation,
    intake: facts.intake,
    queue: {
      waiting: facts.counts.ready,
      running: facts.counts.running,
      held: facts.counts.held,
      dead: facts.counts.dead,
      // Those that wait for their signing key are among them.
      inbox: facts.counts.inboxWaiting,
      oldestWaitingAt: facts.counts.oldestReadyAt,
    },
    links: facts.links,
    conflicts: facts.conflicts,
    attention,
    lastSyncAt: facts.lastSyncAt,
    nextPollAt: facts.nextPollAt,
  };
}

function stateOf(facts: StatusFacts): EngineStatus['state'] {
  if (facts.stoppedBy !== null) return 'stopped';
  const { connectwise, fieldnation, trigger, started } = facts.config;
  if (connectwise === null || fieldnation === null || trigger === null) return 'setup';
  if (!started || facts.watchOnly !== null) return 'watching';
  return facts.paused ? 'paused' : 'running';
}

type Headline = Pick<EngineStatus, 'headline' | 'headlineCode'>;

function headline(
  facts: StatusFacts,
  state: EngineStatus['state'],
  attention: number,
  remotes: readonly RemoteHealth[],
): Headline {
  const says = (headlineCode: HeadlineCode, words: string): Headline => ({ headline: words, headlineCode });
  switch (state) {
    case 'stopped':
      return { headline: facts.stoppedBy?.message ?? 'Sync has stopped.' };
    case 'setup':
      return says('setup', 'Setup is not finished. Nothing is sent to either side before you press Start.');
    case 'watching':
      if (facts.watchOnly !== null) return { headline: facts.watchOnly.message };
      return says('watching', 'Set up and watching. Nothing is sent to either side before you press Start.');
    case 'paused':
      return says('paused', 'Paused. Changes are kept and go out when you resume.');
    case 'running': {
      const trouble = remotes.find((remote) => remote.state !== 'ok' && remote.state !== 'unknown');
      if (trouble !== undefined) return { headline: trouble.message };
      if (attention > 0) {
        if (facts.conflicts < attention)
          return says('needs-you', attention === 1 ? '1 item needs you.' : `${attention} items need you.`);
        const fields = facts.conflicts === 1 ? '1 field was changed' : `${facts.conflicts} fields were changed`;
        return says('conflicts', `${fields} on both sides: choose which value counts.`);
      }
      if (facts.intake.needs !== null) return { headline: facts.intake.needs };
      const waiting = facts.counts.ready + facts.counts.running;
      const links = facts.links.open === 1 ? '1 ticket linked' : `${facts.links.open} tickets linked`;
      if (waiting > 0)
        return says('on-the-way', `${waiting} ${waiting === 1 ? 'change is' : 'changes are'} on the way. ${links}.`);
      return facts.links.open === 0
        ? says('ready', 'Ready. The next ticket that enters the trigger status is sent.')
        : says('in-step', `Everything is in step. ${links}.`);
    }
  }
}

function health(setUp: boolean, name: string, lane: Lane | null): RemoteHealth {
  const state = lane?.state();
  const rest = {
    pausedUntil: state?.pausedUntil ?? null,
    lastSuccessAt: state?.lastSuccessAt ?? null,
    budgetLeft:
      state !== undefined && Number.isFinite(state.budgetLeft) ? Math.max(0, Math.floor(state.budgetLeft)) : 0,
    inFlight: state?.inFlight ?? 0,
  };
  if (!setUp) return { state: 'not-set-up', message: `${name} is not connected yet.`, ...rest };
  if (state === undefined) return { state: 'unknown', message: `${name} has not been asked yet.`, ...rest };
  if (state.needsSignIn)
    return { state: 'sign-in', message: state.reason?.message ?? `${name} refuses the key. Open to sign in.`, ...rest };
  if (state.reason?.kind === 'offline' && state.pausedUntil !== null)
    return { state: 'offline', message: state.reason.message, ...rest };
  if (state.pausedUntil !== null)
    return { state: 'paused', message: state.reason?.message ?? `${name} asked for a pause.`, ...rest };
  if (state.breaker !== 'closed')
    return { state: 'failing', message: state.reason?.message ?? `${name} keeps failing.`, ...rest };
  if (state.lastSuccessAt === null) return { state: 'unknown', message: `${name} has not been asked yet.`, ...rest };
  return { state: 'ok', message: `${name} answers.`, ...rest };
}
