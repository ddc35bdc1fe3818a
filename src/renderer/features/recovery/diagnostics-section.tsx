import { Title } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';
import { DiagnosticsBundle } from './diagnostics-bundle.tsx';
import classes from './recovery.module.css';

/** The bundle for whoever helps: seen before it is saved. */
export function DiagnosticsSection() {
  return (
    <div className={`${reading.page} ${classes.wide}`}>
      <Title order={2}>{t('settings.section.diagnostics')}</Title>
      <p className={reading.lead}>{t('diagnostics.lead')}</p>
      <DiagnosticsBundle />
    </div>
  );
}
