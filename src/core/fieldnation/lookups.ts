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
    const { items } = await readAll(this.#api, '/company/managers', 'the list of managers', signal);
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
    return await this.#named('/preferred-provider-groups', 'the list of talent pools', 'Talent pool', signal);
  }

  async clients(signal?: AbortSignal): Promise<readonly Named[]> {
    return await this.#named('/clients', 'the list of clients', 'Client', signal);
  }

  async projects(signal?: AbortSignal): Promise<readonly Named[]> {
    return await this.#named('/projects', 'the list of projects', 'Project', signal);
  }

  async customFields(signal?: AbortSignal): Promise<readonly Named[]> {
    return await this.#named('/custom-fields', 'the list of custom fields', 'Custom field', signal);
  }

  /** By name. The OpenAPI file declares only the id of clients and projects; what has no name is called by its id. */
  async #named(path: string, label: string, what: string, signal?: AbortSignal): Promise<readonly Named[]> {
    const { items } = await readAll(this.#api, path, label, signal);
    return [...items]
      .map(([id, item]) => ({ id, name: textOf(item.name) || `${what} ${id}` }))
      .sort((a, b) => a.name.localeCompare(b.name));
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
