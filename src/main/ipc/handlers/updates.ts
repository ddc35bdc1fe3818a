import type { UpdateState } from '../../../shared/domain/updates.ts';
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
  const off = (): UpdateState => ({
    state: 'off',
    current: services.version,
    version: null,
    releasedAt: null,
    notes: '',
    progress: null,
    checkedAt: null,
    skipped: false,
    why: '',
  });
  return {
    'app:licences': () => '',
    'app:open-folder': () => {},
    'app:quit': () => {},
    'updates:state': off,
    'updates:check': off,
    'updates:download': off,
    'updates:install': () => {},
    'updates:skip': off,
  };
}
