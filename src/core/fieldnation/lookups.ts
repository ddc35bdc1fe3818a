import { z } from 'zod';
import type { Named } from '../../shared/domain/records.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { Api } from './api.ts';
import { nameOf, textOf } from './collections.ts';
import { asObject } from './fields.ts';
import { readAll } from './pager.ts';
import type { FieldNationUser } from './records-port.ts';

/** One look-up reads at most this many users' e-mail addresses; the rest follow with the next. Keeps a large company from using up the lane. */
const maxUserReads = 40;

const tables = {
  managers: { path: '/company/managers', label: 'the list of managers', one: 'User' },
  talentPools: { path: '/preferred-provider-groups', label: 'the list of talent pools', one: 'Talent pool' },
  clients: { path: '/clients', label: 'the list of clients', one: 'Client' },
  projects: { path: '/projects', label: 'the list of projects', one: 'Project' },
  customFields: { path: '/custom-fields', label: 'the list of custom fields', one: 'Custom field' },
  templates: { path: '/templates', label: 'the list of templates', one: 'Template' },
  locations: { path: '/locations', label: 'the list of locations', one: 'Location' },
} as const;
export type LookupTable = keyof typeof tables;
export type TableEntries = Awaited<ReturnType<typeof readAll>>;

/** By name. The OpenAPI file declares only the id of clients and projects; what has no name is called by its id: `Client 12`. */
export function named({ items }: TableEntries, one: string): readonly Named[] {
  return [...items]
    .map(([id, item]) => ({ id, name: nameOf(item) || `${one} ${id}` }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The company's tables: people, talent pools, clients, projects, custom fields. */
export class Lookups {
  readonly #api: Api;
  /** By user id. An address seldom changes, and each costs a request. */
  readonly #emails = new Map<number, string>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** `GET /company/managers` gives no e-mail address, `GET /users/{id}` does (UserResponseDto). */
  async managers(signal?: AbortSignal): Promise<readonly FieldNationUser[]> {
    const { items } = await this.table('managers', signal);
    await this.#readEmails([...items.keys()].filter((id) => !this.#emails.has(id)).slice(0, maxUserReads), signal);
    return [...items]
      .map(([id, item]) => ({
        id,
        name: nameOf(item) || `User ${id}`,
        email: (textOf(item.email) || (this.#emails.get(id) ?? '')).toLowerCase(),
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async talentPools(signal?: AbortSignal): Promise<readonly Named[]> {
    return named(await this.table('talentPools', signal), tables.talentPools.one);
  }

  async clients(signal?: AbortSignal): Promise<readonly Named[]> {
    return named(await this.table('clients', signal), tables.clients.one);
  }

  async projects(signal?: AbortSignal): Promise<readonly Named[]> {
    return named(await this.table('projects', signal), tables.projects.one);
  }

  async customFields(signal?: AbortSignal): Promise<readonly Named[]> {
    return named(await this.table('customFields', signal), tables.customFields.one);
  }

  /** A whole table as Field Nation answers it, and how many entries it counts. */
  async table(name: LookupTable, signal?: AbortSignal): Promise<TableEntries> {
    const { path, label } = tables[name];
    return await readAll(this.#api, path, label, signal);
  }

  /** Addresses help to match people; without the right to read them there are none, and people are matched by hand. */
  async #readEmails(ids: readonly number[], signal?: AbortSignal): Promise<void> {
    for (const id of ids) {
      try {
        const call = { method: 'GET', path: `/users/${id}`, label: `user ${id}`, signal } as const;
        const user = asObject((await this.#api.read(call, z.looseObject({}))) as unknown as Json);
        this.#emails.set(id, textOf(user?.email));
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== 'permanent') throw error;
        if (error.code === 'fieldnation.forbidden') return;
        this.#emails.set(id, '');
      }
    }
  }
}
