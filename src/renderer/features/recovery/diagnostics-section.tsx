import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { DiagnosticsBundle } from './diagnostics-bundle.tsx';
import classes from './recovery.module.css';

/** The bundle for whoever helps: seen before it is saved. */
export function DiagnosticsSection() {
  return (
    <div className={`${reading.page} ${classes.wide}`}>
      <SectionHead title={t('settings.section.diagnostics')} lead={t('diagnostics.lead')} />
      <DiagnosticsBundle />
    </div>
  );
}
