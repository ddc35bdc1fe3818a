import { t } from '../../../shared/strings/t.ts';
import reading from '../../ui/reading.module.css';

/** Webhooks at Field Nation: what they tell this workstation, and what became of each message. */
export function WebhooksTab() {
  return (
    <div className={reading.page}>
      <p className={reading.lead}>{t('webhooks.lead')}</p>
    </div>
  );
}
