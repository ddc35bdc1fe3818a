import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function logHandlers(services: Services): FeatureHandlers<'log:page' | 'log:entry'> {
  const { host } = services;
  return {
    async 'log:page'({ filter, before, limit }) {
      return [...(await (await host.engine()).activities(filter, before, limit))];
    },
    async 'log:entry'({ id }) {
      return (await host.engine()).activity(id);
    },
  };
}
