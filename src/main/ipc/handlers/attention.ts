import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function attentionHandlers(
  services: Services,
): FeatureHandlers<
  | 'attention:list'
  | 'attention:retry'
  | 'attention:approve'
  | 'attention:discard'
  | 'attention:groups'
  | 'attention:retry-kind'
  | 'attention:discard-many'
  | 'attention:export'
  | 'conflicts:list'
  | 'conflicts:resolve'
> {
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
    async 'attention:groups'() {
      return [...(await (await host.engine()).problems.groups())];
    },
    async 'attention:retry-kind'({ code }) {
      return (await host.engine()).problems.retryKind(code);
    },
    async 'attention:discard-many'({ jobIds, reason }) {
      return (await host.engine()).problems.discardMany(jobIds, reason);
    },
    async 'attention:export'() {
      const lines = await (await host.engine()).problems.exportAttention();
      const file = await services.saveAs('dispatch-bridge-attention.ndjson', lines);
      return file === null ? null : { file };
    },
    async 'conflicts:list'() {
      return [...(await (await host.engine()).problems.conflicts())];
    },
    async 'conflicts:resolve'({ id, choice }) {
      await (await host.engine()).problems.resolveConflict(id, choice);
    },
  };
}
