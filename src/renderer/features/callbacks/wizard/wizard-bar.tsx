import { Button } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { go } from '../../../stores/nav-store.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { useAddress } from './use-address.ts';
import classes from './wizard-bar.module.css';
import { useWizard } from './wizard-store.ts';

/** On the other tabs: the wizard that was begun is kept, and this leads back to it. */
export function WizardBar() {
  const begun = useWizard(({ state }) => state !== null && state.registered === null);
  const address = useAddress();
  if (!begun) return null;
  return (
    <section className={classes.bar} aria-label={t('callbacks.wizard.title')}>
      <ToneIcon tone={address === null ? 'waiting' : 'ok'} size={16} />
      <span className={classes.words} role="status">
        {address === null ? t('callbacks.begun') : t('callbacks.begunReached', { address })}
      </span>
      <Button
        size="xs"
        variant={address === null ? 'default' : 'filled'}
        onClick={() => go({ page: 'callbacks', tab: 'callbacks' })}
      >
        {t('callbacks.goOn')}
      </Button>
    </section>
  );
}
