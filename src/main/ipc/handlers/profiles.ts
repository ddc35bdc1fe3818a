import { AppError } from '../../../shared/errors.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** Configurations on their way in and out, and the other profiles of this computer. */
export function profileHandlers(
  services: Services,
): FeatureHandlers<'config:export' | 'config:compare' | 'config:take-over' | 'profiles:list' | 'profiles:open'> {
  const { host } = services;
  return {
    async 'config:export'() {
      const file = await services.saveAs(
        'dispatch-bridge-configuration.json',
        await (await host.engine()).configurations.document(),
      );
      return file === null ? null : { file };
    },
    'config:compare': async () => null,
    'config:take-over': async ({ ids }) => (await host.engine()).configurations.takeOver(ids),
    'profiles:list': async () => [],
    'profiles:open': () => Promise.reject(AppError.from(new Error('not made yet'))),
  };
}
