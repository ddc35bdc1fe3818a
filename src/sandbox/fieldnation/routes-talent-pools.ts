import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import type { FieldNationData } from './model.ts';
import { invalid, notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import type { FieldNationService } from './service.ts';
import { userById } from './view-parts.ts';

type Group = FieldNationData['talentPoolGroups'][number];

/** Talent pools, for reading: their groups page by cursor, unlike everything else (reference 1.6). */
export function talentPoolRoutes(service: FieldNationService): Route[] {
  const { data } = service;
  const provider = (id: number) => {
    const user = userById(data, id);
    return {
      provider_id: id,
      name: `${user?.first_name ?? ''} ${user?.last_name ?? ''}`.trim(),
      exists_in_multiple_talent_pool_groups:
        data.talentPoolGroups.filter((group) => group.tiers.some((tier) => tier.members.includes(id))).length > 1,
    };
  };
  const tier = (each: Group['tiers'][number]) => ({
    id: each.id,
    name: each.name,
    providers: each.members.map(provider),
  });
  const view = (group: Group) => ({
    talent_pool_group_id: group.id,
    name: group.name,
    project_id: group.projectId,
    display_name: group.name,
    tiers: group.tiers.map(tier),
    attributes: [],
  });
  const groupOf = (request: SandboxRequest): Group => {
    const group = data.talentPoolGroups.find((each) => each.id === request.params.groupId);
    if (group === undefined) throw notFound(`Talent pool group ${request.params.groupId}`);
    return group;
  };
  return [
    {
      method: 'GET',
      pattern: `${rest}/talent-pool-groups`,
      handler: ({ query }) => {
        const ids = query.get('f_ids')?.split(',') ?? null;
        const name = (query.get('f_name') ?? '').toLowerCase();
        const project = query.get('f_project_id');
        const found = data.talentPoolGroups
          .filter((group) => ids === null || ids.includes(group.id))
          .filter((group) => group.name.toLowerCase().includes(name))
          .filter((group) => project === null || String(group.projectId) === project);
        return { status: 200, body: page(found.map(view), query) };
      },
    },
    {
      method: 'GET',
      pattern: `${rest}/talent-pool-groups/:groupId`,
      handler: (request) => ({ status: 200, body: view(groupOf(request)) }),
    },
    {
      method: 'GET',
      pattern: `${rest}/talent-pool-groups/:groupId/providers`,
      handler: (request) => {
        const rows = groupOf(request).tiers.flatMap((each) =>
          each.members.map((id) => ({ ...provider(id), tier: tier(each) })),
        );
        return { status: 200, body: page(rows, request.query) };
      },
    },
    {
      method: 'GET',
      pattern: `${rest}/providers/select-all`,
      handler: ({ query }) => {
        const wanted = query.get('f_preferred_groups') ?? '';
        if (wanted === '') throw invalid({ parameter: 'f_preferred_groups', detail: 'f_preferred_groups is needed.' });
        const groups = data.providerGroups.filter((group) => wanted.split(',').includes(String(group.id)));
        return { status: 200, body: [...new Set(groups.flatMap((group) => group.members))] };
      },
    },
  ];
}

/** A page by cursor; the cursor is the place of its first row, written so that nobody counts with it. */
function page(all: readonly unknown[], query: URLSearchParams): Record<string, unknown> {
  const limit = Math.min(100, Math.max(1, Number(query.get('limit')) || 25));
  const write = (at: number): string => Buffer.from(`at:${at}`).toString('base64url');
  const read = (name: 'after' | 'before'): number | null => {
    const text = query.get(name);
    if (text === null || text === '') return null;
    const at = /^at:(\d+)$/.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1];
    if (at === undefined) throw invalid({ parameter: name, detail: `${name} is no cursor of this list.` });
    return Number(at);
  };
  const before = read('before');
  const start = before === null ? (read('after') ?? 0) : Math.max(0, before - limit);
  const end = Math.min(all.length, start + limit);
  return {
    data: all.slice(start, end),
    pagination: {
      limit,
      ...(end < all.length ? { next_cursor: write(end) } : {}),
      ...(start > 0 ? { prev_cursor: write(start) } : {}),
      has_next_page: end < all.length,
      has_prev_page: start > 0,
    },
  };
}
