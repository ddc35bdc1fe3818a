import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { go } from '../../../stores/nav-store.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { entrySentence } from '../sentences.ts';
import { isOffOnPurpose } from '../tab-counts.ts';
import { editCallback } from '../wizard/wizard-store.ts';
import type { Question } from './confirm-dialog.tsx';
import { adoptEntry, switchEntry } from './entry-actions.ts';
import { type Fix, flagsWithFix, groupOf, isMine } from './groups.ts';
import classes from './list.module.css';

interface FlagLinesProps {
  readonly entry: RegisteredCallback;
  readonly list: CallbackList;
  readonly onAsk: (question: Question) => void;
}

/** What is wrong, in words; another entry is named by its label, not by its number. */
function flagWords({ flag, message, doubles }: RegisteredCallback['flags'][number], list: CallbackList): string {
  if (flag !== 'duplicate') return message;
  const other = list.entries.find(({ id }) => id === doubles);
  if (other === undefined) return message;
  return t('callbacks.flag.duplicateOf', { label: other.description || t('callbacks.unlabelled'), id: other.id });
}

function FixButton({
  fix,
  quiet,
  entry,
  list,
  onAsk,
}: FlagLinesProps & { readonly fix: Fix; readonly quiet: boolean }) {
  const [busy, setBusy] = useState(false);
  const mine = isMine(entry);
  const noAddress = fix === 'adopt' && list.address === null;

  async function run(): Promise<void> {
    if (noAddress) return go({ page: 'callbacks', tab: 'tunnel' });
    if (fix === 'remove') return onAsk({ what: 'remove', entry });
    if (fix === 'edit') return mine ? editCallback(entry, false) : onAsk({ what: 'edit', entry });
    if (fix === 'switch-on' && !mine) return onAsk({ what: 'switch-on', entry });
    setBusy(true);
    await (fix === 'adopt' ? adoptEntry(entry) : switchEntry(entry, true, false));
    setBusy(false);
  }

  const words = noAddress ? t('callbacks.openTunnel') : t(`callbacks.fix.${fix}`);
  return (
    <Button
      size="xs"
      variant={fix === 'remove' || quiet ? 'default' : 'filled'}
      loading={busy}
      aria-label={`${words}: ${entrySentence(entry)}`}
      onClick={() => void run()}
    >
      {words}
    </Button>
  );
}

/** What is wrong with an entry: word, icon, what it means, and the fix as the button. */
export function FlagLines({ entry, list, onAsk }: FlagLinesProps) {
  const rests = entry.resting === true;
  // What is for its owner to mend is said, and does not shout.
  const others = groupOf(entry) === 'others';
  const flags = flagsWithFix(entry);
  const adoptable = entry.relation === 'adoptable' && !flags.some(({ fix }) => fix === 'adopt');
  return (
    <>
      {flags.map(({ flag, fix }) => {
        const calm = flag.flag === 'disabled' && isOffOnPurpose(entry);
        return (
          <div key={flag.flag} className={classes.flag} data-quiet={calm || others || undefined}>
            <div className={classes.flagWords}>
              <StatusMark tone={calm ? 'waiting' : 'attention'}>
                {calm && !rests ? t('callbacks.pausedHere') : t(`callbacks.flag.${flag.flag}`)}
              </StatusMark>
              <span>{calm && !rests ? t('callbacks.pausedHereText') : flagWords(flag, list)}</span>
            </div>
            {fix !== null && !(calm && rests) && (
              <FixButton fix={fix} quiet={calm} entry={entry} list={list} onAsk={onAsk} />
            )}
          </div>
        );
      })}
      {adoptable && (
        <div className={classes.flag}>
          <div className={classes.flagWords}>
            <StatusMark tone="attention">{t('callbacks.adoptable')}</StatusMark>
            <span>{t('callbacks.adoptableText')}</span>
          </div>
          <FixButton fix="adopt" quiet={false} entry={entry} list={list} onAsk={onAsk} />
        </div>
      )}
    </>
  );
}
