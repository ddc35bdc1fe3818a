import { t } from '../../../shared/strings/t.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { readCallbacks, useCallbacks, useReadCallbacks } from './callbacks-store.ts';

/** What is registered in ConnectWise, as sentences. */
export function CallbackList() {
  const { list, error } = useCallbacks();
  useReadCallbacks();
  if (list === undefined)
    return error === null ? <Loading /> : <FailedPage error={error} onAgain={() => void readCallbacks()} />;
  return (
    <div className={reading.page}>
      <p className={reading.lead}>{t('callbacks.lead')}</p>
    </div>
  );
}
