import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** Webhooks at Field Nation, and its log of what it delivered. */
export function webhookHandlers(
  services: Services,
): FeatureHandlers<
  'webhooks:list' | 'webhooks:save' | 'webhooks:rotate' | 'webhooks:remove' | 'webhooks:deliveries' | 'webhooks:retry'
> {
  const { host, pushes } = services;
  const webhooks = async () => (await host.engine()).webhooks;
  return {
    async 'webhooks:list'() {
      return (await webhooks()).list();
    },
    async 'webhooks:save'({ webhookId, choice, told }) {
      const saved = await (await webhooks()).save(webhookId, choice, { told });
      pushes.changed('reach');
      return saved;
    },
    async 'webhooks:rotate'({ webhookId }) {
      const rotated = await (await webhooks()).rotate(webhookId);
      pushes.changed('reach');
      return rotated;
    },
    async 'webhooks:remove'({ webhookId, told }) {
      await (await webhooks()).remove(webhookId, { told });
      pushes.changed('reach');
    },
    async 'webhooks:deliveries'(query) {
      const { deliveries, more } = await (await webhooks()).deliveries(query);
      return { deliveries: [...deliveries], more };
    },
    async 'webhooks:retry'({ deliveryIds }) {
      const { retried, refused } = await (await webhooks()).retry(deliveryIds);
      return { retried, refused: [...refused] };
    },
  };
}
