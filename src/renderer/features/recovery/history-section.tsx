import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** The trail of settings: who changed what, when. */
export function HistorySection() {
  return (
    <div className={reading.page}>
      <Title order={2}>{t('settings.section.history')}</Title>
    </div>
  );
}
