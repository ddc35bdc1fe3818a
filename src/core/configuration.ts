import type { Clock } from '../shared/clock.ts';
import { type Config, configSchema, emptyConfig } from '../shared/config.ts';
import type { MappingVersion } from '../shared/domain/mapping.ts';
import type { Remote } from '../shared/domain/records.ts';
import { AppError } from '../shared/errors.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import { otherSides } from './identity.ts';
import { appLine } from './monitor/app-line.ts';
import { changesInWords } from './promote/words/changes.ts';
import { ownWork } from './recovery/audit.ts';
import type { NewMappingVersion } from './store/mappings-port.ts';
import type { Store } from './store/port.ts';
import { forgetTicketsAfter } from './sync/create-ticket.ts';

export interface ConfigurationOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Who sits at this computer, for the trail. */
  readonly person: string;
  /** Connections, network or limits changed: the clients have to be built again. */
  readonly rebuild: (config: Config) => Promise<void>;
  /** Resolves when nothing runs or polls any more; called after dispatching was switched off. */
  readonly quiet: () => Promise<void>;
  /** Every link was closed because the profile talks to other systems now. */
  readonly onSetAside: () => void;
  /** Versions of the mapping came into force together with the document. */
  readonly onMappings: (versions: readonly MappingVersion[]) => Promise<void>;
  /** Work orders are to make tickets from now on. */
  readonly onMakesTickets: () => void;
  /** A document was saved; who saves it waits until what reaches from outside follows. The next change does not. */
  readonly onSaved: () => Promise<void>;
  readonly onChange: () => void;
}

/** A document to be, and the versions of the mapping that come into force with it. */
export interface WholeChange {
  readonly config: Config;
  readonly mappings: readonly NewMappingVersion[];
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
    return new Configuration(options, readable((await options.store.value('config')) ?? null));
  }

  get current(): Config {
    return this.#config;
  }

  /** A change must start from the document the one before it left. `by`: who changes it, the person at this computer unless told. */
  save(change: (current: Config) => Config, by = this.#options.person): Promise<Config> {
    return this.saveWhole(async (current) => ({ config: change(current), mappings: [] }), by);
  }

  /** Document and mapping together, or nothing of them. */
  async saveWhole(change: (current: Config) => Promise<WholeChange>, by = this.#options.person): Promise<Config> {
    const saved = this.#saving.then(() => this.#saveNow(change, by));
    this.#saving = saved.catch(() => {});
    const config = await saved;
    await this.#options.onSaved();
    return config;
  }

  async #saveNow(change: (current: Config) => Promise<WholeChange>, by: string): Promise<Config> {
    const before = this.#config;
    const { config, mappings } = await change(before);
    const wanted = configSchema.parse(config);
    const others = otherSides(before, wanted);
    if (others.length > 0) await this.#setAside(others);
    const next = others.length > 0 ? { ...wanted, started: false, intake: intakeElsewhere(before, wanted) } : wanted;
    if (this.#config.started && !next.started) await this.#standStill();
    const makesTickets = (of: Config) => of.sync.outbound.createTickets.on;
    if (makesTickets(before) && !makesTickets(next))
      await forgetTicketsAfter(this.#options.store, this.#options.clock.now());
    // What stands still in memory only is still the stored document.
    const versions = await this.#keep(next, by, others.length > 0 ? this.#config : before, mappings).catch(
      (error: unknown) => {
        if (others.length === 0) this.#config = before;
        throw error;
      },
    );
    if (versions.length > 0) await this.#options.onMappings(versions);
    const parts = (of: Config) => JSON.stringify([of.connectwise, of.fieldnation, of.network, of.limits]);
    if (parts(next) !== parts(before)) await this.#options.rebuild(next);
    if (makesTickets(next) && !makesTickets(before)) this.#options.onMakesTickets();
    this.#options.onChange();
    return next;
  }

  /** The document with its lines of the trail, and the mapping's with it. */
  async #keep(
    next: Config,
    by: string,
    before: Config,
    mappings: readonly NewMappingVersion[],
  ): Promise<readonly MappingVersion[]> {
    const { store, clock } = this.#options;
    const now = clock.now();
    const versions = await store.saveDocument({
      key: 'config',
      value: next as unknown as JsonObject,
      trail: changesInWords(before, next).map((change) => ({ at: now, who: by, ...change })),
      mappings,
      now,
    });
    this.#config = next;
    return versions;
  }

  /** Nothing new begins and nothing runs any more, before what it would run by is replaced. Only in memory: a kill leaves all as it was. */
  async #standStill(): Promise<void> {
    this.#config = { ...this.#config, started: false };
    await this.#options.quiet();
  }

  /** The profile is about to talk to other systems: nothing of the old ones may be written to records that merely have the same number. */
  async #setAside(sides: readonly Remote[]): Promise<void> {
    const { store, clock, quiet, onSetAside } = this.#options;
    await this.#keep({ ...this.#config, started: false }, ownWork, this.#config, []);
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

/** A document nobody can read is a problem a person can solve, not a fault: throws `store.settings`, and the data goes on to exist. */
function readable(kept: Json): Config {
  const read = configSchema.safeParse(kept ?? emptyConfig);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') || 'the document';
  throw new AppError({
    code: 'store.settings',
    kind: 'permanent',
    message: `The settings of this profile cannot be read: ${where} does not hold what belongs there. Nothing was changed. Restore a backup, or start with empty data; links and log are kept as they are now.`,
    context: { where },
    action: { do: 'restore-backup' },
  });
}
