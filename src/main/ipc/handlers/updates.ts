import { join } from 'node:path';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** About, folders, quitting, and the app's own updates. */
export function updateHandlers(
  services: Services,
): FeatureHandlers<
  | 'app:licences'
  | 'app:open-folder'
  | 'app:quit'
  | 'updates:state'
  | 'updates:check'
  | 'updates:download'
  | 'updates:install'
  | 'updates:skip'
> {
  return {
    /** Empty in a build without the list; the page says where it comes from. */
    'app:licences': async () => (await services.licences()) ?? '',
    async 'app:open-folder'({ what }) {
      const { folder } = services.profile;
      await services.openFolder(what === 'data' ? folder : join(folder, what));
    },
    'app:quit': () => services.quit(),
    'updates:state': () => services.updates.state(),
    'updates:check': () => services.updates.check(),
    'updates:download': () => services.updates.download(),
    'updates:install': () => services.updates.install(),
    'updates:skip': ({ version, skip }) => services.updates.skip(version, skip),
  };
}
