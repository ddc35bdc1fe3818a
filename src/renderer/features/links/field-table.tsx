import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import type { LinkPage } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import classes from './link-page.module.css';

type Field = LinkPage['fields'][number];

function Value({ value }: { readonly value: unknown }) {
  const words = showValue(value);
  return (
    <span className={`${classes.value ?? ''} ${isEmptyValue(value) ? 'dim' : ''}`} title={words}>
      {words}
    </span>
  );
}

/** Ticket, last agreed value and work order, one field a row; rows that differ are marked. */
export function FieldTable({ fields }: { readonly fields: readonly Field[] }) {
  return (
    <div className={classes.tableWrap}>
      <table className={classes.fields}>
        <thead>
          <tr>
            <th scope="col">{t('link.field')}</th>
            <th scope="col">{t('link.ticketSide')}</th>
            <th scope="col" className={classes.flow}>
              <span className="unseen">{t('link.flow')}</span>
            </th>
            <th scope="col">{t('link.base')}</th>
            <th scope="col">{t('link.workOrderSide')}</th>
            <th scope="col" className={classes.mark}>
              <span className="unseen">{t('links.col.state')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.ruleId} data-differs={field.differs || undefined}>
              <th scope="row">{field.label}</th>
              <td>
                <Value value={field.ticketValue} />
              </td>
              <td className={classes.flow} title={t(`link.${field.direction}`)}>
                {field.direction === 'inbound' ? (
                  <IconArrowRight size={14} role="img" aria-label={t('link.inbound')} />
                ) : (
                  <IconArrowLeft size={14} role="img" aria-label={t('link.outbound')} />
                )}
              </td>
              <td className="dim">
                <Value value={field.baseValue} />
              </td>
              <td>
                <Value value={field.workOrderValue} />
              </td>
              <td className={classes.mark}>
                {field.differs ? (
                  <StatusMark tone="attention">{t('link.differs')}</StatusMark>
                ) : (
                  <StatusMark tone="ok">{t('link.same')}</StatusMark>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
