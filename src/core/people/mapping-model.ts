import { mappingSchema } from '../../shared/domain/mapping.ts';
import type { ImportedMapping } from '../../shared/domain/mapping-work.ts';
import { AppError } from '../../shared/errors.ts';

export function importMapping(text: string): ImportedMapping {
  const parsed = mappingSchema.safeParse(parse(text));
  if (!parsed.success)
    throw new AppError({
      code: 'mapping.unreadable',
      kind: 'permanent',
      message: `This is no mapping: ${parsed.error.message}`,
    });
  return { mapping: parsed.data, from: 'dispatch-bridge', remarks: [] };
}
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
