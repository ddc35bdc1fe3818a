import type { SandboxSwitches } from '../kernel-types.ts';
import type { FieldNationData, WorkOrderRecord } from './model.ts';
import { switchOf } from './switches.ts';

const stripTags = (html: string): string => html.replace(/<[^>]*>/g, ' ');

/** The text `f_search` looks through: title, description, location, type, buyer, provider (reference 1.6). */
export function searchText(record: WorkOrderRecord, data: FieldNationData): string {
  const person = (id: number | null): string => {
    const user = data.users.find((candidate) => candidate.id === id);
    return user ? `${user.first_name} ${user.last_name}` : '';
  };
  const location = record.location;
  return [
    record.title,
    stripTags(record.descriptionHtml),
    location ? `${location.displayName} ${location.address1} ${location.city} ${location.state} ${location.zip}` : '',
    ...record.typesOfWork.map((type) => data.typesOfWork.find((known) => known.id === type.id)?.name ?? ''),
    data.company.name,
    person(record.managerId),
    person(record.assigneeId),
  ]
    .join(' ')
    .toLowerCase();
}

/** Puts the record's present text into the index; it becomes findable `searchLagSeconds` later. */
export function reindex(record: WorkOrderRecord, data: FieldNationData, now: number, switches: SandboxSwitches): void {
  const text = searchText(record, data);
  if (record.searchIndex.at(-1)?.text === text) return;
  record.searchIndex.push({ text, visibleFrom: now + switchOf(switches, 'fieldnation.searchLagSeconds') * 1000 });
  const visible = record.searchIndex.findLastIndex((entry) => entry.visibleFrom <= now);
  if (visible > 0) record.searchIndex.splice(0, visible);
}

/**
 * Whether the index finds the record now. `searchMatch` = `substring` (default) wants every term somewhere in the text;
 * `words` splits the term at punctuation first, so that near relatives of a marker are found too.
 */
export function searchMatches(record: WorkOrderRecord, query: string, now: number, switches: SandboxSwitches): boolean {
  const entry = record.searchIndex.findLast((candidate) => candidate.visibleFrom <= now);
  if (!entry) return false;
  const separator = switchOf(switches, 'fieldnation.searchMatch') === 'words' ? /[^a-z0-9]+/ : /\s+/;
  const terms = query
    .toLowerCase()
    .split(separator)
    .filter((term) => term !== '');
  return terms.length > 0 && terms.every((term) => entry.text.includes(term));
}
