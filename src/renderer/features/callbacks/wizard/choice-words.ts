import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import { t } from '../../../../shared/strings/t.ts';
import { whatWords, whomWords, withinName } from '../sentences.ts';
import { triggerEnvironment } from './hidden-secrets.ts';
import { choiceOf, pairOf, type WizardState } from './wizard-state.ts';

/** What the wizard stands for as a sentence: `Tells this workstation about every ticket on Professional Services.` */
export function choiceSentence(state: WizardState): string {
  const pair = pairOf(state);
  const choice = choiceOf(state);
  if (pair === null || choice === null) return '';
  const { object, within, byNumber, to, triggerUrl, editing } = state;
  const objectName = byNumber || object === null ? null : withinName(object.name, within?.name ?? null);
  const what = whatWords({ type: choice.type, level: choice.level, objectId: choice.objectId, objectName });
  const broker = triggerEnvironment(triggerUrl) ?? editing?.broker ?? 'production';
  const whom = whomWords({ relation: to === 'broker' ? 'broker' : 'ours', broker, host: '' });
  return t('callbacks.tells', { whom, what });
}

/**
 * Whether an entry that is off is off after it was changed, too. One of this workstation that nobody here switched off is switched on again by the next
 * check, which follows every change.
 */
export function staysOff({ active, paused, resting, relation }: RegisteredCallback): boolean {
  const mine = relation === 'ours' || relation === 'adoptable';
  return !active && (!mine || paused === true || resting === true);
}
