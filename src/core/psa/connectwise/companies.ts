import { z } from 'zod';
import type { Named } from '../../../shared/domain/records.ts';
import type { Api } from './api.ts';
import { containing } from './conditions.ts';

const companySchema = z.looseObject({
  id: z.number().int(),
  name: z.string().nullish(),
  identifier: z.string().nullish(),
});

/** What a list to choose from shows. */
const shown = 20;

/** Companies whose name or identifier contains the text; deleted ones stay in ConnectWise and are left out (reference/connectwise.md 2.7). */
export async function companies(api: Api, text: string, signal?: AbortSignal): Promise<readonly Named[]> {
  const wanted = text.trim();
  const matching = `(${containing('name', wanted)} or ${containing('identifier', wanted)})`;
  const found = await api.read(
    {
      method: 'GET',
      path: '/company/companies',
      query: {
        conditions: wanted === '' ? 'deletedFlag = False' : `${matching} and deletedFlag = False`,
        orderBy: 'name asc',
        pageSize: shown,
      },
      label: 'the companies',
      signal,
    },
    companySchema.array(),
  );
  return found.map((company) => ({ id: company.id, name: company.name || company.identifier || '' }));
}
