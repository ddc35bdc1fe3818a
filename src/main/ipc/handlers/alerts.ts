import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function alertHandlers(
  services: Services,
): FeatureHandlers<'alerts:list' | 'alerts:settings' | 'alerts:save' | 'alerts:test'> {
  const { host } = services;
  return {
    async 'alerts:list'() {
      const { active, past } = await (await host.engine()).alerts.list();
      return { active: [...active], past: [...past] };
    },
    async 'alerts:settings'() {
      return { config: (await host.engine()).config().alerts, secretsSet: [] };
    },
    async 'alerts:save'({ config }) {
      return { config: await (await host.engine()).alerts.save(config), secretsSet: [] };
    },
    async 'alerts:test'({ way }) {
      if (way !== 'native') await (await host.engine()).alerts.test(way);
    },
  };
}
