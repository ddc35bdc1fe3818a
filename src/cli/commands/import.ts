import { join } from 'node:path';
import { createEngine } from '../../core/engine.ts';
import { talksToOthers } from '../../core/identity.ts';
import { createLogger } from '../../core/monitor/log.ts';
import { type Difference, differenceLine, differences } from '../../core/promote/difference.ts';
import { mappingDifferencesByPath } from '../../core/promote/mapping-differences-by-path.ts';
import { refuseOtherSystem, wantedConfig } from '../../core/promote/place.ts';
import { userName } from '../../core/user-name.ts';
import type { Asked } from '../arguments.ts';
import { engineOptions } from '../compose.ts';
import { readDocument } from '../document.ts';
import type { ExitCode } from '../exit-codes.ts';
import { profileFolder } from '../place.ts';
import { noSecrets } from '../secrets/open-secrets.ts';
import { needStored } from '../stored.ts';
import type { Surroundings } from '../surroundings.ts';

/** Takes a document over into the profile, after showing what it changes. Talks to neither vendor and needs no secret. */
export async function importDocument(asked: Extract<Asked, { do: 'import' }>, around: Surroundings): Promise<ExitCode> {
  const document = readDocument(asked.file);
  const folder = profileFolder(asked, around.machine);
  const { peek, config } = await needStored(folder);
  const after = wantedConfig(config, document);
  const moved = talksToOthers(config, after);
  if (!asked.otherSystem) refuseOtherSystem(config, after);
  const expected = [
    ...differences(config, after),
    ...(document.mapping === null ? [] : mappingDifferencesByPath(peek.mapping, document.mapping)),
  ];
  if (asked.dryRun) {
    around.out(`${lines(expected)}${expected.length === 0 ? '' : 'Nothing was saved.\n'}`);
    return 0;
  }
  const { clock } = around;
  const logger = createLogger({ dir: join(folder, 'logs'), level: 'info', clock });
  const secrets = noSecrets();
  const engine = await createEngine(
    engineOptions({ around, folder, profile: asked.profile, config: after, secrets, logger, more: {} }),
  );
  try {
    const changed = await engine.configurations.apply(document, { otherSystem: asked.otherSystem, by: userName() });
    around.out(`${lines(changed)}${changed.length === 0 ? '' : `Saved into profile "${asked.profile}".\n`}`);
    if (moved)
      around.out(
        'The profile works with another system now: its links are closed, and the plan has to be accepted again.\n',
      );
  } finally {
    await engine.stop();
    await logger.flush();
  }
  return 0;
}

function lines(changed: readonly Difference[]): string {
  if (changed.length === 0) return 'The profile says the same already.\n';
  return changed.map((difference) => `  ${differenceLine(difference)}\n`).join('');
}
