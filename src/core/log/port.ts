import type { ActivityFilter } from '../../shared/domain/activity.ts';
import type { LogDetails, SavedFilter, WhyReport } from '../../shared/domain/log-details.ts';
import type { TicketId } from '../../shared/domain/records.ts';

/** The log beyond its pages: depths of a line, counting, exporting, and why a ticket was not dispatched. */
export interface LogCommands {
  count(filter: ActivityFilter): Promise<{ readonly count: number; readonly capped: boolean }>;
  details(id: number): Promise<LogDetails | null>;
  /** Id of the newest line at or before this time (ms). */
  at(at: number): Promise<number | null>;
  /** The file's text in parts, newest line first, redacted. */
  lines(filter: ActivityFilter, format: 'csv' | 'ndjson'): AsyncIterable<string>;
  savedFilters(): Promise<readonly SavedFilter[]>;
  saveFilters(filters: readonly SavedFilter[]): Promise<readonly SavedFilter[]>;
  /** Reads the ticket now; writes nothing. */
  why(ticketId: TicketId): Promise<WhyReport>;
}
