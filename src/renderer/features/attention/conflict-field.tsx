import { Button, Title } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { Remote } from '../../../shared/domain/records.ts';
import type { ConflictRow } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { tellFailure } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { exactTime } from '../../ui/time.ts';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import classes from './conflicts.module.css';
import { choiceEffect, evidenceSource, evidenceWords } from './evidence-words.ts';
import { differingStretches, type Stretch } from './text-difference.ts';

/** What is the side's own is marked; screen readers hear it as a mark too. */
function Value({ value, parts }: { readonly value: unknown; readonly parts: readonly Stretch[] }) {
  if (isEmptyValue(value)) return <span className="dim">{showValue(value)}</span>;
  return parts.map(({ text, own }, index) =>
    own ? (
      <mark key={`${String(index)}-own`} className={classes.own}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

function Evidence({ change }: { readonly change: ConflictRow['ticketChange'] }) {
  const words = useFromNow((now) => evidenceWords(change, now));
  const source = evidenceSource(change);
  const exact =
    change === null
      ? undefined
      : change.from === change.to
        ? exactTime(change.to)
        : `${exactTime(change.from)} - ${exactTime(change.to)}`;
  return (
    <p className={`${classes.evidence ?? ''} num`} title={exact}>
      {words}
      {source !== null && <span className="dim">{source}</span>}
    </p>
  );
}

function Side({
  side,
  row,
  change,
  chosen,
  busy,
  onChoose,
  children,
}: {
  readonly side: Remote;
  readonly row: ConflictRow;
  readonly change: ConflictRow['ticketChange'];
  readonly chosen: boolean;
  readonly busy: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}) {
  const remote = t(`remote.${side}`);
  return (
    <div className={classes.side} data-chosen={chosen || undefined}>
      <span className={classes.sideName}>{remote}</span>
      <div className={classes.value}>{children}</div>
      <Evidence change={change} />
      <p className={classes.effect}>{choiceEffect(row, side)}</p>
      <div className={classes.act}>
        {chosen ? (
          <StatusMark tone="ok">{t('conflicts.chosen')}</StatusMark>
        ) : (
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            aria-label={t('conflicts.chooseFor', { remote, field: row.label })}
            onClick={onChoose}
          >
            {t('conflicts.choose', { remote })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** One field with both values, when and by whom each was changed, and the choice. */
export function ConflictField({ row, onChanged }: { readonly row: ConflictRow; readonly onChanged: () => void }) {
  const [busy, setBusy] = useState(false);
  const titleId = useId();
  const running = useApp((state) => state.status?.state === 'running');
  const [ticketParts, workOrderParts] = differingStretches(showValue(row.ticketValue), showValue(row.workOrderValue));

  async function choose(choice: Remote): Promise<void> {
    setBusy(true);
    const answer = await ask('conflicts:resolve', { id: row.id, choice });
    setBusy(false);
    if (!answer.ok) tellFailure(answer.error.message);
    onChanged();
  }

  return (
    <section className={classes.field} aria-labelledby={titleId}>
      <div className={classes.fieldHead}>
        <Title order={3} id={titleId}>
          {row.label}
        </Title>
        {row.choice === null ? (
          <StatusMark tone="attention">{t('conflicts.open')}</StatusMark>
        ) : (
          <StatusMark tone="waiting">{t(running ? 'conflicts.nextRun' : 'conflicts.nextRunPaused')}</StatusMark>
        )}
      </div>
      <div className={classes.sides}>
        <Side
          side="connectwise"
          row={row}
          change={row.ticketChange}
          chosen={row.choice === 'connectwise'}
          busy={busy}
          onChoose={() => void choose('connectwise')}
        >
          <Value value={row.ticketValue} parts={ticketParts} />
        </Side>
        <Side
          side="fieldnation"
          row={row}
          change={row.workOrderChange}
          chosen={row.choice === 'fieldnation'}
          busy={busy}
          onChoose={() => void choose('fieldnation')}
        >
          <Value value={row.workOrderValue} parts={workOrderParts} />
        </Side>
      </div>
    </section>
  );
}
