import { Button, Group, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { Activity } from '../../../shared/domain/activity.ts';
import type { LogDetails } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { sideName } from '../../ui/side-text.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { duration, exactTime } from '../../ui/time.ts';
import { TableTime } from '../../ui/time-text.tsx';
import { isEmptyValue, showValue } from '../../ui/value.ts';
import classes from './event-details.module.css';
import { eventText } from './event-text.ts';
import { FixButton } from './fix-button.tsx';
import { type Change, storyOf } from './story.ts';
import { TimingBar } from './timing-bar.tsx';

const firstSiblings = 6;

export function Value({ value }: { readonly value: unknown }) {
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
        {changes.map((change, index) => (
          // Two paths may have one label.
          <tr key={`${change.label} ${String(index)}`}>
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

function Received({ received }: { readonly received: LogDetails['received'] }) {
  if (received.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="event-received">
      <h2 id="event-received" className={classes.partTitle}>
        {t('events.received')}
      </h2>
      <ul className={classes.lines}>
        {received.map((one) => (
          <li key={`${one.source} ${one.deliveryId}`} className={classes.receivedLine}>
            <TableTime at={one.at} />
            <span>
              {t('events.receivedWhat', {
                source: sideName(one.source),
                record: t('events.record', { type: one.recordType, id: one.recordId }),
                action: one.action,
              })}{' '}
              {one.actor !== '' && <span className="dim">{t('events.receivedBy', { actor: one.actor })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Siblings({
  siblings,
  onOpen,
}: {
  readonly siblings: readonly Activity[];
  readonly onOpen: (event: Activity) => void;
}) {
  const [all, setAll] = useState(false);
  if (siblings.length === 0) return null;
  const shown = all ? siblings : siblings.slice(0, firstSiblings);
  return (
    <section className={classes.part} aria-labelledby="event-siblings">
      <h2 id="event-siblings" className={classes.partTitle}>
        {t('events.siblings')}
      </h2>
      <ul className={classes.lines}>
        {shown.map((sibling) => (
          <li key={sibling.id}>
            <UnstyledButton className={classes.sibling} onClick={() => onOpen(sibling)}>
              <TableTime at={sibling.at} />
              <span className={classes.siblingWords} title={sibling.message}>
                {sibling.message}
              </span>
              <ToneIcon tone={sibling.result} />
              <span className="unseen">{t(`result.${sibling.result}`)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {!all && siblings.length > firstSiblings && (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {t('events.siblingsMore', { n: siblings.length })}
        </Button>
      )}
    </section>
  );
}

function Facts({ event, run }: { readonly event: Activity; readonly run: LogDetails['run'] }) {
  const { facts } = storyOf(event.details);
  const rows: readonly (readonly [string, string, string])[] = [
    [t('events.storyTime'), exactTime(event.at), 'num'],
    [t('events.storyFrom'), sideName(event.side), ''],
    [t('events.storyDirection'), t(`direction.${event.direction}`), ''],
    ...(event.durationMs === null ? [] : [[t('events.storyDuration'), duration(event.durationMs), 'num'] as const]),
    [t('events.storyKind'), event.kind, 'mono'],
    ...(event.jobId === null ? [] : [[t('events.storyJob'), String(event.jobId), 'num'] as const]),
    ...(run === null || run.cause === '' ? [] : [[t('events.storyCause'), run.cause, ''] as const]),
    ...facts.map(([name, value]) => [name, showValue(value), isEmptyValue(value) ? 'dim' : ''] as const),
  ];
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value, look]) => (
        <div key={name} className={classes.pair}>
          <dt>{name}</dt>
          <dd className={look}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface StoryTabProps {
  readonly event: Activity;
  /** Null while they load, and for a line that has none. */
  readonly details: LogDetails | null;
  readonly onOpen: (event: Activity) => void;
  readonly onReplay: (attemptId: number) => void;
  readonly onWhy: (ticketId: number) => void;
}

/** What happened, in words: the error with its fix, what changed, who asked for it, how long it took, what else the run did. */
export function StoryTab({ event, details, onOpen, onReplay, onWhy }: StoryTabProps) {
  const { changes } = storyOf(event.details);
  const { linkId, ticketId, error } = event;
  const attemptId = details?.run?.replayable === true ? details.run.attemptId : null;
  return (
    <>
      {error?.message !== event.message && <p className={classes.message}>{event.message}</p>}
      {error !== null && (
        <ErrorNote error={error}>
          {error.action !== undefined && <FixButton action={error.action} jobId={event.jobId} primary />}
        </ErrorNote>
      )}
      <Group gap={8} className={classes.buttons ?? ''}>
        {event.kind === 'conflict.opened' && (
          <Button size="xs" onClick={() => go({ page: 'attention', tab: 'conflicts' })}>
            {t('attention.openConflicts')}
          </Button>
        )}
        {ticketId !== null && event.workOrderId === null && (
          <Button size="xs" variant="default" onClick={() => onWhy(ticketId)}>
            {t('events.whyButton')}
          </Button>
        )}
        {linkId !== null && (
          <Button size="xs" variant="default" onClick={() => go({ page: 'links', linkId })}>
            {t('action.openLink')}
          </Button>
        )}
        {attemptId !== null && (
          <Button size="xs" variant="default" onClick={() => onReplay(attemptId)}>
            {t('events.replay')}
          </Button>
        )}
        <CopyButton text={eventText(event, details)} label={t('events.copyText')} />
      </Group>
      {changes.length > 0 && <Changes changes={changes} />}
      <Received received={details?.received ?? []} />
      {details?.run != null && <TimingBar waitedMs={details.run.waitedMs} ranMs={details.run.ranMs} />}
      <Siblings siblings={details?.siblings ?? []} onOpen={onOpen} />
      <Facts event={event} run={details?.run ?? null} />
    </>
  );
}
