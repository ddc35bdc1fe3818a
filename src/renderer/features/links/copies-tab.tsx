import { Switch, Title } from '@mantine/core';
import { useState } from 'react';
import type { LinkCopy } from '../../../shared/domain/link-life.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { sideName } from '../../ui/side-text.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Table, TableFrame } from '../../ui/table.tsx';
import { TableTime } from '../../ui/time-text.tsx';
import { type CopyGroup, copyGroups, copyTones, groupOf, kindWords, reasonWords, sourceNumber } from './copy-words.ts';
import classes from './link-life.module.css';

const otherSide = { connectwise: 'fieldnation', fieldnation: 'connectwise' } as const;

function Row({ copy }: { readonly copy: LinkCopy }) {
  return (
    <tr>
      <th scope="row">
        {copy.name === '' ? kindWords(copy) : copy.name}
        {copy.name !== '' && <span className={classes.under}>{kindWords(copy)}</span>}
      </th>
      <td>
        <span className="num">{sourceNumber(copy.sourceId)}</span>
        <span className={classes.under}>{sideName(copy.from)}</span>
      </td>
      <td>
        {copy.targetId !== null && (
          <>
            <span className="num">{copy.targetId}</span>
            <span className={classes.under}>{sideName(otherSide[copy.from])}</span>
          </>
        )}
        {copy.marker !== '' && (
          <span className={`${classes.under ?? ''} mono`} title={t('link.marker')}>
            {copy.marker}
          </span>
        )}
      </td>
      <td>
        <TableTime at={copy.at} />
      </td>
      <td>
        <StatusMark tone={copyTones[copy.state]}>{t(`link.copies.${copy.state}`)}</StatusMark>
        {copy.state === 'skipped' && <span className={classes.under}>{reasonWords(copy.reason)}</span>}
      </td>
    </tr>
  );
}

function Group({ group, copies }: { readonly group: CopyGroup; readonly copies: readonly LinkCopy[] }) {
  const id = `link-copies-${group}`;
  const open = copies.filter((copy) => copy.state !== 'done').length;
  return (
    <section aria-labelledby={id} className={classes.group}>
      <div className={reading.head}>
        <Title order={3} id={id}>
          {t(`link.copies.group.${group}`)}
        </Title>
        <span className="dim num">{tn('link.copies.count', copies.length)}</span>
        {open > 0 && <span className="dim num">{tn('link.copies.open', open)}</span>}
      </div>
      <TableFrame className={classes.wrap}>
        <Table
          look="texts"
          fixed
          labelledBy={id}
          className={classes.table}
          columns={[
            { title: t('link.copies.what'), className: classes.what },
            { title: t('link.copies.source') },
            { title: t('link.copies.target') },
            { title: t('link.copies.when'), className: classes.at },
            { title: t('link.copies.state'), className: classes.state },
          ]}
        >
          {copies.map((copy) => (
            <Row key={copy.id} copy={copy} />
          ))}
        </Table>
      </TableFrame>
    </section>
  );
}

/** Everything that was copied between both records, is on its way, or is left, with the reason. */
export function CopiesTab({ linkId }: { readonly linkId: number }) {
  const { value, error } = useAsked('links:copies', { linkId }, ['links']);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const open = value?.filter((copy) => copy.state !== 'done') ?? [];
  const shown = onlyOpen ? open : (value ?? []);
  return (
    <section aria-labelledby="link-copies">
      <div className={reading.head}>
        <Title order={2} id="link-copies">
          {t('link.copies.title')}
        </Title>
        <span className={reading.grow} />
        {value !== undefined && value.length > 0 && (
          <Switch
            label={t('link.copies.onlyOpen')}
            checked={onlyOpen}
            onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
          />
        )}
      </div>
      {value === undefined && error === null && <Loading rows={6} />}
      {value === undefined && error !== null && <ErrorNote error={error} />}
      {value !== undefined && shown.length === 0 && (
        <p className="dim">{t(value.length === 0 ? 'link.copies.none' : 'link.copies.noneWaiting')}</p>
      )}
      {copyGroups.map((group) => {
        const copies = shown.filter((copy) => groupOf(copy) === group);
        return copies.length === 0 ? null : <Group key={group} group={group} copies={copies} />;
      })}
    </section>
  );
}
