import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import { type MappingDifference, mappingDifference } from '../../../../shared/domain/mapping-difference.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { type FieldIndex, useFieldIndex } from '../fields/field-index.ts';
import { BeforeAfter, BeforeAfterTable } from './before-after.tsx';
import classes from './difference.module.css';
import { differenceLine, statusTargetWords } from './difference-words.ts';
import { ruleLine } from './field-label.ts';
import { KindMark, RuleDifferenceRow } from './rule-difference.tsx';

/** Up to so many changed rules are open at first. */
const openAtFirst = 6;
/** Rules shown before the rest is asked for. */
const firstShown = 60;

function Rules({
  difference,
  fields,
  open,
  onOpen,
}: {
  readonly difference: MappingDifference;
  readonly fields: FieldIndex;
  readonly open: ReadonlySet<number>;
  readonly onOpen: (open: ReadonlySet<number>) => void;
}) {
  const { rules } = difference;
  const [all, setAll] = useState(false);
  if (rules.length === 0) return null;
  const shown = all ? rules : rules.slice(0, firstShown);
  const toggle = (index: number): void => {
    const next = new Set(open);
    if (!next.delete(index)) next.add(index);
    onOpen(next);
  };
  return (
    <div>
      <ul className={classes.rules}>
        {shown.map((rule, index) => (
          <RuleDifferenceRow
            key={`${rule.ruleId}-${String(index)}`}
            difference={rule}
            fields={fields}
            open={open.has(index)}
            onToggle={() => toggle(index)}
          />
        ))}
      </ul>
      {rules.length > shown.length && (
        <Button size="xs" variant="subtle" mt={4} onClick={() => setAll(true)}>
          {tn('difference.more', rules.length - shown.length)}
        </Button>
      )}
    </div>
  );
}

/** The status maps, board by board. */
function Statuses({ difference }: { readonly difference: MappingDifference }) {
  const ids = [...new Set([...difference.boards, ...difference.statuses].map(({ boardId }) => boardId))];
  return ids.map((boardId) => {
    const board = difference.boards.find((one) => one.boardId === boardId);
    const own = difference.statuses.filter((one) => one.boardId === boardId);
    const boardName = board?.boardName ?? own[0]?.boardName ?? '';
    return (
      <section key={boardId} className={classes.map} aria-label={t('difference.statusMap', { board: boardName })}>
        <div className={classes.mapHead}>
          <KindMark kind={board?.kind ?? 'changed'} />
          <span>{t('difference.statusMap', { board: boardName })}</span>
        </div>
        {own.length > 0 && (
          <BeforeAfterTable of={t('difference.status')} statuses>
            {own.map((one) => (
              <tr key={`${one.direction} ${one.status}`}>
                <th scope="row">
                  {t(one.direction === 'outbound' ? 'difference.toTicket' : 'difference.toWorkOrder', {
                    status: one.status,
                  })}
                </th>
                <BeforeAfter
                  before={statusTargetWords(one.from)}
                  after={statusTargetWords(one.to)}
                  absent={[one.from === undefined, one.to === undefined]}
                />
              </tr>
            ))}
          </BeforeAfterTable>
        )}
      </section>
    );
  });
}

/** Name and order: what is neither a rule nor a status map. */
function Rest({ difference, fields }: { readonly difference: MappingDifference; readonly fields: FieldIndex }) {
  const { name, moved } = difference;
  if (name === null && moved.length === 0) return null;
  return (
    <BeforeAfterTable of={t('difference.part')}>
      {name !== null && (
        <tr>
          <th scope="row">{t('difference.renamed')}</th>
          <BeforeAfter before={name.from} after={name.to} />
        </tr>
      )}
      {moved.map(({ ruleId, rule, from, to }) => (
        <tr key={`${ruleId} ${String(from)}`}>
          <th scope="row">{ruleLine(rule, fields)}</th>
          <BeforeAfter before={t('difference.place', { n: from + 1 })} after={t('difference.place', { n: to + 1 })} />
        </tr>
      ))}
    </BeforeAfterTable>
  );
}

/** Rules that open: changed ones, by their place among the differences. */
function changedAt({ rules }: MappingDifference): readonly number[] {
  return rules.flatMap((rule, index) => (rule.kind === 'changed' ? [index] : []));
}

function Differences({ difference, lead, folded }: { readonly difference: MappingDifference } & Looks) {
  const fields = useFieldIndex();
  const changed = changedAt(difference);
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () => new Set(folded || difference.rules.length > openAtFirst ? [] : changed),
  );
  return (
    <div className={classes.view}>
      <div className={classes.head}>
        {lead === null ? (
          <p className={classes.summary}>{differenceLine(difference)}</p>
        ) : (
          <p className={classes.lead}>{lead}</p>
        )}
        {changed.length > 1 && (
          <Button
            className={classes.tool ?? ''}
            size="xs"
            variant="subtle"
            onClick={() => setOpen(new Set(open.size > 0 ? [] : changed))}
          >
            {t(open.size > 0 ? 'difference.closeAll' : 'difference.openAll')}
          </Button>
        )}
      </div>
      <Rules difference={difference} fields={fields} open={open} onOpen={setOpen} />
      <Statuses difference={difference} />
      <Rest difference={difference} fields={fields} />
    </div>
  );
}

interface Looks {
  /** Stands in the place of the summary where that is said above already. */
  readonly lead: string | null;
  /** Rules begin closed. */
  readonly folded: boolean;
}

/** What differs between two mappings: in one line, then rule by rule and status by status. */
export function DifferenceView({
  before,
  after,
  lead = null,
  folded = false,
}: Partial<Looks> & { readonly before: Mapping; readonly after: Mapping }) {
  const difference = useMemo(() => mappingDifference(before, after), [before, after]);
  // Another pair of mappings begins with its own rules open.
  const [shown, setShown] = useState({ before, after, round: 0 });
  if (shown.before !== before || shown.after !== after) setShown({ before, after, round: shown.round + 1 });
  if (difference.same)
    return (
      <div className={classes.none}>
        <StatusMark tone="ok">{t('difference.none')}</StatusMark>
        <p>{t('difference.noneText')}</p>
      </div>
    );
  return <Differences key={shown.round} difference={difference} lead={lead} folded={folded} />;
}
