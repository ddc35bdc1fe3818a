import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconLink, IconLinkPlus, IconSearchOff, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { LinkRow } from '../../../shared/domain/views.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { linkColumns } from './link-columns.tsx';
import { LinkTwoDialog } from './link-two-dialog.tsx';
import classes from './links.module.css';
import { SendTicketDialog } from './send-ticket-dialog.tsx';

const most = 200;

function NoLinks({ text, onClear }: { readonly text: string; readonly onClear: () => void }) {
  const started = useApp((state) => state.setup?.config.started ?? false);
  if (text !== '') {
    return (
      <EmptyPage
        icon={<IconSearchOff size={32} stroke={1.4} aria-hidden />}
        title={t('links.noneTitle')}
        text={t('links.noneText', { text })}
      >
        <Button variant="default" onClick={onClear}>
          {t('action.clearSearch')}
        </Button>
      </EmptyPage>
    );
  }
  return (
    <EmptyPage
      icon={<IconLink size={32} stroke={1.4} aria-hidden />}
      title={t('links.emptyTitle')}
      text={t('links.emptyText')}
    >
      {!started && <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>}
    </EmptyPage>
  );
}

/** Every pair of ticket and work order, found by either number. */
export function LinksPage() {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const { value, error, again } = useAsked('links:search', { text: asked, limit: most }, ['links']);
  const [active, setActive] = useState<number | null>(null);
  const [dialog, setDialog] = useState<'send' | 'pair' | null>(null);

  return (
    <div className={classes.page}>
      <search className={classes.filters}>
        <SearchField
          className={classes.search ?? ''}
          label={t('links.search')}
          placeholder={t('links.searchPlaceholder')}
          clearLabel={t('action.clearSearch')}
          text={text}
          onText={setText}
          onEnter={() => {
            const only = value?.length === 1 ? value[0] : undefined;
            if (only !== undefined) go({ page: 'links', linkId: only.id });
          }}
        />
        <span className={`${classes.count ?? ''} num`}>
          {value !== undefined &&
            (value.length === most ? t('links.countMax', { n: most }) : tn('links.count', value.length))}
        </span>
        <Button variant="default" leftSection={<IconSend size={15} aria-hidden />} onClick={() => setDialog('send')}>
          {t('links.send')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconLinkPlus size={15} aria-hidden />}
          onClick={() => setDialog('pair')}
        >
          {t('links.pair')}
        </Button>
      </search>
      {value === undefined && error === null && <Loading rows={12} />}
      {value === undefined && error !== null && <FailedPage error={error} onAgain={again} />}
      {value !== undefined && value.length === 0 && <NoLinks text={asked} onClear={() => setText('')} />}
      {value !== undefined && value.length > 0 && (
        <div className={classes.tableSide}>
          <VirtualTable<LinkRow>
            label={t('links.table')}
            className={classes.table}
            columns={linkColumns}
            rows={value}
            rowId={(row) => row.id}
            activeId={active}
            onActive={(row) => setActive(row.id)}
            onOpen={(row) => go({ page: 'links', linkId: row.id })}
          />
        </div>
      )}
      <SendTicketDialog opened={dialog === 'send'} onClose={() => setDialog(null)} />
      <LinkTwoDialog opened={dialog === 'pair'} onClose={() => setDialog(null)} />
    </div>
  );
}
