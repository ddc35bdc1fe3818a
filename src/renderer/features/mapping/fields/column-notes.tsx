import { Button } from '@mantine/core';
import { t, tn } from '../../../../shared/strings/t.ts';
import { Loading } from '../../../ui/page-state.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { useEditor } from '../editor-store.ts';
import classes from './field-column.module.css';
import type { Side } from './field-index.ts';

/** What a person should know about a side's list of fields: not read yet, could not be read, lists missing. */
export function ColumnNotes({ side }: { readonly side: Side }) {
  const read = useEditor((state) => state.catalog?.[side] ?? null);
  const error = useEditor((state) => state.catalogError);
  const refreshing = useEditor((state) => state.refreshing);
  const refresh = useEditor((state) => state.refreshCatalog);
  const setTab = useEditor((state) => state.setTab);

  if (read === null && error === null) return <Loading rows={6} />;
  if (read !== null && read.readAt !== null && read.gaps.length === 0 && error === null) return null;
  return (
    <div className={classes.note} role="status">
      <ToneIcon tone="attention" />
      <div>
        {error !== null && <div>{error.message}</div>}
        {error === null && read?.readAt === null && <div>{t('mappingEditor.fields.neverRead')}</div>}
        {read !== null && read.gaps.length > 0 && <div>{tn('mappingEditor.fields.gaps', read.gaps.length)}</div>}
        <div className={classes.noteButtons}>
          <Button size="xs" variant="default" loading={refreshing} onClick={() => void refresh()}>
            {t('mappingEditor.fields.refresh')}
          </Button>
          {read !== null && read.gaps.length > 0 && (
            <Button size="xs" variant="subtle" onClick={() => setTab('fields')}>
              {t('mappingEditor.fields.see')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
