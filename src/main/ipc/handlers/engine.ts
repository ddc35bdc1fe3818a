import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function engineHandlers(
  services: Services,
): FeatureHandlers<'engine:pause' | 'engine:resume' | 'engine:sync-now'> {
  const { host } = services;
  return {
    async 'engine:pause'({ minutes }) {
      const engine = await host.engine();
      await engine.pause(minutes);
      return engine.status();
    },
    async 'engine:resume'() {
      const engine = await host.engine();
      await engine.resume();
      return engine.status();
    },
    async 'engine:sync-now'({ linkId }) {
      await (await host.engine()).syncNow(linkId);
    },
  };
}
