import { useState } from 'react';
import { formatNumber, t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import type { AttentionTab } from '../../stores/place.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { PageTabs, TabCount } from '../../ui/page-tabs.tsx';
import { AlertsTab } from '../alerts/alerts-tab.tsx';
import { ConflictsTab } from './conflicts-tab.tsx';
import { StoppedTab } from './stopped-tab.tsx';

function Count({ n }: { readonly n: number }) {
  return <TabCount n={n}>{formatNumber(n)}</TabCount>;
}

/** Without a tab asked for, the page opens on what there is; it does not change tabs by itself afterwards. */
function firstTab(): AttentionTab {
  const status = useApp.getState().status;
  const stopped = (status?.queue.dead ?? 0) + (status?.queue.held ?? 0);
  return stopped === 0 && (status?.conflicts ?? 0) > 0 ? 'conflicts' : 'stopped';
}

/** What needs a person: what stopped, by cause, what both sides changed, field by field, and what was raised. */
export function AttentionPage({ tab }: { readonly tab: AttentionTab | undefined }) {
  const [first] = useState(firstTab);
  const stopped = useApp((state) => (state.status?.queue.dead ?? 0) + (state.status?.queue.held ?? 0));
  const conflicts = useApp((state) => state.status?.conflicts ?? 0);
  const alerts = useAsked('alerts:list', undefined, ['alerts']);
  const chosen = tab ?? first;
  return (
    <PageTabs
      label={t('attention.tabs')}
      tabs={[
        { value: 'stopped', name: t('attention.tabStopped'), count: <Count n={stopped} /> },
        { value: 'conflicts', name: t('attention.tabConflicts'), count: <Count n={conflicts} /> },
        { value: 'alerts', name: t('alerts.tab'), count: <Count n={alerts.value?.active.length ?? 0} /> },
      ]}
      value={chosen}
      onChange={(wanted) => go({ page: 'attention', tab: wanted })}
    >
      {chosen === 'stopped' && <StoppedTab />}
      {chosen === 'conflicts' && <ConflictsTab />}
      {chosen === 'alerts' && <AlertsTab asked={alerts} />}
    </PageTabs>
  );
}
