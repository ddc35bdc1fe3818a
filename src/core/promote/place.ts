import type { Config } from '../../shared/config.ts';
import type { MappingVersion } from '../../shared/domain/mapping.ts';
import { mappingDifference } from '../../shared/domain/mapping-difference.ts';
import { AppError } from '../../shared/errors.ts';
import { identityOf, talksToOthers } from '../identity.ts';
import { differenceInShort } from '../mapping-work/in-short.ts';
import { followingSetup, setupFollowing, withSetupStatuses } from '../mapping-work/state.ts';
import type { NewMappingVersion } from '../store/mappings-port.ts';
import type { ConfigDocument } from './document.ts';
import { mappingDifferencesByPath } from './mapping-differences-by-path.ts';

/** What a profile has with a document in place: its configuration, and the versions of the mapping to be saved with it, oldest first. */
export interface Placed {
  readonly config: Config;
  readonly mappings: readonly NewMappingVersion[];
}

/** Puts `after` and the document's mapping in the place of what is there; setup and mapping say the same of statuses afterwards. */
export function placed(
  before: { readonly config: Config; readonly mapping: MappingVersion },
  after: Config,
  document: Pick<ConfigDocument, 'mapping'>,
  { by, note, now }: { readonly by: string; readonly note: string; readonly now: number },
): Placed {
  const inForce = before.mapping.mapping;
  const versions: NewMappingVersion[] = [];
  const add = (mapping: NewMappingVersion['mapping'], why: string): void => {
    const last = versions.at(-1);
    versions.push({
      mapping,
      by,
      note: why,
      // The others go into the same transaction: nobody comes between.
      expected: last === undefined ? before.mapping.version : null,
      endsDraft: false,
      inShort: differenceInShort(mappingDifference(last?.mapping ?? inForce, mapping)),
      now,
    });
  };
  if (document.mapping === null) {
    // The mapping's own status map goes before the setting, so a document that changes the setting alone means both.
    const changed = JSON.stringify(before.config.statusMap) !== JSON.stringify(after.statusMap);
    const follows = changed ? followingSetup(inForce, after) : null;
    if (follows !== null) add(follows, 'status map changed in setup');
    return { config: after, mappings: versions };
  }
  if (mappingDifferencesByPath(inForce, document.mapping).length === 0) return { config: after, mappings: [] };
  // A mapping without a status map of its own follows setup's, which is about to be replaced: rolling back finds the statuses as they were.
  const whole = withSetupStatuses(inForce, before.config);
  if (whole !== inForce && setupFollowing(document.mapping, before.config) !== null)
    add(whole, 'Statuses as setup had them');
  add(document.mapping, note);
  const statusMap = setupFollowing(document.mapping, after);
  return { config: statusMap === null ? after : { ...after, statusMap }, mappings: versions };
}

/**
 * The configuration the profile would have with this document. A plan was accepted for one trigger: with another one, tickets nobody has seen in a
 * plan stand in it already, and it has to be accepted again.
 */
export function wantedConfig(before: Config, { config }: Pick<ConfigDocument, 'config'>): Config {
  return { ...config, started: before.started && whatTriggers(before) === whatTriggers(config) };
}

/** The trigger without the names that are only for people. */
function whatTriggers({ trigger }: Config): string {
  if (trigger === null) return '';
  const { boardId, statusId, kind, conditions, customFieldConditions } = trigger;
  return JSON.stringify([boardId, statusId, kind, conditions, customFieldConditions]);
}

/** Links are with one system; a typing error in its address must not close them all. Throws `config.other-system`. */
export function refuseOtherSystem(before: Config, after: Config): void {
  if (!talksToOthers(before, after)) return;
  const names = (config: Config): string => {
    const { connectwise, fieldnation } = identityOf(config);
    return `ConnectWise ${connectwise ?? '(none)'} and Field Nation ${fieldnation ?? '(none)'}`;
  };
  throw new AppError({
    code: 'config.other-system',
    kind: 'permanent',
    message:
      `This profile works with ${names(before)}; the document names ${names(after)}. Use another profile (--profile), or move this one ` +
      'with "dispatch-bridge import <file> --other-system", which closes all its links.',
  });
}
