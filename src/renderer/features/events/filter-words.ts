import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { sideName } from '../../ui/side-text.tsx';
import { clockTime } from '../../ui/time.ts';
import { kindWords } from './kind-groups.ts';

export interface FilterPart {
  readonly key: keyof ActivityFilter;
  readonly words: string;
}

/** A filter's parts in words, one a chip. */
export function filterParts(filter: ActivityFilter, now: number): readonly FilterPart[] {
  const parts: FilterPart[] = [];
  const add = (key: keyof ActivityFilter, words: string): void => {
    parts.push({ key, words });
  };
  if (filter.text !== undefined && filter.text !== '') add('text', t('events.chip.text', { text: filter.text }));
  if (filter.side !== undefined) add('side', sideName(filter.side));
  if (filter.result !== undefined && filter.result.length > 0)
    add('result', filter.result.map((result) => t(`result.${result}`)).join(', '));
  if (filter.kinds !== undefined && filter.kinds.length > 0) add('kinds', kindWords(filter.kinds));
  if (filter.direction !== undefined) add('direction', t(`direction.${filter.direction}`));
  if (filter.ticketId !== undefined) add('ticketId', t('events.chip.ticket', { id: filter.ticketId }));
  if (filter.workOrderId !== undefined) add('workOrderId', t('events.chip.workOrder', { id: filter.workOrderId }));
  if (filter.linkId !== undefined) add('linkId', t('events.chip.link', { id: filter.linkId }));
  if (filter.jobId !== undefined) add('jobId', t('events.chip.job', { id: filter.jobId }));
  if (filter.from !== undefined) add('from', t('events.chip.from', { time: clockTime(filter.from, now) }));
  if (filter.to !== undefined) add('to', t('events.chip.to', { time: clockTime(filter.to, now) }));
  return parts;
}

export function without(filter: ActivityFilter, key: keyof ActivityFilter): ActivityFilter {
  const { [key]: _gone, ...rest } = filter;
  return rest;
}

/** The ticket a person asks about: what is typed is one number, or the log is narrowed to one ticket. */
export function askedTicket(typed: string, filter: ActivityFilter): number | null {
  const text = typed.trim().replace(/^#/, '');
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  return text === '' && filter.ticketId !== undefined ? filter.ticketId : null;
}
