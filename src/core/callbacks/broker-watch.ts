import type { Config } from '../../shared/config.ts';
import { AppError } from '../../shared/errors.ts';
import { appLine } from '../monitor/app-line.ts';
import type { Psa, Subscription } from '../psa/port.ts';
import type { SyncContext } from '../sync/context.ts';
import { brokerCovers } from './broker.ts';

/** What it needs of the engine's context, which holds it in turn. */
export type BrokerWatchContext = Pick<SyncContext, 'clock' | 'config' | 'store' | 'boardStatuses'> & {
  readonly psa: () => Pick<Psa, 'subscriptions'>;
};

/** Why a board's tickets are not sent from here. */
export interface LeftToBroker {
  /** As a sentence without its end: `callback 7 ("Field Nation dispatch") already gives ...` */
  readonly why: string;
  /** Nobody has chosen yet who makes the work orders. */
  readonly undecided: boolean;
}

type Trigger = NonNullable<Config['trigger']>;

/** How long what ConnectWise said about its callbacks serves (ms). */
const keptMs = 300_000;

/**
 * Keeps two systems from making a work order of the same ticket: while a callback gives the tickets of the trigger's board to Field Nation's Integration
 * Broker, none is made here until a person chose who does (`intake.brokerBoards`).
 */
export class BrokerWatch {
  readonly #context: () => BrokerWatchContext;
  #known: { readonly at: number; readonly entries: readonly Subscription[] } | null = null;
  /** What was said last, so that it is said once: board and callback. */
  #said = '';

  constructor(context: () => BrokerWatchContext) {
    this.#context = context;
  }

  /** The callbacks changed: they are read again when next asked. */
  forget(): void {
    this.#known = null;
  }

  /** Null when tickets of the trigger's board are sent from here. Throws while ConnectWise cannot be asked. */
  async leftToBroker(trigger: Trigger, signal?: AbortSignal): Promise<LeftToBroker | null> {
    const choice = this.#context()
      .config()
      .intake.brokerBoards?.find((one) => one.boardId === trigger.boardId);
    if (choice?.createdBy === 'workstation') return null;
    if (choice?.createdBy === 'broker')
      return {
        why: `work orders of ${trigger.boardName} are left to Field Nation's Integration Broker`,
        undecided: false,
      };
    const entry = brokerCovers(
      await this.#callbacks(signal),
      trigger,
      await this.#context().boardStatuses(trigger.boardId, signal),
    );
    if (entry === null) return null;
    const why = `callback ${entry.id} ("${entry.description}") already gives tickets of ${trigger.boardName} to Field Nation's Integration Broker. Choose under Callbacks who makes their work orders`;
    await this.#say(`${trigger.boardId}/${entry.id}`, why);
    return { why, undecided: true };
  }

  /** Without the right to read callbacks nothing is known of a broker, and sending goes on as before. */
  async #callbacks(signal?: AbortSignal): Promise<readonly Subscription[]> {
    const { clock, psa } = this.#context();
    const now = clock.now();
    if (this.#known !== null && now - this.#known.at < keptMs) return this.#known.entries;
    const entries = await psa()
      .subscriptions(signal)
      .catch((error: unknown) => {
        if (error instanceof AppError && error.kind === 'permanent') return [];
        throw error;
      });
    this.#known = { at: now, entries };
    return entries;
  }

  async #say(about: string, why: string): Promise<void> {
    if (this.#said === about) return;
    this.#said = about;
    const { store, clock } = this.#context();
    const line = `No ticket is sent from here: ${why}.`;
    await store.appendActivities([appLine(clock.now(), 'broker.covers', 'attention', line)]);
  }
}
