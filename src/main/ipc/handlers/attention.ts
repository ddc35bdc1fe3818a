import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function attentionHandlers(
  services: Services,
): FeatureHandlers<'attention:list' | 'attention:retry' | 'attention:approve' | 'attention:discard'> {
  const { host } = services;
  return {
    async 'attention:list'() {
      return [...(await (await host.engine()).attention())];
    },
    async 'attention:retry'({ jobIds }) {
      return (await host.engine()).retry(jobIds);
    },
    async 'attention:approve'({ jobIds }) {
      return (await host.engine()).approve(jobIds);
    },
    async 'attention:discard'({ jobId, reason }) {
      await (await host.engine()).discard(jobId, reason);
    },
  };
}
