import { assertNever } from '../../../shared/assert.ts';
import type { ErrorAction } from '../../../shared/errors.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Place } from '../../stores/place.ts';

interface Solve {
  readonly words: string;
  readonly place: Place;
}

function setupWords(step: string): string {
  switch (step) {
    case 'connectwise':
    case 'fieldnation':
    case 'trigger':
    case 'status-map':
      return t(`attention.openSetup.${step}`);
    default:
      return t('attention.openSetup.anyStep');
  }
}

/** Where an error's action leads, and what its button says; null for retry and approve, which happen in place. */
export function solveOf(action: ErrorAction): Solve | null {
  switch (action.do) {
    case 'open-setup':
      return { words: setupWords(action.step), place: { page: 'setup', step: action.step } };
    case 'open-mapping':
      return {
        words: t('attention.openMapping'),
        place: { page: 'mapping', ...(action.ruleId === undefined ? {} : { ruleId: action.ruleId }) },
      };
    case 'open-link':
      return { words: t('attention.openLink'), place: { page: 'links', linkId: action.linkId } };
    case 'open-conflicts':
      return { words: t('attention.openConflicts'), place: { page: 'attention', tab: 'conflicts' } };
    case 'open-callbacks':
      return { words: t('attention.openCallbacks'), place: { page: 'callbacks', tab: action.tab } };
    case 'take-over':
      return { words: t('attention.takeOver'), place: { page: 'setup', step: 'start' } };
    case 'restore-backup':
      return { words: t('attention.restore'), place: { page: 'settings', section: 'recovery' } };
    case 'open-attention':
      return { words: t('attention.openAttention'), place: { page: 'attention' } };
    case 'open-settings':
      return { words: t('attention.openSettings'), place: { page: 'settings', section: action.section } };
    case 'retry':
    case 'approve':
    case 'resume':
    case 'send-ticket':
      return null;
    default:
      return assertNever(action);
  }
}
