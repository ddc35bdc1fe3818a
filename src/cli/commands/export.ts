import { writeFileSync } from 'node:fs';
import standardMapping from '../../../resources/mappings/standard.json' with { type: 'json' };
import type { Config } from '../../shared/config.ts';
import { mappingSchema } from '../../shared/domain/mapping.ts';
import { AppError } from '../../shared/errors.ts';
import type { Asked } from '../arguments.ts';
import { toDocument } from '../document.ts';
import type { ExitCode } from '../exit-codes.ts';
import { profileFolder } from '../place.ts';
import { needStored } from '../stored.ts';
import type { Surroundings } from '../surroundings.ts';

/** Configuration and mapping as one document, also while another process has the profile open. */
export async function exportDocument(asked: Extract<Asked, { do: 'export' }>, around: Surroundings): Promise<ExitCode> {
  const folder = profileFolder(asked, around.machine);
  const { peek, config } = await needStored(folder);
  if (!peek.exists)
    throw new AppError({
      code: 'config.none',
      kind: 'permanent',
      message: `There is no profile "${asked.profile}" in ${folder} yet, so there is nothing to export.`,
    });
  const mapping = peek.mapping ?? mappingSchema.parse(standardMapping);
  const text = `${JSON.stringify(toDocument({ config: withoutSecrets(config), mapping }), null, 2)}\n`;
  if (asked.file === null) {
    around.out(text);
    return 0;
  }
  try {
    // It names customers, boards and people.
    writeFileSync(asked.file, text, { mode: 0o600 });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new AppError({
      code: 'config.file',
      kind: 'permanent',
      message: `${asked.file} cannot be written (${reason}).`,
      cause,
    });
  }
  around.out(`Configuration and mapping of profile "${asked.profile}" are in ${asked.file}.\n`);
  return 0;
}

/** The one place of the document where a person can have put a secret: the name and password in a proxy's address. */
export function withoutSecrets(config: Config): Config {
  const { proxy } = config.network;
  const bare = proxy.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1');
  return bare === proxy ? config : { ...config, network: { ...config.network, proxy: bare } };
}
