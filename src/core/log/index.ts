import type { WatchOptions } from '../watch-commands.ts';
import { logDetails } from './details.ts';
import { exportLines } from './export.ts';
import type { LogCommands } from './port.ts';
import { savedFilters, saveFilters } from './saved-filters.ts';
import { whyReport } from './why/index.ts';

/** Lines are counted up to here: more is "more than". */
const countedUpTo = 10_000;

export function logCommands(options: WatchOptions): LogCommands {
  const { context, store, redactor } = options;
  return {
    count: (filter) => store.countActivities(filter, countedUpTo),
    details: (id) => logDetails(context, id),
    at: (at) => store.activityAt(at),
    lines: (filter, format) => exportLines(store, filter, format, redactor),
    savedFilters: () => savedFilters(store),
    saveFilters: (filters) => saveFilters(store, filters, context.clock.now()),
    why: (ticketId) => whyReport(options, ticketId),
  };
}
