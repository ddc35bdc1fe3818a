import { Button } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { WebhookList } from './webhook-list.tsx';

function Connected() {
  const { value, error, again } = useAsked('webhooks:list', undefined, ['reach', 'setup']);
  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  return <WebhookList list={value} error={error} onAgain={again} />;
}

/** Webhooks at Field Nation: what they tell this workstation, and what became of each message. */
export function WebhooksTab() {
  const config = useApp((state) => state.setup?.config ?? null);
  if (config === null) return <Loading />;
  if (config.fieldnation === null) {
    return (
      <EmptyPage
        icon={<IconWebhook size={36} stroke={1.4} aria-hidden />}
        title={t('webhooks.noFieldNation')}
        text={t('webhooks.noFieldNationText')}
      >
        <Button onClick={() => go({ page: 'setup', step: 'fieldnation' })}>{t('action.finishSetup')}</Button>
      </EmptyPage>
    );
  }
  return <Connected />;
}
