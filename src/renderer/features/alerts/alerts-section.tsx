import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** What a person is told about without having asked, and where. */
export function AlertsSection() {
  return (
    <div className={reading.page}>
      <Title order={2}>{t('settings.section.alerts')}</Title>
    </div>
  );
}
