import { linesIn } from '../../../core/log/export.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function logHandlers(
  services: Services,
): FeatureHandlers<
  | 'log:page'
  | 'log:entry'
  | 'log:count'
  | 'log:details'
  | 'log:at'
  | 'log:export'
  | 'log:saved-filters'
  | 'log:save-filters'
  | 'log:why'
> {
  const { host } = services;
  return {
    async 'log:page'({ filter, before, limit, after }) {
      return [...(await (await host.engine()).activities(filter, before, limit, after))];
    },
    async 'log:entry'({ id }) {
      return (await host.engine()).activity(id);
    },
    async 'log:count'({ filter }) {
      return (await host.engine()).log.count(filter);
    },
    async 'log:details'({ id }) {
      return (await host.engine()).log.details(id);
    },
    async 'log:at'({ at }) {
      return (await host.engine()).log.at(at);
    },
    async 'log:export'({ filter, format }) {
      const { log } = await host.engine();
      let lines = 0;
      async function* counted(): AsyncIterable<string> {
        for await (const part of log.lines(filter, format)) {
          lines += linesIn(part, format);
          yield part;
        }
      }
      const file = await services.saveParts(`dispatch-bridge-log.${format}`, counted);
      return file === null ? null : { file, lines };
    },
    async 'log:saved-filters'() {
      return [...(await (await host.engine()).log.savedFilters())];
    },
    async 'log:save-filters'(filters) {
      return [...(await (await host.engine()).log.saveFilters(filters))];
    },
    async 'log:why'({ ticketId }) {
      return (await host.engine()).log.why(ticketId);
    },
  };
}
