import type { Clock } from '../../../shared/clock.ts';
import type { HealthReport, OutageKind } from '../../../shared/domain/reach.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Workstation } from '../../callbacks/draft.ts';
import type { IntakeHost } from '../../intake/host.ts';
import { appLine } from '../../monitor/app-line.ts';
import type { Poller } from '../../poll/poller.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { TunnelState } from '../../tunnel/port.ts';
import { CatchUp } from './catch-up.ts';
import { type Finding, findingGone, fine } from './finding.ts';
import { HealthLook } from './health-look.ts';
import { wayFindings } from './health-ways.ts';
import { span } from './health-words.ts';
import { type Gap, Heartbeat } from './heartbeat.ts';
import type { OutageBook } from './outages.ts';
import type { Registration } from './registration.ts';

export interface HealthCheckOptions {
  readonly context: SyncContext;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registration: Registration;
  readonly outages: OutageBook;
  readonly poller: Pick<Poller, 'catchUp' | 'lookedAt' | 'hurry'>;
  /** Dispatching: started, neither paused nor watching only nor stopped by its store. */
  readonly mayAct: () => boolean;
  /** The same, or paused: what is registered is kept in order then too, because nobody writes into records by that. */
  readonly mayKeep: () => boolean;
  readonly intake: Pick<IntakeHost, 'mode' | 'status' | 'baseUrl'>;
  /** The chosen tunnel's state; `off` where none is chosen. */
  readonly tunnel: () => TunnelState;
  /** This installation as its callbacks name and reach it; the same as CallbackCommands gets. */
  readonly workstation: () => Workstation;
  /** The report changed. */
  readonly onChange: () => void;
}

/** Why a check runs. */
export type CheckReason = 'start' | 'hourly' | 'wake' | 'person' | 'address';

const hourMs = 3_600_000;
/** How soon it is looked again when something could not be asked (ms). */
const againMs = 300_000;
/** Each kind of tunnel notices within this time that it fell (ms): until then it stood. */
const noticedMs = 120_000;
const idle = fine('idle', 'callback', 'Nothing is checked while nothing is dispatched.');
/** At the start of dispatching both are registered just before the check: that look counts (ms). */
const justNowMs = 60_000;

/**
 * Finds drift between what shall be registered and what is, repairs or offers it, and keeps the timeline of outages: at start, hourly, after sleep,
 * when this workstation's address changed, and when a person asks; only while dispatching, or while that is paused.
 *
 * Life: the engine calls `awake()` in its `start()` in any case (heartbeat, `not-running`), `start()` whenever dispatching begins or goes on
 * (dispatching.ts does, through its option `onDispatching`), `stop()` when it ends, `wake()` after sleep, `reachChanged()` whenever the state of the
 * tunnel or of the listener changed.
 */
export class HealthCheck {
  readonly #options: HealthCheckOptions;
  readonly #look: HealthLook;
  readonly #catchUp: CatchUp;
  readonly #heartbeat: Heartbeat;
  #findings: readonly Finding[] = [];
  #checkedAt: number | null = null;
  #nextAt: number | null = null;
  #checking: Promise<HealthReport> | null = null;
  /** Where the last check found this workstation. */
  #place: string | null = null;
  /** When the tunnel was last seen up (ms). */
  #upAt: number | null = null;
  #stopped = false;
  #cancel: () => void = () => {};

  constructor(options: HealthCheckOptions) {
    const { context, clock, logger, outages, poller, mayAct, registration } = options;
    this.#options = options;
    this.#look = new HealthLook(options);
    this.#catchUp = new CatchUp({ outages, poller, clock, logger, mayAct });
    this.#heartbeat = new Heartbeat({ store: context.store, clock, logger });
    registration.reportTo((found) => this.#look.registered(found));
    outages.onBegan(() => poller.hurry());
    outages.onEnded(() => void this.#catchUp.begin());
  }

  report(): HealthReport {
    const { intake, tunnel, mayKeep } = this.#options;
    const looked = this.#checkedAt !== null;
    const ways = looked ? wayFindings(intake.status(), tunnel()) : [];
    // What was found while it was this installation's to keep says nothing once it is not: another system, or another installation.
    const found = looked && !mayKeep() ? [idle] : this.#findings;
    const findings = [...ways, ...found].map(({ act: _act, ...finding }) => finding);
    return { running: this.#checking !== null, checkedAt: this.#checkedAt, nextAt: this.#nextAt, findings };
  }

  /** Joins the check under way. Never throws: what could not be asked is a finding. */
  checkNow(why: CheckReason): Promise<HealthReport> {
    if (this.#checking !== null) return this.#checking;
    const checking = this.#check(why).finally(() => {
      this.#checking = null;
      this.#changed();
    });
    this.#checking = checking.then(() => this.report());
    this.#changed();
    return this.#checking;
  }

  /** Does what a finding offers, and checks again. Throws `health.finding-gone` for one that does not stand any more. */
  async repair(findingId: string): Promise<HealthReport> {
    await this.#checking;
    const finding = this.#findings.find(({ id }) => id === findingId);
    if (finding?.act === undefined || !this.#options.mayKeep()) throw findingGone();
    try {
      await finding.act();
    } catch (thrown) {
      if (AppError.from(thrown).code === findingGone().code) void this.checkNow('person');
      throw thrown;
    }
    const { context, clock } = this.#options;
    const line = `${finding.offer} (asked for by a person): ${finding.message}`;
    await context.store.appendActivities([appLine(clock.now(), 'health.asked', 'ok', line)]);
    return this.checkNow('person');
  }

  /** The app runs: notes since when it did not, and keeps a heartbeat from now on. */
  async awake(): Promise<void> {
    const { context } = this.#options;
    const gap = await this.#heartbeat.start();
    if (gap !== null && context.config().started)
      await this.#gap('not-running', `Dispatch Bridge did not run for ${span(gap.to - gap.from)}.`, gap);
    await this.#options.outages.unsettled();
  }

  /** Dispatching began or goes on: a check now, and one each hour. Safe to repeat. */
  start(): void {
    this.#ways();
    void this.#catchUp.begin();
    void this.checkNow('start');
  }

  /** The last heartbeat; nothing begins afterwards. What is under way ends with the connections. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    this.#nextAt = null;
    this.#catchUp.stop();
    await this.#heartbeat.stop();
  }

  /** After sleep. `asleepMs` where it is known; otherwise the heartbeat tells. */
  wake(asleepMs?: number): void {
    const gap = this.#heartbeat.wake(asleepMs);
    if (this.#stopped || !this.#options.mayKeep()) return;
    if (gap !== null) void this.#gap('asleep', `This computer slept for ${span(gap.to - gap.from)}.`, gap);
    void this.checkNow('wake');
  }

  /** The tunnel or the listener changed: an outage begins or ends, and at another address what is registered is pointed there. */
  reachChanged(): void {
    const { mayKeep, onChange } = this.#options;
    onChange();
    if (this.#stopped || !mayKeep()) return;
    this.#ways();
    const place = this.#placeOfNow();
    const after = this.#checking;
    if ((this.#checkedAt === null && after === null) || place === null || place === this.#place) return;
    // One that is under way may have looked with the address of before.
    if (after === null) void this.checkNow('address');
    else void after.then(() => this.reachChanged());
  }

  /** A person changed what is registered: what was found of it may not stand any more. */
  registeredChanged(): void {
    if (this.#stopped || this.#checkedAt === null || !this.#options.mayKeep()) return;
    void (this.#checking ?? Promise.resolve()).then(() => this.checkNow('person'));
  }

  /** False while an outage lasts or is not caught up: polling is to be fast then (part of `intake.registered` of the Poller). */
  get sound(): boolean {
    return this.#options.outages.settled;
  }

  async #check(why: CheckReason): Promise<void> {
    const { clock, logger, mayKeep } = this.#options;
    this.#cancel();
    this.#nextAt = null;
    let settled = true;
    try {
      if (mayKeep()) {
        this.#ways();
        this.#place = this.#placeOfNow();
        const looked = await this.#look.look(why === 'start' ? clock.now() - justNowMs : clock.now());
        this.#findings = looked.findings;
        settled = looked.complete;
      } else this.#findings = [idle];
      this.#checkedAt = clock.now();
    } catch (error) {
      if (this.#stopped) return;
      settled = false;
      logger.error({ err: String(error) }, 'The health of what is registered could not be checked');
    }
    if (this.#stopped) return;
    const delay = settled ? hourMs : againMs;
    this.#nextAt = clock.now() + delay;
    this.#cancel = clock.after(delay, () => void this.checkNow('hourly'));
  }

  /** Its origin, or that it does without one; null while it has none for a moment. */
  #placeOfNow(): string | null {
    const { intake } = this.#options;
    return intake.mode() === 'none' ? 'nowhere' : intake.baseUrl();
  }

  /** The timeline's part on tunnel and listener. */
  #ways(): void {
    const { intake, tunnel, outages, clock, mayKeep } = this.#options;
    if (!mayKeep()) return;
    const listener = intake.status();
    if (listener.state === 'failed') void outages.began('listener', listener.message);
    else void outages.ended('listener');
    const state = tunnel();
    if (state.kind === 'down' || state.kind === 'failed')
      void outages.began('tunnel', state.error.message, Math.max(this.#upAt ?? clock.now(), clock.now() - noticedMs));
    else if (state.kind === 'up' || state.kind === 'off') void outages.ended('tunnel');
    this.#upAt = state.kind === 'up' ? clock.now() : null;
  }

  async #gap(kind: OutageKind, why: string, { from, to }: Gap): Promise<void> {
    await this.#options.outages.began(kind, why, from);
    await this.#options.outages.ended(kind, to);
  }

  #changed(): void {
    this.#options.onChange();
  }
}
