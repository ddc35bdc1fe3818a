import type { EngineStatus } from '../../../../shared/domain/status.ts';
import { useApp } from '../../../stores/app-store.ts';
import { useCallbacks } from '../callbacks-store.ts';

/**
 * Origin at which this workstation is reached, as far as its own status tells: its tunnel's, or this computer's where the sandbox sends to it. Null:
 * the status does not tell, or nothing outside can reach it.
 */
export function addressNow({ tunnel, mode, port }: EngineStatus['intake']): string | null {
  if (mode === 'loopback') return port === null ? null : `http://127.0.0.1:${String(port)}`;
  return tunnel.state === 'up' ? tunnel.url : null;
}

/** Public origin of this workstation now; null while nothing outside can reach it. Known also while the entries cannot be read. */
export function useAddress(): string | null {
  const listed = useCallbacks((state) => state.list?.address ?? null);
  const told = useApp(({ status }) => (status === null ? null : addressNow(status.intake)));
  return told ?? listed;
}
