import type { Clock } from '../../shared/clock.ts';
import type { Config } from '../../shared/config.ts';
import type { Catalog } from '../../shared/domain/catalog.ts';
import { targetLabel } from '../../shared/domain/field-labels.ts';
import type { Mapping } from '../../shared/domain/mapping.ts';
import type { MappingProblem } from '../../shared/domain/mapping-work.ts';
import type { Named } from '../../shared/domain/records.ts';
import type { CheckMapping } from '../mapping/validate/port.ts';
import type { Script, ScriptDiagnostic, ScriptHost } from '../scripts/port.ts';
import type { StoreMappings } from '../store/mappings-port.ts';
import { effectiveMapping } from '../sync/effective-mapping.ts';

interface Options {
  readonly store: Pick<StoreMappings, 'linkedBoards'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly config: () => Config;
  readonly scripts: Pick<ScriptHost, 'check'>;
  readonly catalog: (signal?: AbortSignal) => Promise<Catalog>;
  readonly checkMapping: CheckMapping;
}

/** Boards of links are looked for this often (ms): it walks through all open links. */
const boardsKeptMs = 1_800_000;
/** Scripts whose findings are remembered. */
const scriptsKept = 500;

/** Everything that is wrong with a mapping or worth a look: the model's check against the catalog, with what the script host says of each script. */
export class MappingCheck {
  readonly #options: Options;
  /** By language and text: typing anywhere else checks no script again. */
  readonly #scripts = new Map<string, readonly ScriptDiagnostic[]>();
  #linked: { readonly at: number; readonly boards: Promise<readonly Named[]> } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  async check(mapping: Mapping, signal?: AbortSignal): Promise<readonly MappingProblem[]> {
    const { catalog, checkMapping } = this.#options;
    const [fields, boards, scripts] = await Promise.all([
      catalog(signal),
      this.#boards(mapping),
      this.#diagnostics(mapping, signal),
    ]);
    signal?.throwIfAborted();
    return checkMapping({ mapping, catalog: fields, boards, scripts, given: this.#given() });
  }

  async #diagnostics(
    { rules }: Mapping,
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, readonly ScriptDiagnostic[]>> {
    const found = new Map<string, readonly ScriptDiagnostic[]>();
    for (const rule of rules) {
      if (rule.action !== 'CUSTOM') continue;
      const name = `The script for ${targetLabel(rule.target)}`;
      found.set(rule.id, await this.#ofScript({ language: rule.language, text: rule.script, name }, signal));
    }
    return found;
  }

  async #ofScript(script: Script, signal: AbortSignal | undefined): Promise<readonly ScriptDiagnostic[]> {
    const key = `${script.language}\n${script.text}`;
    const known = this.#scripts.get(key);
    if (known !== undefined) return known;
    const found = await this.#options.scripts.check(script, signal);
    // Without a place it is about time or memory, and may fare better on another day.
    if (found.some(({ line }) => line === null)) return found;
    this.#scripts.set(key, found);
    const [oldest] = this.#scripts.keys();
    if (this.#scripts.size > scriptsKept && oldest !== undefined) this.#scripts.delete(oldest);
    return found;
  }

  /** The trigger's board, boards of links, and boards the mapping names already. */
  async #boards({ statusMaps }: Mapping): Promise<readonly Named[]> {
    const { trigger } = this.#options.config();
    const all: readonly Named[] = [
      ...(trigger === null ? [] : [{ id: trigger.boardId, name: trigger.boardName }]),
      ...statusMaps.map(({ boardId, boardName }) => ({ id: boardId, name: boardName })),
      ...(await this.#linkedBoards()),
    ];
    return all.filter((board, at) => all.findIndex(({ id }) => id === board.id) === at);
  }

  #linkedBoards(): Promise<readonly Named[]> {
    const now = this.#options.clock.now();
    if (this.#linked !== null && Math.abs(now - this.#linked.at) < boardsKeptMs) return this.#linked.boards;
    const boards = this.#options.store.linkedBoards();
    this.#linked = { at: now, boards };
    boards.catch(() => {
      this.#linked = null;
    });
    return boards;
  }

  /** Targets that the configuration fills where no rule does. */
  #given(): readonly string[] {
    const { rules } = effectiveMapping(
      { formatVersion: 1, name: '', rules: [], statusMaps: [] },
      this.#options.config(),
      null,
    );
    return rules.filter((rule) => rule.direction === 'inbound').map((rule) => rule.target);
  }
}
