import type { Config } from '../../../shared/config.ts';
import type { SyncConfig } from '../../../shared/config-sync.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import type { Services } from './services.ts';

/** Settings of the sync, the Test button, members, look-ups and setting ConnectWise up. */
export function syncHandlers(
  services: Services,
): FeatureHandlers<
  | 'sync:settings'
  | 'sync:save'
  | 'sync:test-event'
  | 'sync:members'
  | 'sync:look-up'
  | 'trigger:preview'
  | 'trigger:create'
> {
  const { host, pushes } = services;
  return {
    async 'sync:settings'() {
      return copy((await host.engine()).config());
    },
    async 'sync:save'(sections) {
      const saved = await (await host.engine()).saveConfig((config) => ({
        ...config,
        sync: { ...config.sync, ...given(sections) },
      }));
      pushes.changed('setup');
      return copy(saved);
    },
    async 'sync:test-event'(input) {
      return (await host.engine()).trials.testEvent(input);
    },
    async 'sync:members'() {
      return (await (await host.engine()).lookUps.members()).map(({ fieldNationUser, member, how }) => ({
        fieldNationUserId: fieldNationUser.id,
        fieldNationName: fieldNationUser.name,
        email: fieldNationUser.email,
        member: member === null ? null : { id: member.id, identifier: member.identifier, name: member.name },
        how,
      }));
    },
    async 'sync:look-up'({ what, text }) {
      return (await (await host.engine()).lookUps.list(what, text)).map(({ id, name }) => ({ id, name }));
    },
    async 'trigger:preview'({ rule }) {
      const { sentField, requests } = await (await host.engine()).triggerSetUp.preview(rule);
      return {
        sentField: sentField === null ? null : { id: sentField.id, name: sentField.caption },
        requests: requests.map((request) => ({ ...request })),
      };
    },
    async 'trigger:create'({ rule }) {
      const made = await (await host.engine()).triggerSetUp.create(rule);
      pushes.changed('setup');
      return made;
    },
  };
}

/** A structured clone: the configuration is read-only inside. */
function copy(config: Config): SyncConfig {
  return structuredClone(config.sync);
}

/** Sections that were left out stay as they are. */
function given(sections: Partial<{ [K in keyof SyncConfig]: SyncConfig[K] | undefined }>): Partial<SyncConfig> {
  return Object.fromEntries(
    Object.entries(sections).filter(([, section]) => section !== undefined),
  ) as Partial<SyncConfig>;
}
