import type { Engine } from '../../../src/core/engine-port.ts';
import type { RunningSandbox } from '../../../src/sandbox/index.ts';
import { VendorFailure } from '../../../src/sandbox/kernel/vendor-failure.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { Bridge } from '../../builders/bridge.ts';
import { dispatcherActs } from './acts-dispatcher.ts';
import { buyerActs, providerActs } from './acts-fieldnation.ts';
import { personActs } from './acts-person.ts';
import { Claims } from './claims.ts';
import type { Move } from './moves.ts';
import { type Settings, withSettings } from './settings.ts';
import { Story } from './story.ts';

export interface HistoryOptions {
  readonly bridge: Bridge;
  readonly settings: Settings;
  /** What an administrator may choose later. */
  readonly laterSettings: Settings;
  readonly statuses: readonly { readonly id: number; readonly name: string }[];
  /** Moves the engine's clock away from everybody else's (ms). */
  readonly jumpClock: (ms: number) => void;
  readonly ticketIds: readonly number[];
  /** Kept apart from other histories on the same sandbox. */
  readonly firstWord?: number;
}

/** How the description of a work order begins that somebody makes in Field Nation. */
export const describedByHand = 'Made in Field Nation';

/** Plays moves, one after the other, and remembers what the judges have to know. */
export class History {
  readonly stories: readonly Story[];
  /** Every settings document that was in force, the first one first; with the time it came into force. */
  readonly settings: { readonly at: number; readonly settings: Settings }[];
  readonly boardId: number;
  readonly claims = new Claims();
  clockJumped = false;
  /** Work orders that people made in Field Nation. */
  readonly byPeople = new Set<number>();
  #word: number;
  readonly #options: HistoryOptions;
  readonly #made: Story[] = [];

  constructor(options: HistoryOptions) {
    const { bridge, ticketIds } = options;
    this.#options = options;
    this.#word = options.firstWord ?? 0;
    this.boardId = bridge.sandbox.info.demo.boardId;
    this.stories = ticketIds.map((ticketId) => new Story(bridge.sandbox, this.byPeople, { ticketId }));
    this.settings = [{ at: bridge.clock.now(), settings: options.settings }];
  }

  get bridge(): Bridge {
    return this.#options.bridge;
  }
  get sandbox(): RunningSandbox {
    return this.bridge.sandbox;
  }
  get people(): RunningSandbox['people'] {
    return this.sandbox.people;
  }
  get engine(): Engine {
    return this.bridge.engine;
  }
  /** With those that began in Field Nation. */
  get all(): readonly Story[] {
    return [...this.stories, ...this.#made];
  }
  get lastWord(): number {
    return this.#word;
  }

  now(): number {
    return this.bridge.clock.now();
  }
  word(kind: 'INT' | 'PUB' | 'PRO' | 'CLO'): string {
    this.#word += 1;
    return `${kind}${this.#word}x`;
  }
  ticket(ticketId: number) {
    return this.sandbox.ticket(ticketId);
  }
  tickets() {
    return this.sandbox.tickets();
  }
  statusId(name: string): number {
    return this.#options.statuses.find((status) => status.name === name)?.id ?? 0;
  }
  during<T>(work: Promise<T>): Promise<T> {
    return this.bridge.during(work);
  }
  links() {
    return this.engine.searchLinks('', 10_000);
  }
  async openLink(story: Story) {
    const links = await this.links();
    return links.find((link) => link.state !== 'closed' && link.ticketId === story.ticket()) ?? null;
  }
  /** The settings that held without a break from `at` on; null when they changed. */
  settingsSince(at: number): Settings | null {
    const last = this.settings.at(-1);
    return last !== undefined && (last.at <= at || this.settings.length === 1) ? last.settings : null;
  }
  everChosen(test: (settings: Settings) => boolean): boolean {
    return this.settings.some(({ settings }) => test(settings));
  }

  async changeSettings(n: number): Promise<void> {
    const { settings, laterSettings } = this.#options;
    const next = n % 2 === 0 ? laterSettings : settings;
    await this.during(
      this.engine.saveConfig((config) => withSettings(config, next, config.sync.outbound.createTickets.companyId)),
    );
    this.settings.push({ at: this.now(), settings: next });
  }

  /** What the state does not allow is refused by the vendor or the app, and did not happen. */
  async play(move: Move): Promise<void> {
    try {
      await this.#play(move);
    } catch (error) {
      const gone =
        error instanceof Error &&
        /does not exist in the sandbox|has no (?:contact|note|document|time)/.test(error.message);
      if (!gone && !(error instanceof VendorFailure) && !(error instanceof AppError)) throw error;
    }
  }

  async #play(move: Move): Promise<void> {
    switch (move.who) {
      case 'dispatcher': {
        const story = this.#storyAt(move.place);
        const ticketId = story?.ticket() ?? null;
        if (story !== null && ticketId !== null) dispatcherActs[move.verb](this, story, ticketId, move.n);
        return;
      }
      case 'provider':
      case 'buyer': {
        if (move.verb === 'create') return this.#createWorkOrder(move.n);
        const story = this.#storyAt(move.place);
        const workOrder = story?.workOrder() ?? null;
        if (story === null || workOrder === null) return;
        if (move.who === 'provider') providerActs[move.verb](this, story, workOrder, move.n);
        else buyerActs[move.verb](this, story, workOrder, move.n);
        return;
      }
      case 'person': {
        const story = this.#storyAt(move.place);
        if (story !== null) await personActs[move.verb](this, story, move.n);
        return;
      }
      case 'fault':
        this.sandbox.addFault({ ...move.fault, delayMs: 7_000, retryAfterSeconds: 15 });
        return;
      case 'time':
        await this.bridge.clock.advance(move.ms);
        return;
      case 'world':
        return this.#world(move.verb, move.n);
    }
  }

  async #world(verb: Extract<Move, { who: 'world' }>['verb'], n: number): Promise<void> {
    const { bridge } = this;
    switch (verb) {
      case 'restart':
        await bridge.restart();
        return;
      case 'away':
        await bridge.during(bridge.engine.stop());
        await bridge.clock.advance((1 + (n % 96)) * 3_600_000);
        await bridge.restart();
        return;
      case 'upgrade':
        this.people.administrator.upgrade({ codebase: `v2026_${1 + (n % 9)}/` });
        return;
      case 'new-signing-key':
        this.people.administrator.rotateSigningKey();
        return;
      case 'tokens-expire':
        this.sandbox.expireTokens();
        return;
      case 'clock-jump':
        this.clockJumped = true;
        this.#options.jumpClock((n - 500) * 2_000);
        return;
      case 'search-lag':
        this.sandbox.setSwitch('fieldnation.searchLagSeconds', n % 25);
        return;
    }
  }

  #storyAt(place: number): Story | null {
    return this.stories[place] ?? this.#made.at(-1) ?? null;
  }

  /** Somebody makes a work order by hand in Field Nation. */
  #createWorkOrder(n: number): void {
    if (this.#made.length > 0) return;
    const { id } = this.people.buyer.create({
      body: { title: `By hand ${this.word('PUB')}`, description: { html: `<p>${describedByHand}, number ${n}</p>` } },
    });
    this.byPeople.add(id);
    this.#made.push(new Story(this.sandbox, this.byPeople, { workOrderId: id }));
  }
}
