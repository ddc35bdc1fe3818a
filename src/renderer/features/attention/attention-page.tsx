import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import type { AttentionTab } from '../../stores/place.ts';
import classes from './attention.module.css';
import { ConflictsTab } from './conflicts-tab.tsx';
import { StoppedTab } from './stopped-tab.tsx';

function Count({ n }: { readonly n: number }) {
  if (n === 0) return null;
  return <span className={`${classes.tabCount ?? ''} num`}>{n.toLocaleString('en-US')}</span>;
}

/** Without a tab asked for, the page opens on what there is; it does not change tabs by itself afterwards. */
function firstTab(): AttentionTab {
  const status = useApp.getState().status;
  const stopped = (status?.queue.dead ?? 0) + (status?.queue.held ?? 0);
  return stopped === 0 && (status?.conflicts ?? 0) > 0 ? 'conflicts' : 'stopped';
}

/** What needs a person: what stopped, by cause, and what both sides changed, field by field. */
export function AttentionPage({ tab }: { readonly tab: AttentionTab | undefined }) {
  const [first] = useState(firstTab);
  const stopped = useApp((state) => (state.status?.queue.dead ?? 0) + (state.status?.queue.held ?? 0));
  const conflicts = useApp((state) => state.status?.conflicts ?? 0);
  return (
    <Tabs
      className={classes.tabs ?? ''}
      value={tab ?? first}
      onChange={(value) => go({ page: 'attention', tab: value === 'conflicts' ? 'conflicts' : 'stopped' })}
      keepMounted={false}
    >
      <Tabs.List className={classes.tabList ?? ''} aria-label={t('attention.tabs')}>
        <Tabs.Tab value="stopped" rightSection={<Count n={stopped} />}>
          {t('attention.tabStopped')}
        </Tabs.Tab>
        <Tabs.Tab value="conflicts" rightSection={<Count n={conflicts} />}>
          {t('attention.tabConflicts')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="stopped" className={classes.panel ?? ''}>
        <StoppedTab />
      </Tabs.Panel>
      <Tabs.Panel value="conflicts" className={classes.panel ?? ''}>
        <ConflictsTab />
      </Tabs.Panel>
    </Tabs>
  );
}
