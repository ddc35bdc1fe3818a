import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlanRow } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import type { Tone } from '../../theme/tone.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import { SolveButton } from '../attention/solve-button.tsx';
import classes from './plan.module.css';

const tones: Readonly<Record<PlanRow['outcome'], Tone>> = { create: 'ok', blocked: 'attention', linked: 'waiting' };

function outcomeWords(row: PlanRow, publish: boolean): string {
  if (row.outcome === 'create') return publish ? t('setup.plan.createPublish') : t('setup.plan.create');
  return t(`setup.plan.${row.outcome}`);
}

function Row({
  row,
  on,
  publish,
  onTick,
}: {
  readonly row: PlanRow;
  readonly on: boolean;
  readonly publish: boolean;
  readonly onTick: (ticketId: number, on: boolean) => void;
}) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.planRow} data-on={on || undefined}>
      <div className={classes.planLine}>
        <Checkbox
          size="sm"
          aria-label={t('setup.plan.tick', { id: row.ticketId })}
          disabled={row.outcome !== 'create'}
          checked={on && row.outcome === 'create'}
          onChange={(event) => onTick(row.ticketId, event.currentTarget.checked)}
        />
        <b className="num">{row.ticketId}</b>
        <span className={classes.planText}>
          <span className="cut" title={row.summary}>
            {row.summary}
          </span>
          <span className="dim cut">{row.companyName}</span>
        </span>
        <StatusMark tone={tones[row.outcome]}>{outcomeWords(row, publish)}</StatusMark>
        {row.changes.length > 0 ? (
          <UnstyledButton
            className={classes.planMore}
            aria-expanded={open}
            aria-label={t(open ? 'setup.plan.hide' : 'setup.plan.show', { id: row.ticketId })}
            onClick={() => setOpen(!open)}
          >
            <span className="num">{tn('setup.plan.fields', row.changes.length)}</span>
            <Chevron size={15} aria-hidden />
          </UnstyledButton>
        ) : (
          <span />
        )}
      </div>
      {row.problem !== null && (
        <div className={classes.planProblem}>
          <span>{row.problem.message}</span>
          {row.problem.action !== undefined && <SolveButton action={row.problem.action} onGo={go} />}
        </div>
      )}
      {open && (
        <dl className={classes.planChanges}>
          {row.changes.map((change) => (
            <div key={change.target}>
              <dt>{change.label}</dt>
              <dd className={isEmptyValue(change.value) ? 'dim' : ''}>{showValue(change.value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

interface PlanRowsProps {
  readonly rows: readonly PlanRow[];
  readonly ticked: ReadonlySet<number>;
  readonly publish: boolean;
  readonly onTick: (ticketId: number, on: boolean) => void;
}

export function PlanRows({ rows, ticked, publish, onTick }: PlanRowsProps) {
  return (
    <ul className={classes.planList}>
      {rows.map((row) => (
        <Row key={row.ticketId} row={row} on={ticked.has(row.ticketId)} publish={publish} onTick={onTick} />
      ))}
    </ul>
  );
}
