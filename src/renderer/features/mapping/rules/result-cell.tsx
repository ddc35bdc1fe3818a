import { IconEqualNot } from '@tabler/icons-react';
import type { PreviewRow } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { type Side, useFieldIndex } from '../fields/field-index.ts';
import { shownValue } from '../preview/shown-value.ts';
import classes from './rule-row.module.css';

/** A value the rule wants, in one line, as the target's list names it. */
export function useResultWords(): (row: PreviewRow, which: 'value' | 'present') => string {
  const index = useFieldIndex();
  return (row, which) => {
    const side: Side = row.direction === 'outbound' ? 'connectwise' : 'fieldnation';
    return shownValue(row[which], index.field(side, row.target)).line;
  };
}

/** What a rule makes of the chosen record, and what stands there now when that is something else. */
export function ResultCell({ row }: { readonly row: PreviewRow }) {
  const words = useResultWords();
  if (row.outcome === 'problem')
    return (
      <span className={classes.result} data-outcome="problem" title={row.message}>
        <span className={classes.resultLine}>
          <ToneIcon tone="error" size={13} />
          <span className="cut">{row.message}</span>
        </span>
      </span>
    );
  if (row.outcome === 'none')
    return (
      <span className={classes.result} title={row.message}>
        <span className={classes.resultNone}>{row.message || t('mappingEditor.result.none')}</span>
      </span>
    );
  return (
    <span className={classes.result} title={words(row, 'value')}>
      <span className={classes.resultLine}>
        <span className="cut">{words(row, 'value')}</span>
      </span>
      {row.differs && (
        <span className={classes.present}>
          <IconEqualNot size={13} aria-hidden />
          <span className="cut">{t('mappingEditor.result.now', { value: words(row, 'present') })}</span>
        </span>
      )}
    </span>
  );
}
