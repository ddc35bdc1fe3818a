import { useApp } from '../../../stores/app-store.ts';
import { useCallbacks } from '../callbacks-store.ts';

/** Public origin of this workstation now; null while nothing outside can reach it. The tunnel's own word is the newest. */
export function useAddress(): string | null {
  const listed = useCallbacks((state) => state.list?.address ?? null);
  return useApp(({ status }) => {
    const tunnel = status?.intake.tunnel;
    return tunnel?.state === 'up' && tunnel.url !== null ? tunnel.url : listed;
  });
}
