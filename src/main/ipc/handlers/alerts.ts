import type { Engine } from '../../../core/engine-port.ts';
import type { AlertSettings } from '../../../shared/domain/alerts.ts';
import { alertSecretsSet, keepAlertSecrets } from '../../secrets/alert-secrets.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

export function alertHandlers(
  services: Services,
): FeatureHandlers<'alerts:list' | 'alerts:settings' | 'alerts:save' | 'alerts:test'> {
  const { host } = services;
  async function settings(engine: Engine): Promise<AlertSettings> {
    const [secretsSet, failures] = await Promise.all([
      alertSecretsSet(await services.secrets),
      engine.alerts.failures(),
    ]);
    return { config: engine.config().alerts, secretsSet, failures };
  }
  return {
    async 'alerts:list'() {
      const { active, past } = await (await host.engine()).alerts.list();
      return { active: [...active], past: [...past] };
    },
    async 'alerts:settings'() {
      return settings(await host.engine());
    },
    async 'alerts:save'({ config, secrets }) {
      const engine = await host.engine();
      await keepAlertSecrets(await services.secrets, secrets);
      await engine.alerts.save(config);
      return settings(engine);
    },
    async 'alerts:test'({ way }) {
      if (way === 'native') await services.testNotification();
      else await (await host.engine()).alerts.test(way);
    },
  };
}
