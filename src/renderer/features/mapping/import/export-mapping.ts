import type { Mapping } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { tellDone, tellFailure } from '../../../commands.ts';

/** Saves a mapping where the person says; called off, nothing is said. */
export async function exportMapping(mapping: Mapping): Promise<void> {
  const answer = await ask('mapping:export', { mapping });
  if (!answer.ok) tellFailure(answer.error.message);
  else if (answer.value !== null) tellDone(t('versions.exported', { file: answer.value.file }));
}
