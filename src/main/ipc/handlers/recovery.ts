import { Bundle } from '../../diagnostics/bundle.ts';
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
  const { host } = services;
  const bundle = new Bundle();
  const recovery = async () => (await host.engine()).recovery;
  return {
    async 'recovery:backups'() {
      // Asked of the folder, not of the engine: on a start that failed these are the way out.
      const { folder, backups, quarantine } = await services.recovery.keptFiles();
      return { folder, backups: [...backups], quarantine: [...quarantine] };
    },
    'recovery:back-up-now': async () => (await recovery()).backUpNow(),
    async 'recovery:restore'({ name }) {
      const safetyCopy = await host.restore(name);
      const engine = await host.engine();
      await engine.recovery.note({
        who: services.person,
        area: 'recovery',
        what: 'A backup was restored',
        before: safetyCopy,
        after: name,
      });
      const { connectwise, fieldnation } = engine.config();
      // What was linked since the backup is looked for at once; it is shown, and nothing is linked before a person ticks it.
      if (connectwise !== null && fieldnation !== null) engine.recovery.scanLinks();
      services.pushes.changed('setup', 'links', 'attention');
      return { safetyCopy };
    },
    'recovery:scan-links': async () => (await recovery()).scanLinks(),
    'recovery:scan': async () => (await recovery()).scan(),
    'recovery:stop-scan': async () => (await recovery()).stopScan(),
    async 'recovery:link-found'({ pairs }) {
      const { linked, refused } = await (await recovery()).linkFound(pairs);
      return { linked, refused: [...refused] };
    },
    'diagnostics:preview': async () => {
      const { makeDiagnostics } = await import('../../diagnostics/make.ts');
      return bundle.show(await makeDiagnostics(services));
    },
    async 'diagnostics:save'({ leaveOut }) {
      const now = services.recovery.now();
      const name = `dispatch-bridge-diagnostics-${new Date(now).toISOString().slice(0, 10)}.zip`;
      const file = await services.recovery.saveBytes(name, bundle.zip(leaveOut, now));
      return file === null ? null : { file };
    },
    'audit:page': async ({ before, limit }) => [...(await (await recovery()).audit(before, limit))],
  };
}
