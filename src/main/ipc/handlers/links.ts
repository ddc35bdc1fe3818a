import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function linkHandlers(services: Services): FeatureHandlers<'links:search' | 'links:page'> {
  const { host } = services;
  return {
    async 'links:search'({ text, limit }) {
      return [...(await (await host.engine()).searchLinks(text, limit))];
    },
    async 'links:page'({ linkId }) {
      return (await host.engine()).linkPage(linkId);
    },
  };
}
