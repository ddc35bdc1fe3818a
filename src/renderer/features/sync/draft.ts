import type { SyncConfig } from '../../../shared/config-sync.ts';
import { workOrderEventNames } from '../../../shared/domain/work-order-events.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { type SettingsSectionId, sectionOf } from './sections.ts';
import { isFinished } from './work-orders/finished-action.ts';

/* What a person changed and has not saved yet, computed without React. */

type Part = keyof SyncConfig;
const parts = Object.keys(sectionOf) as readonly Part[];

/** Compares what was saved with what stands on the page; the order of keys does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sortedKeys) === JSON.stringify(b, sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function changedParts(saved: SyncConfig, draft: SyncConfig): readonly Part[] {
  return parts.filter((part) => !sameValue(saved[part], draft[part]));
}

/** The pages with changes that are not saved, in the order of the list. */
export function changedSections(saved: SyncConfig, draft: SyncConfig): readonly SettingsSectionId[] {
  return [...new Set(changedParts(saved, draft).map((part) => sectionOf[part]))];
}

/** What `sync:save` is given: the changed parts alone. */
export function changesOf(saved: SyncConfig, draft: SyncConfig): Partial<SyncConfig> {
  return Object.fromEntries(changedParts(saved, draft).map((part) => [part, draft[part]])) as Partial<SyncConfig>;
}

/** The app's settings changed elsewhere: what was not touched here follows, what was touched stays. */
export function follow(before: SyncConfig, draft: SyncConfig, now: SyncConfig): SyncConfig {
  const touched = Object.fromEntries(changedParts(before, draft).map((part) => [part, draft[part]]));
  return { ...now, ...touched };
}

export interface Unfinished {
  readonly section: SettingsSectionId;
  readonly problem: string;
}

/** The first thing that keeps the draft from being saved, in words; null when it can be. */
export function unfinished(draft: SyncConfig): Unfinished | null {
  const { events, documents, outbound, inbound } = draft;
  const empty = workOrderEventNames.find((event) => {
    const action = events.rules[event]?.action;
    return action?.do === 'script' && action.script.trim() === '';
  });
  if (empty !== undefined) return { section: 'events', problem: t('sync.events.scriptNeeded', { event: empty }) };
  const filter = events.filters.customFields.find(({ values }) => values.length === 0);
  if (filter !== undefined) return { section: 'events', problem: t('sync.events.badFilter', { name: filter.name }) };
  if (!wholeBetween(documents.maxMegabytes, 1, 2000))
    return { section: 'documents', problem: t('sync.documents.badSize') };
  const { createTickets } = outbound;
  if (createTickets.on && (createTickets.boardId === 0 || createTickets.statusId === 0))
    return { section: 'updates', problem: t('sync.updates.noBoard') };
  if (createTickets.clients.some(({ clientId, companyId }) => clientId === 0 || companyId === 0))
    return { section: 'updates', problem: t('sync.updates.halfClient') };
  if (!wholeBetween(inbound.extras.notes, 0, 10))
    return { section: 'work-orders', problem: t('sync.workOrders.badNotes') };
  if (!inbound.statusActions.every(isFinished))
    return { section: 'work-orders', problem: t('sync.workOrders.halfAction') };
  return null;
}

function wholeBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

export function sectionTitle(section: SettingsSectionId): string {
  const key: MessageKey = `settings.section.${section}`;
  return t(key);
}
