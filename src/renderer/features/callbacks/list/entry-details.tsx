import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import { t } from '../../../../shared/strings/t.ts';
import { exactTime } from '../../../ui/time.ts';
import classes from './list.module.css';

function named(id: number, name: string | null): string {
  return name === null ? String(id) : `${name} (${String(id)})`;
}

/** Numbers, label and address of an entry, as ConnectWise keeps them. */
export function EntryDetails({ entry }: { readonly entry: RegisteredCallback }) {
  const { id, description, shownUrl, type, level, objectId, objectName, updatedAt, updatedBy } = entry;
  const facts: readonly (readonly [string, string])[] = [
    [t('callbacks.detail.number'), String(id)],
    [t('callbacks.detail.label'), description || t('value.empty')],
    [t('callbacks.detail.level'), `${type}, ${level}`],
    [t('callbacks.detail.object'), level === 'Owner' ? t('callbacks.detail.all') : named(objectId, objectName)],
    [t('callbacks.detail.address'), shownUrl],
    [
      t('callbacks.detail.changed'),
      updatedAt === null
        ? t('callbacks.detail.unknown')
        : `${exactTime(updatedAt)}${updatedBy === '' ? '' : ` ${t('callbacks.changedBy', { name: updatedBy })}`}`,
    ],
  ];
  return (
    <details className={classes.details}>
      <summary>{t('state.details')}</summary>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.pair}>
            <dt>{name}</dt>
            <dd className={name === t('callbacks.detail.address') ? 'mono' : 'num'}>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
