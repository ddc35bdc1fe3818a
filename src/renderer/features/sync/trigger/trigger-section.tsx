import { Button } from '@mantine/core';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { go } from '../../../stores/nav-store.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { EmptyPage } from '../../../ui/page-state.tsx';
import reading from '../../../ui/reading.module.css';
import { triggerSentence } from '../../setup/trigger-words.ts';
import { Group, PageHead } from '../page-parts.tsx';
import { TriggerSetUp } from './trigger-set-up.tsx';

/** The trigger in words, with the way to change it, and what ConnectWise can be set up to do for it. */
export function TriggerSection() {
  const trigger = useApp((state) => state.setup?.config.trigger ?? null);
  const publish = useApp((state) => state.setup?.config.create.publish ?? false);
  const change = (): void => go({ page: 'setup', step: 'trigger' });
  if (trigger === null) {
    return (
      <EmptyPage title={t('trigger.none')} text={t('trigger.lead')}>
        <Button onClick={change}>{t('trigger.noneNext')}</Button>
      </EmptyPage>
    );
  }
  const { kind, conditions, customFieldConditions } = trigger;
  const facts = [
    ...(kind === 'conditions' && conditions !== ''
      ? [{ name: t('trigger.withConditions'), value: <code className="mono">{conditions}</code> }]
      : []),
    ...(kind === 'conditions' && customFieldConditions !== ''
      ? [{ name: t('trigger.withFieldConditions'), value: <code className="mono">{customFieldConditions}</code> }]
      : []),
  ];
  return (
    <>
      <PageHead section="trigger" lead={t('trigger.lead')}>
        <Button variant="default" aria-label={t('trigger.change')} onClick={change}>
          {t('action.change')}
        </Button>
      </PageHead>
      <div className={reading.box}>{triggerSentence(trigger, publish)}</div>
      {facts.length > 0 && <FactList facts={facts} />}
      <Group title={t('trigger.setUp')} text={t('trigger.setUpText')}>
        <TriggerSetUp trigger={trigger} />
      </Group>
    </>
  );
}
