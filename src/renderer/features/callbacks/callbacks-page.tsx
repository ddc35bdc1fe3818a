import { Button, Tabs } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { type CallbacksTab, callbacksTabs } from '../../stores/place.ts';
import { onDemand } from '../../ui/on-demand.tsx';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import { ReachOverview } from '../reach/reach-overview.tsx';
import classes from './callbacks-page.module.css';
import { CallbacksTab as CallbacksBody } from './list/callbacks-tab.tsx';
import { useTabCounts } from './tab-counts.ts';
import { WizardBar } from './wizard/wizard-bar.tsx';

const OutagesTab = onDemand(async () => (await import('../reach/outages-tab.tsx')).OutagesTab);
const TunnelTab = onDemand(async () => (await import('../reach/tunnel-tab.tsx')).TunnelTab);
const WebhooksTab = onDemand(async () => (await import('../webhooks/webhooks-tab.tsx')).WebhooksTab);

function TabBody({ tab }: { readonly tab: CallbacksTab }) {
  switch (tab) {
    case 'overview':
      return <ReachOverview />;
    case 'callbacks':
      return <CallbacksBody />;
    case 'webhooks':
      return <WebhooksTab />;
    case 'tunnel':
      return <TunnelTab />;
    case 'outages':
      return <OutagesTab />;
  }
}

/** How many things of a tab need a person. */
function Count({ n }: { readonly n: number }) {
  if (n === 0) return null;
  return (
    <span className={`${classes.count ?? ''} num`}>
      <span aria-hidden>{n}</span>
      <span className="unseen">{tn('callbacks.tabNeeds', n)}</span>
    </span>
  );
}

/** How changes arrive: the chain from outside, what is registered on both sides, the tunnel, and when nothing arrived. */
export function CallbacksPage({ tab = 'overview' }: { readonly tab?: CallbacksTab | undefined }) {
  const known = useApp((state) => state.status !== null && state.setup !== null);
  const connected = useApp(
    ({ setup }) => setup !== null && (setup.config.connectwise !== null || setup.config.fieldnation !== null),
  );
  const counts = useTabCounts();
  if (!known) return <Loading />;
  if (!connected) {
    return (
      <EmptyPage
        icon={<IconPlugConnected size={36} stroke={1.4} aria-hidden />}
        title={t('callbacks.firstTitle')}
        text={t('callbacks.firstText')}
      >
        <Button onClick={() => go({ page: 'setup' })}>{t('action.finishSetup')}</Button>
      </EmptyPage>
    );
  }
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={tab}
      onChange={(value) => {
        const wanted = callbacksTabs.find((one) => one === value);
        if (wanted !== undefined) go({ page: 'callbacks', tab: wanted });
      }}
      keepMounted={false}
    >
      <Tabs.List className={classes.list ?? ''} aria-label={t('callbacks.tabs')}>
        {callbacksTabs.map((value) => (
          <Tabs.Tab key={value} value={value} rightSection={<Count n={counts[value]} />}>
            {t(`callbacks.tab.${value}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab} className={classes.panel ?? ''}>
        {tab !== 'callbacks' && <WizardBar />}
        <TabBody tab={tab} />
      </Tabs.Panel>
    </Tabs>
  );
}
