import { SegmentedControl } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import classes from './deliveries.module.css';
import { workOrderNumber } from './delivery-words.ts';
import type { DeliveryFilter } from './use-deliveries.ts';

const typingMs = 250;

interface DeliveryFiltersProps {
  readonly filter: DeliveryFilter;
  readonly onFilter: (filter: DeliveryFilter) => void;
}

/** All or failed ones, and one work order. Mounted anew when the filter is cleared. */
export function DeliveryFilters({ filter, onFilter }: DeliveryFiltersProps) {
  const [text, setText] = useState(filter.workOrderId === null ? '' : String(filter.workOrderId));
  const wrong = workOrderNumber(text) === undefined;
  const apply = useDebouncedCallback((next: string) => {
    const workOrderId = workOrderNumber(next);
    if (workOrderId !== undefined && workOrderId !== filter.workOrderId) onFilter({ ...filter, workOrderId });
  }, typingMs);

  return (
    <search className={classes.filters}>
      <SegmentedControl
        size="xs"
        aria-label={t('deliveries.show')}
        value={filter.failedOnly ? 'failed' : 'all'}
        onChange={(value) => onFilter({ ...filter, failedOnly: value === 'failed' })}
        data={[
          { value: 'all', label: t('deliveries.all') },
          { value: 'failed', label: t('deliveries.failedOnly') },
        ]}
      />
      <SearchField
        main={false}
        className={classes.filterText}
        label={t('deliveries.workOrder')}
        placeholder={t('deliveries.workOrderPlaceholder')}
        clearLabel={t('action.clearFilter')}
        text={text}
        onText={(next) => {
          setText(next);
          apply(next);
        }}
      />
      {wrong && (
        <span className={classes.wrong} role="alert">
          {t('deliveries.workOrderWrong')}
        </span>
      )}
    </search>
  );
}
