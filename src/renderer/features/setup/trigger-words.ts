import type { Config } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';

type Trigger = NonNullable<Config['trigger']>;

/** Where tickets have to be to become work orders: `"Dispatch to FN" on Field Dispatch`. */
export function triggerPlace({ kind, statusId, statusName, boardName }: Trigger): string {
  if (kind === 'board') return t('trigger.place.board', { board: boardName });
  if (kind === 'conditions' && statusId === 0) return t('trigger.place.conditions', { board: boardName });
  return t('trigger.place.status', { status: statusName, board: boardName });
}

/** The trigger as a sentence. */
export function triggerSentence(
  { kind, statusId, statusName, boardName }: Omit<Trigger, 'sentFieldId' | 'conditions' | 'customFieldConditions'>,
  publish: boolean,
): string {
  const words = {
    board: boardName,
    status: statusName,
    kind: publish ? t('setup.trigger.published') : t('setup.trigger.draft'),
  };
  if (kind === 'board') return t('trigger.sentence.board', words);
  if (kind === 'status') return t('trigger.sentence.status', words);
  return t(statusId === 0 ? 'trigger.sentence.conditions' : 'trigger.sentence.statusConditions', words);
}
