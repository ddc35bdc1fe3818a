import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import { type CallbacksTab, callbacksTabs } from '../../stores/place.ts';
import { onDemand } from '../../ui/on-demand.tsx';
import { EmptyPage, Loading } from '../../ui/page-state.tsx';
import { PageTabs, TabCount } from '../../ui/page-tabs.tsx';
import { ReachOverview } from '../reach/reach-overview.tsx';
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

function Count({ n }: { readonly n: number }) {
  return (
    <TabCount n={n}>
      <span aria-hidden>{n}</span>
      <span className="unseen">{tn('callbacks.tabNeeds', n)}</span>
    </TabCount>
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
    <PageTabs
      label={t('callbacks.tabs')}
      tabs={callbacksTabs.map((value) => ({
        value,
        name: t(`callbacks.tab.${value}`),
        count: <Count n={counts[value]} />,
      }))}
      value={tab}
      onChange={(wanted) => go({ page: 'callbacks', tab: wanted })}
    >
      {tab !== 'callbacks' && <WizardBar />}
      <TabBody tab={tab} />
    </PageTabs>
  );
}
