import { ActionIcon, Button, Select } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCopy, IconHistory, IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { type AuditEntry, auditAreas } from '../../../shared/domain/recovery.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { tellDone } from '../../commands.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SearchField } from '../../ui/search-field.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import { exactTime } from '../../ui/time.ts';
import { Ago } from '../../ui/time-text.tsx';
import { matchesWords } from '../../ui/words.ts';
import classes from './history.module.css';
import { useHistory } from './history-lines.ts';

const anyArea = 'any';

/** A line as it is copied, for a mail or a ticket. */
function asText({ at, who, area, what, before, after }: AuditEntry): string {
  const change = before === '' && after === '' ? [] : [`${before} -> ${after}`];
  return [exactTime(at), who, t(`history.area.${area}`), what, ...change].join('\t');
}

function Change({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  if (before === '' && after === '') return null;
  return (
    <>
      {before !== '' && (
        <>
          <span className="unseen">{t('history.from')}: </span>
          <del className={classes.before}>{before}</del>
          <span aria-hidden className={classes.arrow}>
            {' → '}
          </span>
        </>
      )}
      <span className="unseen">{t('history.to')}: </span>
      <span>{after === '' ? t('history.nothing') : after}</span>
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly AuditEntry[] }) {
  const clipboard = useClipboard();
  return (
    <TableFrame>
      <Table
        look="texts"
        fixed
        label={t('history.label')}
        columns={[
          { title: t('history.when'), className: classes.when },
          { title: t('history.who'), className: classes.who },
          { title: t('history.what') },
          { title: t('history.change') },
          { title: t('history.copy'), className: classes.copy, unseen: true },
        ]}
      >
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              <Ago at={line.at} />
            </td>
            <td>{line.who}</td>
            <th scope="row">
              {line.what}
              <span className={classes.area}>{t(`history.area.${line.area}`)}</span>
            </th>
            <td>
              <Change before={line.before} after={line.after} />
            </td>
            <td className={classes.copy}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={`${t('history.copy')}: ${line.what}`}
                onClick={() => {
                  clipboard.copy(asText(line));
                  tellDone(t('history.copied'));
                }}
              >
                <IconCopy size={15} aria-hidden />
              </ActionIcon>
            </td>
          </tr>
        ))}
      </Table>
    </TableFrame>
  );
}

function fits({ area, who, what, before, after }: AuditEntry, wanted: string, text: string): boolean {
  return (wanted === anyArea || area === wanted) && matchesWords(`${who} ${what} ${before} ${after}`, text);
}

/** The trail of settings: who changed what, when. */
export function HistorySection() {
  const { lines, more, loading, error, again, older } = useHistory();
  const [area, setArea] = useState<string>(anyArea);
  const [text, setText] = useState('');
  if (lines === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  const shown = lines.filter((line) => fits(line, area, text));
  const isFiltered = area !== anyArea || text !== '';
  const clear = () => {
    setArea(anyArea);
    setText('');
  };
  return (
    <div className={`${reading.page} ${classes.page ?? ''}`}>
      <SectionHead title={t('settings.section.history')} lead={t('history.lead')} />
      {lines.length === 0 ? (
        <EmptyPage
          icon={<IconHistory size={32} stroke={1.4} aria-hidden />}
          title={t('history.emptyTitle')}
          text={t('history.emptyText')}
        />
      ) : (
        <>
          <search className={classes.filters}>
            <SearchField
              label={t('history.search')}
              placeholder={t('history.searchPlaceholder')}
              clearLabel={t('action.clearSearch')}
              text={text}
              onText={setText}
            />
            <Select
              aria-label={t('history.area')}
              allowDeselect={false}
              data={[anyArea, ...auditAreas].map((value) => ({
                value,
                label: t(`history.area.${value as 'any'}`),
              }))}
              value={area}
              onChange={(value) => setArea(value ?? anyArea)}
            />
            <span className={classes.count} role="status">
              {more ? isFiltered && tn('history.searched', lines.length) : tn('history.all', lines.length)}
            </span>
          </search>
          {shown.length === 0 ? (
            <EmptyPage
              icon={<IconSearchOff size={32} stroke={1.4} aria-hidden />}
              title={t('history.noneTitle')}
              text={t('history.noneText')}
            >
              <Button variant="default" onClick={clear}>
                {t('action.clearFilter')}
              </Button>
            </EmptyPage>
          ) : (
            <Lines lines={shown} />
          )}
          {error !== null && <ErrorNote error={error} />}
          {more && (
            <Button className={classes.older ?? ''} variant="default" loading={loading} onClick={older}>
              {t('history.older')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
