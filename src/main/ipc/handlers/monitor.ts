import { fact } from '../../../core/monitor/fact.ts';
import type { SecretStore } from '../../../core/secrets.ts';
import type { HealthItem } from '../../../shared/domain/monitor.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** Figures and health; the keychain's part is main's own. */
export function monitorHandlers(
  services: Pick<Services, 'host' | 'secrets'>,
): FeatureHandlers<'monitor:figures' | 'monitor:health'> {
  const { host, secrets } = services;
  return {
    async 'monitor:figures'({ range }) {
      return (await host.engine()).monitor.figures(range);
    },
    async 'monitor:health'() {
      const [items, { backend }] = await Promise.all([(await host.engine()).monitor.health(), secrets]);
      return [...items, keychainHealth(backend)];
    },
  };
}

/** Where the keys are: in the system's keychain, or in memory until the app quits. */
export function keychainHealth({ kind, name, warning }: SecretStore['backend']): HealthItem {
  const session = kind === 'session';
  return {
    id: 'keychain',
    tone: session ? 'attention' : 'ok',
    message: session
      ? (warning ?? 'No keychain answers: keys are kept until Dispatch Bridge quits, and have to be entered again.')
      : `Keys are kept in ${name}.`,
    ...(session ? {} : { said: { code: 'keychain', name } as const }),
    since: null,
    facts: [fact('kept-in', 'Kept in', session ? { unit: 'word', word: 'memory' } : name)],
    ...(session ? { action: { do: 'open-setup', step: 'connectwise' } as const } : {}),
  };
}
