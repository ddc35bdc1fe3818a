import type { UpdateState } from '../../../shared/domain/updates.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';

/** What a person can do about an update now, in the order of the buttons. */
export type UpdateAction = 'check' | 'download' | 'install' | 'skip' | 'unskip';

export interface UpdateWords {
  readonly tone: Tone;
  /** One sentence: how it stands. */
  readonly title: string;
  /** Why, or what happens next; may be empty. */
  readonly text: string;
  readonly actions: readonly UpdateAction[];
}

/** The state of the updates in words and buttons. */
export function updateWords(update: UpdateState): UpdateWords {
  const version = update.version ?? '';
  switch (update.state) {
    case 'off':
      return { tone: 'waiting', title: t('about.off'), text: update.why, actions: [] };
    case 'idle':
      return { tone: 'waiting', title: t('about.idle'), text: '', actions: ['check'] };
    case 'checking':
      return { tone: 'working', title: t('about.checking'), text: '', actions: [] };
    case 'none':
      return { tone: 'ok', title: t('about.none'), text: '', actions: ['check'] };
    case 'available':
      return update.skipped
        ? { tone: 'waiting', title: t('about.skipped', { version }), text: '', actions: ['unskip', 'check'] }
        : { tone: 'attention', title: t('about.available', { version }), text: '', actions: ['download', 'skip'] };
    case 'downloading': {
      const percent = Math.round((update.progress ?? 0) * 100);
      return { tone: 'working', title: t('about.downloading', { version, percent }), text: '', actions: [] };
    }
    case 'ready':
      return { tone: 'ok', title: t('about.ready', { version }), text: t('about.installHelp'), actions: ['install'] };
    case 'failed':
      return {
        tone: 'error',
        title: t('about.failed'),
        text: update.why,
        // What was found before stays known, and its download can be tried again.
        actions: update.version === null ? ['check'] : ['download', 'check'],
      };
  }
}
