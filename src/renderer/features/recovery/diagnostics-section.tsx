import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** The bundle for whoever helps: seen before it is saved. */
export function DiagnosticsSection() {
  return (
    <div className={reading.page}>
      <Title order={2}>{t('settings.section.diagnostics')}</Title>
    </div>
  );
}
