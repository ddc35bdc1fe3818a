import { callbackLevel } from '../../../../shared/domain/callback-matrix.ts';
import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { whatWords, whomWords } from '../sentences.ts';
import type { Question } from './confirm-dialog.tsx';
import { isKept } from './groups.ts';

/* What a person is told before an entry is changed or lost. */

/** Whose the entry is, for entries that are not this app's. */
export function ownerWords(entry: RegisteredCallback): string {
  switch (entry.relation) {
    case 'broker':
      return t('callbacks.owner.broker');
    case 'other-installation':
      return t('callbacks.owner.installation');
    default:
      return t('callbacks.owner.foreign', { host: whomWords(entry) });
  }
}

function lost(entry: RegisteredCallback, list: CallbackList, pollSeconds: number): string {
  const what = whatWords(entry);
  if (entry.relation === 'broker') return t('callbacks.lost.broker', { what });
  if (entry.relation === 'foreign' || entry.relation === 'other-installation')
    return t('callbacks.lost.foreign', { whom: whomWords(entry), what });
  if (entry.flags.some(({ flag }) => flag === 'duplicate')) return t('callbacks.lost.duplicate');
  if (isKept(entry, list.triggerBoard)) return t('callbacks.lost.kept', { what, n: pollSeconds });
  const logged = callbackLevel(entry.type, entry.level)?.info.use === 'log';
  return logged ? t('callbacks.lost.logged', { what }) : t('callbacks.lost.here', { what, n: pollSeconds });
}

/** What comes of it when the person says yes. */
export function consequence({ what, entry }: Question, list: CallbackList, pollSeconds: number): string {
  const about = whatWords(entry);
  switch (what) {
    case 'remove':
      return lost(entry, list, pollSeconds);
    case 'pause':
      return t('callbacks.ask.pauseText', { whom: whomWords(entry), what: about });
    case 'switch-on':
      return t('callbacks.ask.switchOnText', { whom: whomWords(entry), what: about });
    case 'edit':
      return t('callbacks.ask.editText', { whom: whomWords(entry) });
  }
}
