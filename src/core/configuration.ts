import type { Clock } from '../shared/clock.ts';
import { type Config, configSchema, emptyConfig } from '../shared/config.ts';
import type { Remote } from '../shared/domain/records.ts';
import type { JsonObject } from '../shared/json.ts';
import { otherSides } from './identity.ts';
import { appLine } from './monitor/app-line.ts';
import type { Store } from './store/port.ts';
import { forgetTicketsAfter } from './sync/create-ticket.ts';

export interface ConfigurationOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Connections, network or limits changed: the clients have to be built again. */
  readonly rebuild: (config: Config) => Promise<void>;
  /** Resolves when nothing runs or polls any more; called after dispatching was switched off. */
  readonly quiet: () => Promise<void>;
  /** Every link was closed because the profile talks to other systems now. */
  readonly onSetAside: () => void;
  /** Work orders are to make tickets from now on. */
  readonly onMakesTickets: () => void;
  readonly onChange: () => void;
}

/** The profile's configuration document: kept in the store, changed one change after the other. */
export class Configuration {
  readonly #options: ConfigurationOptions;
  #config: Config;
  #saving: Promise<unknown> = Promise.resolve();

  private constructor(options: ConfigurationOptions, config: Config) {
    this.#options = options;
    this.#config = config;
  }

  static async open(options: ConfigurationOptions): Promise<Configuration> {
    return new Configuration(options, configSchema.parse((await options.store.value('config')) ?? emptyConfig));
  }

  get current(): Config {
    return this.#config;
  }

  /** A change must start from the document the one before it left. */
  save(change: (current: Config) => Config): Promise<Config> {
    const saved = this.#saving.then(() => this.#saveNow(change));
    this.#saving = saved.catch(() => {});
    return saved;
  }

  async #saveNow(change: (current: Config) => Config): Promise<Config> {
    const before = this.#config;
    const wanted = configSchema.parse(change(before));
    const others = otherSides(before, wanted);
    if (others.length > 0) await this.#setAside(others);
    const next = others.length > 0 ? { ...wanted, started: false, intake: intakeElsewhere(before, wanted) } : wanted;
    const makesTickets = (of: Config) => of.sync.outbound.createTickets.on;
    if (makesTickets(before) && !makesTickets(next))
      await forgetTicketsAfter(this.#options.store, this.#options.clock.now());
    await this.#keep(next);
    const parts = (of: Config) => JSON.stringify([of.connectwise, of.fieldnation, of.network, of.limits]);
    if (parts(next) !== parts(before)) await this.#options.rebuild(next);
    if (makesTickets(next) && !makesTickets(before)) this.#options.onMakesTickets();
    this.#options.onChange();
    return next;
  }

  async #keep(next: Config): Promise<void> {
    const { store, clock } = this.#options;
    await store.setValue('config', next as unknown as JsonObject, clock.now());
    this.#config = next;
  }

  /** The profile is about to talk to other systems: nothing of the old ones may be written to records that merely have the same number. */
  async #setAside(sides: readonly Remote[]): Promise<void> {
    const { store, clock, quiet, onSetAside } = this.#options;
    await this.#keep({ ...this.#config, started: false });
    await quiet();
    const closed = await store.setAside(clock.now(), sides);
    const links = closed === 1 ? '1 link was' : `${closed} links were`;
    const line = `The connection was changed to another system: ${links} closed, and dispatching is off until you press Start again`;
    await store.appendActivities([appLine(clock.now(), 'connection.changed', 'attention', line)]);
    onSetAside();
  }
}

/** Who makes the work orders of a board was decided for a board of the other system; the same number names another one here. */
function intakeElsewhere(before: Config, { intake }: Config): Config['intake'] {
  if (JSON.stringify(intake.brokerBoards) !== JSON.stringify(before.intake.brokerBoards)) return intake;
  const { brokerBoards: _left, ...rest } = intake;
  return rest;
}
