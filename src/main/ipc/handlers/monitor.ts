import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** Figures and health; the keychain's part is main's own. */
export function monitorHandlers(services: Services): FeatureHandlers<'monitor:figures' | 'monitor:health'> {
  const { host } = services;
  return {
    async 'monitor:figures'({ range }) {
      return (await host.engine()).monitor.figures(range);
    },
    async 'monitor:health'() {
      return [...(await (await host.engine()).monitor.health())];
    },
  };
}
