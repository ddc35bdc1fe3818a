import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** Backups, restoring, and links found again from both sides. */
export function RecoverySection() {
  return (
    <div className={reading.page}>
      <Title order={2}>{t('settings.section.recovery')}</Title>
    </div>
  );
}
