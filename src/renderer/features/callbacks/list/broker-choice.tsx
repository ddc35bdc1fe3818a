import { Button, Title } from '@mantine/core';
import { IconBuildingBroadcastTower, IconDeviceDesktop } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { tellDone } from '../../../commands.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { readCallbacks } from '../callbacks-store.ts';
import type { Question } from './confirm-dialog.tsx';
import classes from './list.module.css';

type Creator = 'workstation' | 'broker';

const icons = { workstation: IconDeviceDesktop, broker: IconBuildingBroadcastTower } as const;

/**
 * Both this workstation and the Integration Broker hear of the trigger's board: a person chooses who makes its work orders. Until then nobody here
 * does. Shown as a question while it is open, as a line once it was answered.
 */
export function BrokerChoice({
  list: { brokerCovers, triggerBoard, entries },
  onAsk,
}: {
  readonly list: CallbackList;
  readonly onAsk?: (question: Question) => void;
}) {
  const id = useId();
  const [again, setAgain] = useState(false);
  const [busy, setBusy] = useState<Creator | null>(null);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  if (brokerCovers === null || triggerBoard === null) return null;
  const board = triggerBoard.name;
  const { createdBy, callbackId } = brokerCovers;
  const theirs = entries.find((entry) => entry.id === callbackId);

  async function choose(creator: Creator): Promise<void> {
    setBusy(creator);
    setFailed(null);
    const answer = await ask('callbacks:choose-creator', { createdBy: creator });
    if (answer.ok) await readCallbacks();
    else setFailed(answer.error);
    setBusy(null);
    if (!answer.ok) return;
    setAgain(false);
    tellDone(t(`callbacks.creator.done.${creator}`, { board }));
  }

  if (createdBy !== null && !again) {
    const nobody = createdBy === 'broker' && callbackId === null;
    const both = createdBy === 'workstation' && theirs?.active === true;
    return (
      <div className={classes.creatorLine} data-warn={nobody || both || undefined}>
        <ToneIcon tone={nobody || both ? 'attention' : 'ok'} size={16} />
        <span className={classes.creatorWords}>
          {nobody ? t('callbacks.creator.nobody', { board }) : t(`callbacks.creator.is.${createdBy}`, { board })}
          {both && ` ${t('callbacks.creator.both')}`}
        </span>
        {both && onAsk !== undefined && (
          <Button size="xs" onClick={() => onAsk({ what: 'pause', entry: theirs })}>
            {t('callbacks.creator.pauseBroker')}
          </Button>
        )}
        {nobody && (
          <Button size="xs" loading={busy !== null} onClick={() => void choose('workstation')}>
            {t('callbacks.creator.do.workstation')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => setAgain(true)}>
          {t('callbacks.creator.change')}
        </Button>
      </div>
    );
  }
  return (
    <section className={classes.creator} aria-labelledby={id} data-open={createdBy === null || undefined}>
      <div className={classes.creatorHead}>
        <ToneIcon tone="attention" size={18} />
        <div>
          <Title order={2} id={id}>
            {t('callbacks.creator.title', { board })}
          </Title>
          <p className={classes.creatorText}>
            {createdBy === null ? t('callbacks.creator.text', { board }) : t('callbacks.creator.textChosen', { board })}
          </p>
        </div>
      </div>
      <div className={classes.creatorChoices}>
        {(['workstation', 'broker'] as const).map((creator) => {
          const Icon = icons[creator];
          return (
            <div key={creator} className={classes.creatorChoice}>
              <div className={classes.creatorName}>
                <Icon size={18} stroke={1.6} aria-hidden />
                {t(`callbacks.creator.name.${creator}`)}
              </div>
              <p>{t(`callbacks.creator.effect.${creator}`)}</p>
              <Button
                variant="default"
                loading={busy === creator}
                disabled={busy !== null && busy !== creator}
                onClick={() => (createdBy === creator ? setAgain(false) : void choose(creator))}
              >
                {createdBy === creator ? t('callbacks.creator.keep') : t(`callbacks.creator.do.${creator}`)}
              </Button>
            </div>
          );
        })}
      </div>
      {failed !== null && <ErrorNote error={failed} />}
    </section>
  );
}
