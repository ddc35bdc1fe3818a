import { AppError } from '../../../shared/errors.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function recoveryHandlers(
  services: Services,
): FeatureHandlers<
  | 'recovery:backups'
  | 'recovery:back-up-now'
  | 'recovery:restore'
  | 'recovery:scan-links'
  | 'recovery:scan'
  | 'recovery:stop-scan'
  | 'recovery:link-found'
  | 'diagnostics:preview'
  | 'diagnostics:save'
  | 'audit:page'
> {
  const recovery = async () => (await services.host.engine()).recovery;
  return {
    async 'recovery:backups'() {
      const found = await (await recovery()).backups();
      return { ...found, backups: [...found.backups], quarantine: [...found.quarantine] };
    },
    'recovery:back-up-now': async () => (await recovery()).backUpNow(),
    'recovery:restore': () => Promise.reject(AppError.from(new Error('not made yet'))),
    'recovery:scan-links': async () => (await recovery()).scanLinks(),
    'recovery:scan': async () => (await recovery()).scan(),
    'recovery:stop-scan': async () => (await recovery()).stopScan(),
    async 'recovery:link-found'({ pairs }) {
      const { linked, refused } = await (await recovery()).linkFound(pairs);
      return { linked, refused: [...refused] };
    },
    'diagnostics:preview': async () => [...(await (await recovery()).diagnostics())],
    'diagnostics:save': async () => null,
    'audit:page': async ({ before, limit }) => [...(await (await recovery()).audit(before, limit))],
  };
}
