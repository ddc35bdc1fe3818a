import standardMapping from '../../../resources/mappings/standard.json' with { type: 'json' };
import { catalogKey, keptCatalog } from '../../core/catalog/catalog.ts';
import { documentText } from '../../core/promote/document.ts';
import { namesOf } from '../../core/promote/ids/names.ts';
import { peekProfile } from '../../core/store/peek.ts';
import { configSchema } from '../../shared/config.ts';
import { mappingSchema } from '../../shared/domain/mapping.ts';
import { AppError } from '../../shared/errors.ts';

/**
 * The configuration of another profile as the document an export would write, also while another process has it open. Throws `config.none`, and
 * what keeps its database from being read (`store.newer`, `store.corrupt`).
 */
export async function profileDocument(folder: string, profile: string, now: number): Promise<string> {
  const peek = await peekProfile(folder, ['config', catalogKey]);
  if (peek.problem !== null) throw AppError.fromInfo(peek.problem);
  const stored = peek.values.get('config');
  if (!peek.exists || stored === undefined)
    throw new AppError({
      code: 'config.none',
      kind: 'permanent',
      message: `Profile "${profile}" is not set up yet, so there is no configuration to bring in.`,
      context: { profile },
    });
  const config = configSchema.safeParse(stored);
  if (!config.success)
    throw new AppError({
      code: 'config.invalid',
      kind: 'permanent',
      message: `The configuration of profile "${profile}" is of another release. Open the profile with this one first, then bring it in.`,
      context: { profile },
    });
  const document = { config: config.data, mapping: peek.mapping ?? mappingSchema.parse(standardMapping) };
  return documentText(document, {
    profile,
    madeAt: now,
    names: namesOf(document, keptCatalog(peek.values.get(catalogKey))),
  });
}
