import { writeFileSync } from 'node:fs';
import standardMapping from '../../../resources/mappings/standard.json' with { type: 'json' };
import { documentText } from '../../core/promote/document.ts';
import { namesOf } from '../../core/promote/ids/names.ts';
import { mappingSchema } from '../../shared/domain/mapping.ts';
import { AppError } from '../../shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { ExitCode } from '../exit-codes.ts';
import { profileFolder } from '../place.ts';
import { needStored } from '../stored.ts';
import type { Surroundings } from '../surroundings.ts';

/** Configuration and mapping as one document, also while another process has the profile open. */
export async function exportDocument(asked: Extract<Asked, { do: 'export' }>, around: Surroundings): Promise<ExitCode> {
  const folder = profileFolder(asked, around.machine);
  const { peek, config, catalog } = await needStored(folder);
  if (!peek.exists)
    throw new AppError({
      code: 'config.none',
      kind: 'permanent',
      message: `There is no profile "${asked.profile}" in ${folder} yet, so there is nothing to export.`,
    });
  const mapping = peek.mapping ?? mappingSchema.parse(standardMapping);
  const text = documentText(
    { config, mapping },
    { profile: asked.profile, madeAt: null, names: namesOf({ config, mapping }, catalog) },
  );
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
