import { t } from '../../../shared/strings/t.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { BackupsPart } from './backups-part.tsx';
import { FindLinksPart } from './find-links-part.tsx';
import { QuarantinePart } from './quarantine-part.tsx';

/** Backups, restoring, and links found again from both sides. */
export function RecoverySection() {
  const { value, error, again } = useAsked('recovery:backups', undefined);
  return (
    <div className={reading.page}>
      <SectionHead title={t('settings.section.recovery')} lead={t('recovery.lead')} />
      {value === undefined && error === null && <Loading />}
      {value === undefined && error !== null && <FailedPage error={error} onAgain={again} />}
      {value !== undefined && (
        <>
          <BackupsPart backups={value.backups} onChange={again} />
          <FindLinksPart />
          <QuarantinePart quarantine={value.quarantine} />
        </>
      )}
    </div>
  );
}
