import type { SetupState } from '../../shared/ipc/contract.ts';
import { useNav } from './nav-store.ts';

/** Setup opens by itself until a person has pressed Start or left it. Decided before the first paint, so that nothing else flashes up. */
export function openSetupUntilStarted(setup: SetupState): void {
  const { place, past } = useNav.getState();
  if (setup.config.started || place.page !== 'dashboard' || past.length > 0) return;
  useNav.setState({ place: { page: 'setup' }, past: [{ page: 'dashboard' }] });
}
