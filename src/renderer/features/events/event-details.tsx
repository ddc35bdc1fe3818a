import { ActionIcon, Button, Code, Group, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Activity } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { sideName } from '../../ui/side-text.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { duration, exactTime } from '../../ui/time.ts';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import classes from './event-details.module.css';
import { type Change, type RequestLine, storyOf } from './story.ts';

function Value({ value }: { readonly value: unknown }) {
  return <span className={isEmptyValue(value) ? 'dim' : ''}>{showValue(value)}</span>;
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const showBefore = changes.some((change) => change.knowsBefore);
  return (
    <table className={classes.changes} aria-label={t('events.changes')}>
      <thead>
        <tr>
          <th scope="col">{t('link.field')}</th>
          {showBefore && <th scope="col">{t('events.changeFrom')}</th>}
          <th scope="col">{t('events.changeTo')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.label}>
            <th scope="row">{change.label}</th>
            {showBefore && (
              <td>
                <Value value={change.before} />
              </td>
            )}
            <td>
              <Value value={change.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Requests({ requests }: { readonly requests: readonly RequestLine[] }) {
  if (requests.length === 0) return <p className="dim">{t('events.noRequests')}</p>;
  return requests.map((request, index) => (
    <section key={`${request.url}-${String(index)}`} className={classes.request}>
      <div className={classes.requestLine}>
        <b>{request.method}</b> <span className="mono">{request.url}</span>
      </div>
      <div className="dim num">
        {request.status !== '' && `${t('events.requestStatus')} ${request.status}`}
        {request.durationMs !== null && ` · ${duration(request.durationMs)}`}
      </div>
      <Code block mt={8}>
        {JSON.stringify(request.whole, null, 2)}
      </Code>
    </section>
  ));
}

function Facts({
  event,
  facts,
}: {
  readonly event: Activity;
  readonly facts: readonly (readonly [string, unknown])[];
}) {
  return (
    <dl className={classes.facts}>
      <dt>{t('events.storyTime')}</dt>
      <dd className="num">{exactTime(event.at)}</dd>
      <dt>{t('events.storyFrom')}</dt>
      <dd>{sideName(event.side)}</dd>
      <dt>{t('events.storyDirection')}</dt>
      <dd>{t(`direction.${event.direction}`)}</dd>
      {event.durationMs !== null && (
        <>
          <dt>{t('events.storyDuration')}</dt>
          <dd className="num">{duration(event.durationMs)}</dd>
        </>
      )}
      <dt>{t('events.storyKind')}</dt>
      <dd className="mono">{event.kind}</dd>
      {event.jobId !== null && (
        <>
          <dt>{t('events.storyJob')}</dt>
          <dd className="num">{event.jobId}</dd>
        </>
      )}
      {facts.map(([name, value]) => (
        <div key={name} className={classes.pair}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One event at the right of the log. Arrow keys in the log move it along. */
export function EventDetails({ event, onClose }: { readonly event: Activity; readonly onClose: () => void }) {
  const story = storyOf(event.details);
  const raw = JSON.stringify(event, null, 2);
  const { linkId } = event;
  return (
    <aside
      className={classes.panel}
      aria-label={t('events.detailsLabel')}
      onKeyDown={(key) => {
        if (key.key === 'Escape') onClose();
      }}
    >
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
      <Tabs defaultValue="story" className={classes.tabs ?? ''} keepMounted={false}>
        <Tabs.List px={16}>
          <Tabs.Tab value="story">{t('events.tabStory')}</Tabs.Tab>
          <Tabs.Tab value="requests">{t('events.tabRequests')}</Tabs.Tab>
          <Tabs.Tab value="raw">{t('events.tabRaw')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="story" className={classes.panelBody ?? ''}>
          <p className={classes.message}>{event.message}</p>
          {event.error !== null && <ErrorNote error={event.error} />}
          {story.changes.length > 0 && <Changes changes={story.changes} />}
          <Facts event={event} facts={story.facts} />
          {linkId !== null && (
            <Group mt={16} gap={8}>
              {event.kind === 'conflict.opened' && (
                <Button onClick={() => go({ page: 'attention', tab: 'conflicts' })}>
                  {t('attention.openConflicts')}
                </Button>
              )}
              <Button variant="default" onClick={() => go({ page: 'links', linkId })}>
                {t('action.openLink')}
              </Button>
            </Group>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="requests" className={classes.panelBody ?? ''}>
          <Requests requests={story.requests} />
        </Tabs.Panel>
        <Tabs.Panel value="raw" className={classes.panelBody ?? ''}>
          <Group mb={8}>
            <CopyButton text={raw} label={t('events.copyRaw')} />
          </Group>
          <Code block>{raw}</Code>
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
