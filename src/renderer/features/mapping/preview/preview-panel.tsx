import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { duration } from '../../../ui/time.ts';
import { type Occasion, useEditor } from '../editor-store.ts';
import { countPreview, summaryOf } from './outcome.ts';
import classes from './preview.module.css';

/** "12 values, 3 would change on work order 18520410, 1 problem, 4 ms", kept up while rules are changed. */
export function PreviewSummary() {
  const preview = useEditor((state) => state.preview);
  const sample = useEditor((state) => state.sample);
  const error = useEditor((state) => state.previewError);
  const busy = useEditor((state) => state.previewing);
  if (error !== null) {
    return (
      <div className={classes.summary} role="status">
        <ToneIcon tone="error" />
        <span>{error.message}</span>
      </div>
    );
  }
  if (preview === null) return null;
  const { problems } = countPreview(preview);
  return (
    <div className={classes.summary} data-busy={busy || undefined} role="status">
      <span>{summaryOf(preview, sample)}</span>
      {problems > 0 && (
        <span className={classes.problems}>
          <ToneIcon tone="error" />
          {tn('preview.problems', problems)}
        </span>
      )}
      <span className={classes.time}>{duration(Math.max(1, preview.ms))}</span>
      {preview.remarks.map((remark) => (
        <span key={remark} className={classes.remark}>
          <ToneIcon tone="attention" />
          {remark}
        </span>
      ))}
    </div>
  );
}

/** Whether the record is taken as new or as one that exists. Some rules apply on one occasion only. */
export function OccasionToggle({ explained = true }: { readonly explained?: boolean }) {
  const occasion = useEditor((state) => state.occasion);
  const setOccasion = useEditor((state) => state.setOccasion);
  const id = useId();
  return (
    <div className={classes.occasion}>
      <SegmentedControl
        size="xs"
        aria-label={t('preview.occasion')}
        aria-describedby={id}
        value={occasion}
        onChange={(value) => setOccasion(value as Occasion)}
        data={(['update', 'create'] as const).map((value) => ({ value, label: t(`preview.occasion.${value}`) }))}
      />
      <span id={id} className={explained ? classes.explained : 'unseen'}>
        {t(`preview.occasionText.${occasion}`)}
      </span>
    </div>
  );
}
