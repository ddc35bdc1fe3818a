import { configSites } from './config-sites.ts';
import type { Draft, IdSite } from './draft.ts';
import { mappingSites } from './mapping-sites.ts';

/** Every place of a document that holds an id of ConnectWise or Field Nation, boards before what depends on them. */
export function sitesOf(draft: Draft): readonly IdSite[] {
  const sites = [...configSites(draft), ...mappingSites(draft)];
  return [...sites.filter(({ kind }) => kind === 'board'), ...sites.filter(({ kind }) => kind !== 'board')];
}
