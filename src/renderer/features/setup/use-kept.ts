import type { SecretName } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';

/** Which secrets are saved already, and the words that say where. The values never come back to the window. */
export function useKept(): { readonly has: (name: SecretName) => boolean; readonly words: string } {
  const set = useApp((state) => state.setup?.secretsSet);
  const backend = useApp((state) => state.info?.secretBackend.name ?? '');
  return { has: (name) => set?.includes(name) ?? false, words: t('setup.secret.kept', { backend }) };
}
