import { ActionIcon, Group, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Activity } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ExactText } from '../../ui/exact-text.tsx';
import { Loading } from '../../ui/page-state.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ReplayDialog } from '../links/replay-dialog.tsx';
import { AttemptsTab } from './attempts-tab.tsx';
import classes from './event-details.module.css';
import { MappingTab } from './mapping-tab.tsx';
import { RequestsTab } from './requests-tab.tsx';
import { SidePanel } from './side-panel.tsx';
import { storyOf } from './story.ts';
import { StoryTab } from './story-tab.tsx';

interface EventDetailsProps {
  readonly event: Activity;
  readonly onClose: () => void;
  readonly onOpen: (event: Activity) => void;
  readonly onWhy: (ticketId: number) => void;
}

/** One event at the right of the log. Arrow keys in the log move it along; the chosen tab stays. */
export function EventDetails({ event, onClose, onOpen, onWhy }: EventDetailsProps) {
  const [tab, setTab] = useState<string | null>('story');
  const [replayed, setReplayed] = useState<number | null>(null);
  const { value, error } = useAsked('log:details', { id: event.id });
  // While the next line's are under way, the last line's are not shown under its name.
  const details = value != null && value.activity.id === event.id ? value : null;
  const settled = value === null || details !== null;
  const raw = JSON.stringify(event, null, 2);
  const counts = {
    mapping: details?.mapping?.rules.filter((rule) => rule.result === 'changed').length ?? 0,
    requests: details?.requests.length ?? 0,
    attempts: details?.run?.attempts.length ?? 0,
  };

  return (
    <SidePanel label={t('events.detailsLabel')} onClose={onClose}>
      <div className={classes.head}>
        <StatusMark tone={event.result} boxed>
          {t(`result.${event.result}`)}
        </StatusMark>
        <span className={classes.records}>
          {event.ticketId !== null && t('record.ticket', { id: event.ticketId })}
          {event.ticketId !== null && event.workOrderId !== null && ' · '}
          {event.workOrderId !== null && t('record.workOrder', { id: event.workOrderId })}
        </span>
        <ActionIcon variant="subtle" color="gray" aria-label={t('events.closeDetails')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <Tabs value={tab} onChange={setTab} className={classes.tabs ?? ''} keepMounted={false}>
        <Tabs.List px={8} className={classes.tabList ?? ''}>
          <Tabs.Tab value="story">{t('events.tabStory')}</Tabs.Tab>
          <Tabs.Tab value="mapping">
            {t('events.tabMapping')}
            {counts.mapping > 0 && <span className={classes.tabCount}>{counts.mapping}</span>}
          </Tabs.Tab>
          <Tabs.Tab value="requests">
            {t('events.tabRequests')}
            {counts.requests > 0 && <span className={classes.tabCount}>{counts.requests}</span>}
          </Tabs.Tab>
          <Tabs.Tab value="attempts">
            {t('events.tabAttempts')}
            {counts.attempts > 1 && <span className={classes.tabCount}>{counts.attempts}</span>}
          </Tabs.Tab>
          <Tabs.Tab value="raw">{t('events.tabRaw')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab ?? 'story'} className={classes.panelBody ?? ''} tabIndex={0}>
          {error !== null && tab !== 'raw' && <ErrorNote error={error} />}
          {tab === 'story' && (
            <StoryTab event={event} details={details} onOpen={onOpen} onReplay={setReplayed} onWhy={onWhy} />
          )}
          {tab !== 'story' && tab !== 'raw' && !settled && error === null && <Loading rows={5} />}
          {tab === 'mapping' && settled && <MappingTab mapping={details?.mapping ?? null} />}
          {tab === 'requests' && settled && (
            <RequestsTab key={event.id} requests={details?.requests ?? []} told={storyOf(event.details).requests} />
          )}
          {tab === 'attempts' && settled && <AttemptsTab run={details?.run ?? null} />}
          {tab === 'raw' && (
            <>
              <Group mb={8}>
                <CopyButton text={raw} label={t('events.copyRaw')} />
              </Group>
              <ExactText text={raw} />
            </>
          )}
        </Tabs.Panel>
      </Tabs>
      <ReplayDialog
        run={replayed === null ? null : { attemptId: replayed, at: event.at, linkId: event.linkId }}
        onClose={() => setReplayed(null)}
      />
    </SidePanel>
  );
}
