import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { Remote } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { IdList } from './draft.ts';
import { optionsAt } from './names.ts';

/** One record of this environment. */
export interface Known {
  readonly id: number;
  /** What a document calls it. */
  readonly name: string;
  /** What a person is shown. */
  readonly label: string;
}

/** An entry of a list, and the board whose statuses are meant where it is one of statuses. */
export interface Asked {
  readonly list: IdList;
  readonly boardId: number | null;
  readonly name: string;
}

/** What is here under which number, read once for one comparison. A side that does not answer is asked no more, and named. */
export class Directory {
  readonly #context: Pick<SyncContext, 'psa' | 'fieldNation' | 'boardStatuses'>;
  readonly #catalog: () => Promise<Catalog>;
  readonly #read = new Map<string, Promise<readonly Known[] | null>>();
  readonly #failed = new Map<Remote, string>();

  constructor(context: Pick<SyncContext, 'psa' | 'fieldNation' | 'boardStatuses'>, catalog: () => Promise<Catalog>) {
    this.#context = context;
    this.#catalog = catalog;
  }

  /** Null: it could not be looked up. */
  entries({ list, boardId, name }: Asked): Promise<readonly Known[] | null> {
    if (list === 'none') return Promise.resolve(null);
    if (typeof list === 'object' && 'statusesOf' in list && boardId === null) return Promise.resolve([]);
    if (list === 'companies' && name === '') return Promise.resolve(null);
    const key = JSON.stringify([list, boardId, list === 'companies' ? name : '']);
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const reading = this.#look(list, boardId, name);
    this.#read.set(key, reading);
    return reading;
  }

  /** Why a side could not be asked, in words; empty when both could. */
  get problems(): readonly string[] {
    return [...this.#failed.values()];
  }

  async #look(list: Exclude<IdList, 'none'>, boardId: number | null, name: string): Promise<readonly Known[] | null> {
    const side = sideOf(list);
    if (this.#failed.has(side)) return null;
    try {
      return await this.#ask(list, boardId, name);
    } catch (thrown) {
      const error = AppError.from(thrown);
      const who = side === 'connectwise' ? 'ConnectWise' : 'Field Nation';
      this.#failed.set(side, `${who} could not be asked what its ids mean here: ${error.message}`);
      return null;
    }
  }

  /** Companies called so; where there is none, those that share the first word, to choose from. */
  async #companies(name: string): Promise<readonly { readonly id: number; readonly name: string }[]> {
    const psa = this.#context.psa();
    const found = await psa.companies(name);
    if (found.some((company) => company.name.trim().toLowerCase() === name.trim().toLowerCase())) return found;
    const [word = ''] = name.trim().split(/\s+/);
    if (word.length < 3 || word === name) return found;
    const near = await psa.companies(word);
    return [...found, ...near.filter(({ id }) => !found.some((company) => company.id === id))];
  }

  async #ask(list: Exclude<IdList, 'none'>, boardId: number | null, name: string): Promise<readonly Known[]> {
    if (typeof list === 'object') {
      if ('statusesOf' in list) return (await this.#context.psa().statuses(boardId ?? 0)).filter(inUse).map(plain);
      const options = optionsAt((await this.#catalog())[list.side].fields, list.field);
      return options.flatMap(({ value, label, boardId: of }) =>
        typeof value === 'number' && (of === undefined || boardId === null || of === boardId)
          ? [{ id: value, name: label, label }]
          : [],
      );
    }
    const psa = () => this.#context.psa();
    const fieldNation = () => this.#context.fieldNation();
    switch (list) {
      case 'boards':
        return (await psa().boards()).filter((board) => !board.inactive && !board.project).map(plain);
      case 'psa-fields':
        return (await psa().customFields()).map(({ id, caption }) => ({ id, name: caption, label: caption }));
      case 'companies':
        return (await this.#companies(name)).map(plain);
      case 'members':
        return (await psa().members())
          .filter((member) => !member.inactive)
          .map(({ id, identifier, name: full }) => ({
            id,
            name: identifier,
            label: full === '' ? identifier : `${full} (${identifier})`,
          }));
      case 'types-of-work':
        return (await fieldNation().typesOfWork()).map(plain);
      case 'fn-fields':
        return (await fieldNation().customFields()).map(plain);
      case 'clients':
        return (await fieldNation().clients()).map(plain);
      case 'projects':
        return (await fieldNation().projects()).map(plain);
      case 'talent-pools':
        return (await fieldNation().talentPools()).map(plain);
      case 'managers':
        return (await fieldNation().managers()).map(plain);
    }
  }
}

function plain({ id, name }: { readonly id: number; readonly name: string }): Known {
  return { id, name, label: name };
}

function inUse({ inactive }: { readonly inactive: boolean }): boolean {
  return !inactive;
}

const fieldNationLists: ReadonlySet<IdList> = new Set([
  'types-of-work',
  'fn-fields',
  'clients',
  'projects',
  'talent-pools',
  'managers',
]);

function sideOf(list: IdList): Remote {
  if (typeof list === 'object') return 'side' in list ? list.side : 'connectwise';
  return fieldNationLists.has(list) ? 'fieldnation' : 'connectwise';
}
