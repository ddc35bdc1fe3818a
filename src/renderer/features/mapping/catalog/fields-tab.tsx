import { Button, Loader, SegmentedControl, Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Catalog, CatalogChange } from '../../../../shared/domain/catalog.ts';
import type { Remote } from '../../../../shared/domain/records.ts';
import { formatNumber, t, tn } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { EmptyPage, FailedPage, Loading } from '../../../ui/page-state.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Ago } from '../../../ui/time-text.tsx';
import { useEditor } from '../editor-store.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import { boardNames } from './boards.ts';
import { type FieldChoice, fieldGroups, rulesByPath } from './field-rows.ts';
import { FieldTable } from './field-table.tsx';
import classes from './fields.module.css';
import { Gaps, NeverRead, RefreshNews } from './refresh-news.tsx';

const sides = ['connectwise', 'fieldnation'] as const satisfies readonly Remote[];
const choices = ['all', 'used', 'write', 'required'] as const satisfies readonly FieldChoice[];

interface News {
  readonly changes: readonly CatalogChange[];
  readonly since: number | null;
}

/** Reading both sides again: what came of it stays on show until it is hidden. */
function useRefresh() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const [news, setNews] = useState<News | null>(null);

  async function refresh(): Promise<void> {
    const before = useEditor.getState().catalog;
    const times = sides.flatMap((side) => before?.[side].readAt ?? []);
    setBusy(true);
    setError(null);
    setNews(null);
    const answer = await ask('catalog:refresh', undefined);
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    useEditor.getState().setCatalog(answer.value.catalog);
    setNews({ changes: answer.value.changes, since: times.length === 0 ? null : Math.min(...times) });
  }

  return { busy, error, news, refresh, hide: () => setNews(null) };
}

function Body({ catalog }: { readonly catalog: Catalog }) {
  const mapping = useEditor((state) => state.mapping);
  const index = useFieldIndex();
  const { busy, error, news, refresh, hide } = useRefresh();
  const [side, setSide] = useState<Remote>('connectwise');
  const [choice, setChoice] = useState<FieldChoice>('all');
  const [typed, setTyped] = useState('');
  const boards = useMemo(() => boardNames(catalog, mapping), [catalog, mapping]);
  const used = useMemo(() => rulesByPath(mapping, side), [mapping, side]);
  const { fields, readAt } = catalog[side];
  const groups = useMemo(() => fieldGroups(fields, used, typed, choice), [fields, used, typed, choice]);
  const shown = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const name = t(`remote.${side}`);

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <p className={classes.lead}>{t('fields.lead')}</p>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          disabled={busy}
          onClick={() => void refresh()}
        >
          {t('fields.refresh')}
        </Button>
      </div>
      <div aria-live="polite" className={classes.live}>
        {busy && (
          <p className={classes.busy}>
            <Loader size={14} aria-hidden />
            {t('fields.refreshing')}
          </p>
        )}
        {error !== null && (
          <ErrorNote error={error}>
            <span className="dim">{t('fields.cached')}</span>
          </ErrorNote>
        )}
        {news !== null && <RefreshNews {...news} onHide={hide} />}
      </div>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('fields.side')}
          data={sides.map((value) => ({ value, label: t(`remote.${value}`) }))}
          value={side}
          onChange={(value) => setSide(value)}
        />
        <SearchField
          className={classes.search}
          label={t('fields.search')}
          placeholder={t('fields.searchPlaceholder')}
          clearLabel={t('action.clearSearch')}
          text={typed}
          onText={setTyped}
        />
        <Select
          className={classes.choice ?? ''}
          aria-label={t('fields.show')}
          data={choices.map((value) => ({ value, label: t(`fields.show.${value}`) }))}
          value={choice}
          onChange={(value) => {
            if (value !== null) setChoice(value);
          }}
        />
        <span className={`${classes.count ?? ''} num`} role="status">
          {shown === fields.length
            ? tn('fields.count', shown)
            : tn('fields.countOf', shown, { all: formatNumber(fields.length) })}
        </span>
        <span className={classes.readAt}>
          {readAt !== null && (
            <>
              {t('fields.read')} <Ago at={readAt} />
            </>
          )}
        </span>
      </div>
      {readAt === null && <NeverRead side={side} />}
      <Gaps catalog={catalog} side={side} />
      {shown === 0 ? (
        <EmptyPage title={t('fields.noneTitle')} text={t('fields.noneText', { side: name })}>
          <Button
            variant="default"
            onClick={() => {
              setTyped('');
              setChoice('all');
            }}
          >
            {t('action.clearFilter')}
          </Button>
        </EmptyPage>
      ) : (
        <FieldTable
          key={side}
          caption={t('fields.table', { side: name })}
          groups={groups}
          boards={boards}
          index={index}
        />
      )}
    </div>
  );
}

/** What both sides have: every field with its type, its values and the rules that use it. Shown from the last reading, offline as well. */
export function FieldsTab() {
  const catalog = useEditor((state) => state.catalog);
  const error = useEditor((state) => state.catalogError);
  const load = useEditor((state) => state.load);
  if (catalog !== null) return <Body catalog={catalog} />;
  return error === null ? <Loading /> : <FailedPage error={error} onAgain={() => void load()} />;
}
