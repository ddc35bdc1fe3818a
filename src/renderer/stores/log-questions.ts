import type { Activity, ActivityFilter } from '../../shared/domain/activity.ts';
import { type Answer, ask } from '../bridge.ts';

/* What the live log asks main for: pages in both directions, and how many lines there are. */

export const pageSize = 200;

export interface LogCount {
  readonly count: number;
  /** There are more; counting stopped. */
  readonly capped: boolean;
}

export function hasFilter(filter: ActivityFilter): boolean {
  return Object.values(filter).some(
    (value) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
}

/** The page below a line, the newest one for null. */
export function older(filter: ActivityFilter, before: number | null): Promise<Answer<Activity[]>> {
  return ask('log:page', { filter, before, limit: pageSize });
}

/** The page next above a line. */
export function newer(filter: ActivityFilter, after: number, limit = pageSize): Promise<Answer<Activity[]>> {
  return ask('log:page', { filter, before: null, after, limit });
}

/** Lines that fit, and lines at all; null where they could not be counted. */
export async function countOf(
  filter: ActivityFilter,
): Promise<{ readonly count: LogCount | null; readonly total: LogCount | null }> {
  const [count, total] = await Promise.all([
    ask('log:count', { filter }),
    hasFilter(filter) ? ask('log:count', { filter: {} }) : null,
  ]);
  const counted = count.ok ? count.value : null;
  return { count: counted, total: total === null ? counted : total.ok ? total.value : null };
}
