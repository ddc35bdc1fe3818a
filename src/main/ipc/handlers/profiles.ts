import type { Promotion } from '../../../shared/domain/promotion.ts';
import type { CurrentProfile } from '../../profiles/list-profiles.ts';
import type { FeatureHandlers } from '../ipc-gate.ts';
import { effectiveKind, type Services } from './services.ts';

/** Configurations on their way in and out, and the other profiles of this computer. */
export function profileHandlers(
  services: Services,
): FeatureHandlers<'config:export' | 'config:compare' | 'config:take-over' | 'profiles:list' | 'profiles:open'> {
  const { host, profile, profiles, pushes } = services;
  const configurations = async () => (await host.engine()).configurations;

  /** The engine tells of its own profile; its database is not read a second time. */
  async function current(): Promise<CurrentProfile> {
    const own = { name: profile.name, kind: effectiveKind(services) };
    const problem = await host.problem();
    if (problem !== null) return { ...own, config: null, problem: problem.message };
    return { ...own, config: (await host.engine()).config(), problem: '' };
  }

  return {
    async 'config:export'() {
      const file = await services.saveAs(
        `dispatch-bridge-${profile.name}.json`,
        await (await configurations()).document(),
      );
      return file === null ? null : { file };
    },
    async 'config:compare'(input) {
      const text = input.from === 'profile' ? await profiles.document(input.name) : await services.openText();
      if (text === null) return null;
      return (await configurations()).compare(text, input.from === 'profile' ? input.name : 'file');
    },
    async 'config:take-over'({ ids }): Promise<Promotion> {
      const told = await (await configurations()).takeOver(ids);
      if (told.applied) pushes.changed('setup', 'mapping', 'links', 'reach');
      return told;
    },
    async 'profiles:list'() {
      return [...(await profiles.list(await current()))];
    },
    'profiles:open': ({ name }) => profiles.open(name),
  };
}
