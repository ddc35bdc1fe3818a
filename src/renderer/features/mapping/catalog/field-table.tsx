import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { formatNumber, t, tn } from '../../../../shared/strings/t.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { ruleLine } from '../versions/field-label.ts';
import type { FieldGroup, FieldRow } from './field-rows.ts';
import classes from './fields.module.css';
import { OptionsList } from './options-list.tsx';

function use({ read, write }: CatalogField): string {
  if (read && write) return t('fields.use.both');
  if (read) return t('fields.use.read');
  return t(write ? 'fields.use.write' : 'fields.use.none');
}

function CopyPath({ path }: { readonly path: string }) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <ActionIcon
      className={classes.copy}
      variant="subtle"
      color="gray"
      size={20}
      aria-label={clipboard.copied ? t('action.copied') : t('fields.copyPath', { path })}
      onClick={() => clipboard.copy(path)}
    >
      {clipboard.copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
    </ActionIcon>
  );
}

interface Context {
  readonly boards: ReadonlyMap<number, string>;
  readonly index: FieldIndex;
}

function Details({ row: { field, rules }, boards, index }: Context & { readonly row: FieldRow }) {
  return (
    <div className={classes.details}>
      {field.note !== '' && <p className={classes.note}>{field.note}</p>}
      {field.options !== null && <OptionsList field={field} boards={boards} />}
      {rules.length > 0 && (
        <div>
          <p className={classes.optionHead}>{t('fields.rulesOf')}</p>
          <ul className={classes.rulesOf}>
            {rules.map((rule) => (
              <li key={rule.id}>{ruleLine(rule, index)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Row({ row, ...context }: Context & { readonly row: FieldRow }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { field, rules } = row;
  const hasDetails = field.note !== '' || field.options !== null || rules.length > 0;
  return (
    <>
      <tr className={classes.row} data-open={open || undefined}>
        <th scope="row">
          <div className={classes.name}>
            {hasDetails ? (
              <button
                type="button"
                className={classes.opener}
                aria-expanded={open}
                aria-controls={open ? id : undefined}
                onClick={() => setOpen(!open)}
              >
                <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
                <span>{field.label}</span>
              </button>
            ) : (
              <span className={classes.plain}>{field.label}</span>
            )}
            {field.required !== 'no' && (
              <span className={classes.required}>{t(`fields.required.${field.required}`)}</span>
            )}
          </div>
          <div className={classes.path}>
            <code className="mono">{field.path}</code>
            <CopyPath path={field.path} />
          </div>
        </th>
        <td>
          {t(`fields.type.${field.type}`)}
          <span className={classes.second}>
            {[
              ...(field.maxLength === null ? [] : [t('fields.maxLength', { n: formatNumber(field.maxLength) })]),
              ...(field.options === null ? [] : [tn('fields.options', field.options.length)]),
            ].join(', ')}
          </span>
        </td>
        <td className={classes.use}>{use(field)}</td>
        <td className={`${classes.used ?? ''} num`}>
          {rules.length === 0 ? <span className="dim">{t('fields.notUsed')}</span> : tn('fields.usedBy', rules.length)}
        </td>
      </tr>
      {open && (
        <tr id={id}>
          <td colSpan={4} className={classes.detailsCell}>
            <Details row={row} {...context} />
          </td>
        </tr>
      )}
    </>
  );
}

/** The fields of one side under their headings; each opens to what it accepts and which rules use it. */
export function FieldTable({
  caption,
  groups,
  ...context
}: Context & { readonly caption: string; readonly groups: readonly FieldGroup[] }) {
  return (
    <div className={classes.wrap}>
      <table className={classes.table}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('fields.col.field')}</th>
            <th scope="col">{t('fields.col.type')}</th>
            <th scope="col" className={classes.use}>
              {t('fields.col.use')}
            </th>
            <th scope="col" className={classes.used}>
              {t('fields.col.rules')}
            </th>
          </tr>
        </thead>
        {groups.map(({ group, rows }) => (
          <tbody key={group}>
            <tr className={classes.groupRow}>
              <th scope="rowgroup" colSpan={4}>
                {group}
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.field.path} row={row} {...context} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
