import type { Named } from '../../shared/domain/records.ts';
import { type MemberRow, memberMap } from '../members.ts';
import type { SyncContext } from '../sync/context.ts';

export const lookUpNames = [
  'clients',
  'projects',
  'talent-pools',
  'psa-members',
  'psa-companies',
  'psa-custom-fields',
  'fn-custom-fields',
] as const;
export type LookUpName = (typeof lookUpNames)[number];

/** What the pickers of the settings offer, read from the remotes now. */
export interface LookUps {
  /** `text` narrows companies by name. */
  list(what: LookUpName, text: string): Promise<readonly Named[]>;
  members(): Promise<readonly MemberRow[]>;
}

export function lookUps(context: SyncContext): LookUps {
  const read: Readonly<Record<LookUpName, (text: string) => Promise<readonly Named[]>>> = {
    clients: () => context.fieldNation().clients(),
    projects: () => context.fieldNation().projects(),
    'talent-pools': () => context.fieldNation().talentPools(),
    'psa-members': async () =>
      (await context.psa().members())
        .filter((member) => !member.inactive)
        .map(({ id, name, identifier }) => ({ id, name: name === '' ? identifier : `${name} (${identifier})` })),
    'psa-companies': (text) => context.psa().companies(text),
    'psa-custom-fields': async () =>
      (await context.psa().customFields()).map(({ id, caption }) => ({ id, name: caption })),
    'fn-custom-fields': () => context.fieldNation().customFields(),
  };
  return {
    list: (what, text) => read[what](text),
    members: () => memberMap(context),
  };
}
