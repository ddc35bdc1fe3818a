import type { Config } from '../../shared/config.ts';
import type { Mapping, MappingVersion } from '../../shared/domain/mapping.ts';
import type { ExampleResult, MappingProblem } from '../../shared/domain/mapping-work.ts';
import { AppError } from '../../shared/errors.ts';
import type { MappingInForce, SaveMapping } from '../mapping-in-force.ts';
import { followingSetup, setupFollowing, withSetupStatuses } from './state.ts';

interface Options {
  readonly current: () => Promise<MappingVersion>;
  readonly save: MappingInForce['save'];
  readonly config: () => Config;
  readonly saveConfig: (change: (config: Config) => Config) => Promise<Config>;
  /** A new version is in force. */
  readonly onChange: () => void;
}

/** Puts mappings in force and keeps setup's status map and the mapping's own for the trigger's board the same. */
export class Activation {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Throws `mapping.changed-meanwhile` when `expected` is not the active version. */
  async put(mapping: Mapping, how: SaveMapping): Promise<MappingVersion> {
    const { save, saveConfig, config, onChange } = this.#options;
    const saved = await save(mapping, await this.#keepSetup(mapping, how));
    const statusMap = setupFollowing(saved.mapping, config());
    if (statusMap !== null) await saveConfig((current) => ({ ...current, statusMap }));
    onChange();
    return saved;
  }

  /**
   * A mapping without a status map for the trigger's board follows setup's, which the next one is about to replace in setup as well. It is made a
   * version of the mapping first: rolling back finds the statuses as they were.
   */
  async #keepSetup(next: Mapping, how: SaveMapping): Promise<SaveMapping> {
    const { current, save, config } = this.#options;
    const { mapping } = await current();
    const whole = withSetupStatuses(mapping, config());
    if (whole === mapping || setupFollowing(next, config()) === null) return how;
    const { by, expected = null } = how;
    const { version } = await save(whole, { by, note: 'Statuses as setup had them', expected });
    return expected === null ? how : { ...how, expected: version };
  }

  /** After setup saved its status map: the mapping's own for the trigger's board goes before it, so it has to say the same. */
  async followSetup(by: string): Promise<void> {
    const { current, save, config, onChange } = this.#options;
    const next = followingSetup((await current()).mapping, config());
    if (next === null) return;
    await save(next, { by, note: 'status map changed in setup' });
    onChange();
  }
}

/** Errors keep a mapping from being activated, whoever asks. */
export function refuseErrors(problems: readonly MappingProblem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const more = errors.length === 1 ? '' : ` There are ${errors.length - 1} more.`;
  throw new AppError({
    code: 'mapping.invalid',
    kind: 'permanent',
    message: `The mapping cannot be activated: ${first.message}${more}`,
    context: { errors: errors.length, ruleId: first.ruleId },
    action: { do: 'open-mapping', ...(first.ruleId === null ? {} : { ruleId: first.ruleId }) },
  });
}

/** `names` by example id. */
export function refuseFailingExamples(results: readonly ExampleResult[], names: ReadonlyMap<number, string>): void {
  const failing = results.filter(({ pass }) => !pass);
  if (failing.length === 0) return;
  const named = failing.slice(0, 3).map(({ exampleId }) => `"${names.get(exampleId) ?? exampleId}"`);
  const more = failing.length > named.length ? ` and ${failing.length - named.length} more` : '';
  throw new AppError({
    code: 'mapping.examples-fail',
    kind: 'permanent',
    message: `${named.join(', ')}${more} would get other values than were kept as right. Look at them, then accept the new values or activate all the same.`,
    context: { failing: failing.length, examples: results.length },
  });
}
