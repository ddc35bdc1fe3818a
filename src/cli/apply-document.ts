import type { Engine } from '../core/engine-port.ts';
import { identityOf, talksToOthers } from '../core/identity.ts';
import { userName } from '../core/user-name.ts';
import type { Config } from '../shared/config.ts';
import { AppError } from '../shared/errors.ts';
import { type Difference, differences } from './difference.ts';
import type { ConfigDocument } from './document.ts';
import { mappingDifferences } from './mapping-differences.ts';

/**
 * Saves what a document says into the profile where it differs, and tells what did. `started` is never taken over: writing begins by acceptance
 * alone. Throws `config.other-system` for a document that names another ConnectWise or Field Nation than the profile's links are with.
 */
export async function applyDocument(
  engine: Engine,
  document: ConfigDocument,
  options: { readonly otherSystem: boolean },
): Promise<readonly Difference[]> {
  const before = engine.config();
  const after = wantedConfig(before, document);
  if (!options.otherSystem) refuseOtherSystem(before, after);
  const changed = differences(before, after);
  if (changed.length > 0) await engine.saveConfig(() => after);
  if (document.mapping === null) {
    // The mapping's own status map goes before the setting, so a document that changes the setting alone means both.
    const statuses = JSON.stringify(before.statusMap) !== JSON.stringify(after.statusMap);
    if (statuses) await engine.mappings.followSetup(userName());
    return changed;
  }
  const rules = mappingDifferences((await engine.mapping()).mapping, document.mapping);
  if (rules.length > 0) await engine.saveMapping(document.mapping, userName(), 'configuration document');
  return [...changed, ...rules];
}

/**
 * The configuration the profile would have with this document. A plan was accepted for one trigger: with another one, tickets nobody has seen in a
 * plan stand in it already, and it has to be accepted again.
 */
export function wantedConfig(before: Config, { config }: ConfigDocument): Config {
  return { ...config, started: before.started && whatTriggers(before) === whatTriggers(config) };
}

/** The trigger without the names that are only for people. */
function whatTriggers({ trigger }: Config): string {
  if (trigger === null) return '';
  const { boardId, statusId, kind, conditions, customFieldConditions } = trigger;
  return JSON.stringify([boardId, statusId, kind, conditions, customFieldConditions]);
}

/** Links are with one system; a typing error in its address must not close them all. */
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
