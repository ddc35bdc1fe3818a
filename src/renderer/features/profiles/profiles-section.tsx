import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** The profiles of this computer, and configurations on their way from one to the next. */
export function ProfilesSection() {
  return (
    <div className={reading.page}>
      <Title order={2}>{t('settings.section.profiles')}</Title>
    </div>
  );
}
