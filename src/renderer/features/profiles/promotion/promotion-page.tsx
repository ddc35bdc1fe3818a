import { Button, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Promotion } from '../../../../shared/domain/promotion.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import { tellDone } from '../../../commands.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { go } from '../../../stores/nav-store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import reading from '../../../ui/reading.module.css';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { exactTime } from '../../../ui/time.ts';
import { type Chosen, choicesOf, groupsOf } from './choices.ts';
import classes from './promotion.module.css';
import { Report, stopsDispatching } from './report.tsx';

export type PromotionSource = { readonly from: 'file' } | { readonly from: 'profile'; readonly name: string };

interface PromotionPageProps {
  readonly source: PromotionSource;
  readonly onClose: () => void;
}

function Done({ promotion, onClose }: { readonly promotion: Promotion; readonly onClose: () => void }) {
  const stops = stopsDispatching(promotion);
  return (
    <div className={classes.done} role="status">
      <StatusMark tone="ok">{t('promotion.done')}</StatusMark>
      <p>
        {t('promotion.doneText')} {stops && t('promotion.doneStops')}
      </p>
      <div className={classes.act}>
        {stops && (
          <Button autoFocus onClick={() => go({ page: 'setup', step: 'plan' })}>
            {t('promotion.toPlan')}
          </Button>
        )}
        <Button variant="default" autoFocus={!stops} onClick={onClose}>
          {t('promotion.back')}
        </Button>
      </div>
    </div>
  );
}

/** A configuration from a file or another profile: compared first, then taken over. */
export function PromotionPage({ source, onClose }: PromotionPageProps) {
  const [promotion, setPromotion] = useState<Promotion | null>(null);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const [busy, setBusy] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useRef(false);

  async function compare(): Promise<void> {
    setBusy(true);
    setError(null);
    const answer = await ask('config:compare', source);
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    // Called off in the dialog of the computer's own.
    if (answer.value === null) return onClose();
    setPromotion(answer.value);
  }

  async function takeOver(): Promise<void> {
    if (promotion === null) return;
    setBusy(true);
    setError(null);
    const groups = groupsOf(promotion, ['missing', 'ambiguous', 'unknown']);
    const answer = await ask('config:take-over', { ids: choicesOf(groups, chosen) });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    if (!answer.value.applied) tellDone(t('promotion.moreOpen'));
    setPromotion(answer.value);
  }

  const first = useRef(compare);
  useEffect(() => {
    heading.current?.focus();
    // Once: a dialog of the computer's own opens for a file.
    if (asked.current) return;
    asked.current = true;
    void first.current();
  }, []);

  const title = source.from === 'file' ? t('promotion.titleFile') : t('promotion.titleProfile', { name: source.name });
  const madeAt = promotion?.madeAt ?? null;
  return (
    <div className={reading.page}>
      <Button
        size="xs"
        variant="subtle"
        className={classes.back ?? ''}
        leftSection={<IconArrowLeft size={14} aria-hidden />}
        onClick={onClose}
      >
        {t('promotion.back')}
      </Button>
      <Title order={2} ref={heading} tabIndex={-1} className={classes.heading}>
        {title}
      </Title>
      {promotion === null && busy && (
        <p className={reading.lead} role="status">
          {t('promotion.comparing')}
        </p>
      )}
      {promotion?.applied === true && <Done promotion={promotion} onClose={onClose} />}
      {promotion !== null && !promotion.applied && (
        <>
          <p className={reading.lead}>
            {madeAt === null ? t('promotion.nothingYet') : t('promotion.madeAt', { time: exactTime(madeAt) })}
          </p>
          <Report
            promotion={promotion}
            chosen={chosen}
            onChoose={(key, id) =>
              setChosen(({ [key]: _was, ...others }) => (id === undefined ? others : { ...others, [key]: id }))
            }
            busy={busy}
            onTakeOver={() => void takeOver()}
            onAgain={() => void compare()}
          />
        </>
      )}
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error}>
            {promotion === null && (
              <Button size="xs" variant="default" onClick={() => void compare()}>
                {source.from === 'file' ? t('promotion.otherFile') : t('promotion.again')}
              </Button>
            )}
          </ErrorNote>
        </div>
      )}
    </div>
  );
}
