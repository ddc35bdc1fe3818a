import { IconArrowRight, IconCircleXFilled, IconEqual, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import type { PreviewRow, Sample } from '../../../../shared/domain/mapping-work.ts';
import type { Json } from '../../../../shared/json.ts';
import { t } from '../../../../shared/strings/t.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import classes from './preview.module.css';
import { type ShownValue, shownValue } from './shown-value.ts';

const foldedLength = 160;
const foldedLines = 4;

function needsRoom({ text }: ShownValue): boolean {
  return text.length > foldedLength || text.split('\n').length > foldedLines;
}

/**
 * A value: text, number, list, formatted text without its markup, or "empty". `whole`: over several lines, long ones folded; otherwise one line
 * that is cut where the room ends.
 */
export function PreviewValue({
  value,
  field,
  whole = false,
}: {
  readonly value: Json;
  readonly field?: CatalogField | undefined;
  readonly whole?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const shown = shownValue(value, field);
  const fold = whole && needsRoom(shown);
  const note = shown.note === '' ? null : <span className={classes.note}>{shown.note}</span>;
  if (!whole) {
    return (
      <span className={classes.line} data-kind={shown.kind} title={shown.text}>
        <span className={classes.cut}>{shown.line}</span>
        {note}
      </span>
    );
  }
  return (
    <span className={classes.whole} data-kind={shown.kind}>
      <span className={classes.text} data-folded={(fold && !open) || undefined}>
        {shown.text}
      </span>
      {(note !== null || fold) && (
        <span className={classes.below}>
          {note}
          {fold && (
            <button type="button" className={classes.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('preview.less') : t('preview.all')}
            </button>
          )}
        </span>
      )}
    </span>
  );
}

const icons = {
  changes: IconPencil,
  same: IconEqual,
  new: IconPlus,
  nothing: IconMinus,
  problem: IconCircleXFilled,
} as const;

/** What a rule would do, as word and icon. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const Icon = icons[outcome];
  return (
    <span className={classes.mark} data-outcome={outcome}>
      <Icon size={13} aria-hidden />
      {t(`preview.outcome.${outcome}`)}
    </span>
  );
}

interface RowProps {
  readonly row: PreviewRow;
  readonly sample: Sample | null;
  /** The target's field, which gives names to ids. */
  readonly field?: CatalogField | undefined;
}

/** The result of a rule with room: what the other side holds now, what it would hold, and why when there is nothing or a problem. */
export function PreviewChange({ row, sample, field }: RowProps) {
  const outcome = outcomeOf(row, sample);
  return (
    <div className={classes.change} data-outcome={outcome}>
      <OutcomeMark outcome={outcome} />
      {outcome === 'changes' && (
        <div className={classes.pair}>
          <div className={classes.side}>
            <span className={classes.when}>{t('preview.now')}</span>
            <PreviewValue value={row.present} field={field} whole />
          </div>
          <IconArrowRight size={15} className={classes.arrow} aria-hidden />
          <div className={classes.side}>
            <span className={classes.when}>{t('preview.then')}</span>
            <PreviewValue value={row.value} field={field} whole />
          </div>
        </div>
      )}
      {(outcome === 'same' || outcome === 'new') && <PreviewValue value={row.value} field={field} whole />}
      {row.message !== '' && <p className={classes.message}>{row.message}</p>}
      {outcome === 'nothing' && (
        <p className={classes.stays}>
          {t('preview.stays')} <PreviewValue value={row.present} field={field} />
        </p>
      )}
    </div>
  );
}
