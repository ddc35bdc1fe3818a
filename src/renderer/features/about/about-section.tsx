import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** Version, updates, licences and folders. */
export function AboutSection() {
  return (
    <div className={reading.page}>
      <Title order={2}>{t('settings.section.about')}</Title>
    </div>
  );
}
