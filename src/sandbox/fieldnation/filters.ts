import type { SandboxSwitches } from '../kernel-types.ts';
import type { FieldNationData, StatusKey, WorkOrderRecord } from './model.ts';
import { searchMatches } from './search-index.ts';

/** The `list=` values of reference 1.6 and which statuses each shows. */
export const lists: Readonly<
  Record<string, { readonly label: string; readonly statuses: readonly StatusKey[] | null }>
> = {
  workorders_in_flight: { label: 'In-flight', statuses: ['published', 'routed', 'assigned'] },
  workorders_draft: { label: 'Draft', statuses: ['draft'] },
  workorders_published_routed: { label: 'Published / Routed', statuses: ['published', 'routed'] },
  workorders_assigned: { label: 'Assigned', statuses: ['assigned'] },
  workorders_problem: { label: 'Problem', statuses: null },
  workorders_work_done: { label: 'Work Done', statuses: ['work_done'] },
  workorders_approved: { label: 'Approved', statuses: ['approved', 'paid'] },
  workorders_all: {
    label: 'All',
    statuses: ['draft', 'published', 'routed', 'assigned', 'work_done', 'approved', 'paid', 'cancelled', 'postponed'],
  },
};

/** Whether a work order is on a list; `workorders_problem` looks at open problems instead of the status. */
export function onList(record: WorkOrderRecord, list: string): boolean {
  if (record.status === 'deleted') return false;
  const statuses = (lists[list] ?? lists.workorders_all)?.statuses;
  if (statuses === null) return record.problems.some((problem) => problem.resolvedAt === null);
  return statuses?.includes(record.status) ?? false;
}

interface FilterContext {
  readonly data: FieldNationData;
  readonly now: number;
  readonly switches: SandboxSwitches;
}
type Filter = (record: WorkOrderRecord, value: string, context: FilterContext) => boolean;

const listOf = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
const oneOf = (value: string, actual: number | string | null): boolean =>
  actual !== null && listOf(value).some((item) => item.toLowerCase() === String(actual).toLowerCase());
const byId =
  (pick: (record: WorkOrderRecord) => number | null): Filter =>
  (record, value) =>
    oneOf(value, pick(record));
const byText =
  (pick: (record: WorkOrderRecord) => string | null): Filter =>
  (record, value) =>
    oneOf(value, pick(record));
const flag =
  (pick: (record: WorkOrderRecord) => boolean): Filter =>
  (record, value) =>
    pick(record) === (value === '1' || value === 'true');

/** `YYYY-MM-DD` or `YYYY-MM-DD,YYYY-MM-DD`, inclusive, UTC days. */
const byDay =
  (pick: (record: WorkOrderRecord) => number | null | undefined): Filter =>
  (record, value) => {
    const at = pick(record);
    if (at === null || at === undefined) return false;
    const [first, last] = listOf(value);
    const start = Date.parse(`${first}T00:00:00Z`);
    const end = Date.parse(`${last ?? first}T00:00:00Z`) + 86_400_000;
    return at >= start && at < end;
  };

const confirmation = (record: WorkOrderRecord): string | null =>
  record.status === 'assigned' ? record.subStatus.replace('checked_', 'checked-').replaceAll('_', '') : null;

/** Names of the OpenAPI file; the names of the 2026 search page follow as aliases. */
const filters: Readonly<Record<string, Filter>> = {
  f_work_order_id: byId((record) => record.id),
  f_search: (record, value, context) => searchMatches(record, value, context.now, context.switches),
  f_client: byId((record) => record.clientId),
  f_project: byId((record) => record.projectId),
  f_manager: byId((record) => record.managerId),
  f_templates: byId((record) => record.templateId),
  f_type_of_work: (record, value) => record.typesOfWork.some((type) => oneOf(value, type.id)),
  f_requests: flag((record) => record.requests.length > 0),
  f_counter_offers: flag((record) => record.counterOffers.length > 0),
  f_confirmation: byText(confirmation),
  f_assignment: byId((record) => record.assigneeId),
  f_schedule: byDay((record) => record.schedule?.start),
  f_created: byDay((record) => record.createdAt),
  f_published: byDay((record) => record.milestones.published),
  f_routed: byDay((record) => record.milestones.routed),
  f_published_routed: byDay((record) => record.milestones.routed ?? record.milestones.published),
  f_assigned: byDay((record) => record.milestones.assigned),
  f_completed: byDay((record) => record.milestones.workdone),
  f_approved_cancelled_date: byDay((record) => record.milestones.approved ?? record.milestones.canceled),
  f_state: byText((record) => record.location?.state ?? null),
  f_city: byText((record) => record.location?.city ?? null),
  f_postal_code: byText((record) => record.location?.zip ?? null),
  f_country: byText((record) => record.location?.country ?? null),
  f_saved_location: byId((record) => record.location?.savedLocationId ?? null),
  f_remote_work: flag((record) => record.location?.mode === 'remote'),
};
const aliases: Readonly<Record<string, string>> = {
  f_created_date: 'f_created',
  f_service_schedule: 'f_schedule',
  f_work_done_done: 'f_completed',
  f_template: 'f_templates',
  f_zip: 'f_postal_code',
  f_assigned_provider: 'f_assignment',
  f_location_ids: 'f_saved_location',
  f_has_counter_offer: 'f_counter_offers',
};

function filterNamed(name: string): Filter | undefined {
  return filters[aliases[name] ?? name];
}

/** The recognised filters of a query; unknown ones are ignored, which the missing echo shows (reference 1.6). */
export function recognisedFilters(query: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of query)
    if (name.startsWith('f_') && value !== '' && filterNamed(name)) found[name] = value;
  return found;
}

export function matches(
  record: WorkOrderRecord,
  values: Readonly<Record<string, string>>,
  context: FilterContext,
): boolean {
  return Object.entries(values).every(([name, value]) => filterNamed(name)?.(record, value, context) ?? true);
}

/** What one list request really asks for, once the server's memory is taken into account. */
export interface EffectiveQuery {
  readonly list: string;
  readonly filters: Readonly<Record<string, string>>;
  /** What the server remembers for this user from now on; null leaves its memory as it was. */
  readonly remember: Record<string, string> | null;
}

/**
 * The sticky-filter trap: without `sticky=false` the server remembers a user's list and filters and applies them to later
 * requests that do not name them. `f_=` forgets them (reference 1.6).
 */
export function stickyQuery(query: URLSearchParams, memory: Readonly<Record<string, string>>): EffectiveQuery {
  const asked = recognisedFilters(query);
  const list = query.get('list');
  const known = list !== null && Object.hasOwn(lists, list) ? list : null;
  if (query.get('sticky') === 'false') {
    const forget = query.has('f_') ? {} : null;
    return { list: known ?? 'workorders_all', filters: asked, remember: forget };
  }
  const base = query.has('f_') ? {} : memory;
  const { list: rememberedList, ...rememberedFilters } = base;
  const effective = { ...rememberedFilters, ...asked };
  const effectiveList = known ?? rememberedList ?? 'workorders_all';
  return { list: effectiveList, filters: effective, remember: { ...effective, list: effectiveList } };
}

const sorters: Readonly<Record<string, (record: WorkOrderRecord) => number | string>> = {
  id: (record) => record.id,
  title: (record) => record.title.toLowerCase(),
  schedule: (record) => record.schedule?.start ?? 0,
  status: (record) => record.status,
  pay: (record) => (record.pay ? record.pay.base.amount * record.pay.base.units : 0),
  created_date: (record) => record.createdAt,
};

/** Sorts a copy by one of the documented keys; ties keep the newest id first, so that pages never overlap. */
export function sorted(records: readonly WorkOrderRecord[], sort: string, order: string): WorkOrderRecord[] {
  const pick = sorters[sort] ?? sorters.id;
  const sign = order === 'asc' ? 1 : -1;
  if (!pick) return [...records];
  return [...records].sort((a, b) => {
    const left = pick(a);
    const right = pick(b);
    if (left === right) return b.id - a.id;
    return left < right ? -sign : sign;
  });
}

export function isSortKey(sort: string | null): sort is string {
  return sort !== null && Object.hasOwn(sorters, sort);
}
