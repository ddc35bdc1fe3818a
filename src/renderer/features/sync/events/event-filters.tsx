import { Button, SegmentedControl, TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { EventsConfig } from '../../../../shared/config-sync.ts';
import { t } from '../../../../shared/strings/t.ts';
import { AddEntry, RemoveEntry } from '../list-buttons.tsx';
import { PickOne, PickSome } from '../look-up-fields.tsx';
import { Group } from '../page-parts.tsx';
import classes from './events.module.css';

type Filters = EventsConfig['filters'];
type FieldFilter = Filters['customFields'][number];

const mostFields = 20;

function FieldFilters({
  fields,
  onChange,
}: {
  readonly fields: FieldFilter[];
  readonly onChange: (fields: FieldFilter[]) => void;
}) {
  const [adding, setAdding] = useState(false);
  const [side, setSide] = useState<FieldFilter['side']>('connectwise');
  return (
    <div className={classes.fieldFilters}>
      <div className={classes.label}>{t('sync.events.customFields')}</div>
      <p className={classes.detected}>{t('sync.events.customFieldsHelp')}</p>
      {fields.map((field) => (
        <div key={`${field.side} ${String(field.id)}`} className={classes.fieldFilter}>
          <span className={classes.fieldName}>
            {field.name}
            <span className="dim">{t(`sync.events.fieldOf.${field.side}`)}</span>
          </span>
          <TagsInput
            aria-label={t('sync.events.fieldValues', { name: field.name })}
            placeholder={field.values.length === 0 ? t('sync.events.fieldValuesHint') : ''}
            maxTags={100}
            acceptValueOnBlur
            value={field.values}
            error={field.values.length === 0 ? t('sync.events.badFilter', { name: field.name }) : null}
            onChange={(values) => onChange(fields.map((one) => (one === field ? { ...field, values } : one)))}
          />
          <RemoveEntry
            label={t('sync.events.removeField', { name: field.name })}
            onClick={() => onChange(fields.filter((one) => one !== field))}
          />
        </div>
      ))}
      {adding ? (
        <div className={classes.fieldFilter}>
          <SegmentedControl
            size="xs"
            aria-label={t('sync.events.fieldOf')}
            value={side}
            onChange={(value) => setSide(value as FieldFilter['side'])}
            data={(['connectwise', 'fieldnation'] as const).map((value) => ({
              value,
              label: t(`sync.events.fieldOf.${value}`),
            }))}
          />
          <PickOne
            key={side}
            what={side === 'connectwise' ? 'psa-custom-fields' : 'fn-custom-fields'}
            labels={{ 'aria-label': t('sync.events.fieldName') }}
            placeholder={t('sync.events.fieldName')}
            value={null}
            onChange={(chosen) => {
              if (chosen === null || fields.some((one) => one.side === side && one.id === chosen.id)) return;
              onChange([...fields, { side, ...chosen, values: [] }]);
              setAdding(false);
            }}
          />
          <Button variant="default" onClick={() => setAdding(false)}>
            {t('action.cancel')}
          </Button>
        </div>
      ) : (
        <div>
          <AddEntry
            label={t('sync.events.addField')}
            disabled={fields.length >= mostFields}
            onClick={() => setAdding(true)}
          />
        </div>
      )}
    </div>
  );
}

/** For which pairs events act at all. */
export function EventFilters({
  filters,
  onChange,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}) {
  const set = (change: Partial<Filters>): void => onChange({ ...filters, ...change });
  return (
    <Group title={t('sync.events.filters')} text={t('sync.events.filtersText')}>
      <div className={classes.filters}>
        <PickSome
          what="clients"
          label={t('sync.events.clients')}
          most={500}
          value={filters.clients}
          onChange={(clients) => set({ clients })}
        />
        <PickSome
          what="projects"
          label={t('sync.events.projects')}
          most={500}
          value={filters.projects}
          onChange={(projects) => set({ projects })}
        />
        <PickSome
          what="boards"
          label={t('sync.events.boards')}
          most={100}
          value={filters.boards}
          onChange={(boards) => set({ boards })}
        />
        <PickSome
          what="psa-companies"
          label={t('sync.events.companies')}
          most={5000}
          value={filters.companies}
          onChange={(companies) => set({ companies })}
        />
        <FieldFilters fields={filters.customFields} onChange={(customFields) => set({ customFields })} />
      </div>
    </Group>
  );
}
