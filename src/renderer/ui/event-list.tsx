import { UnstyledButton } from '@mantine/core';
import type { Activity } from '../../shared/domain/activity.ts';
import { t } from '../../shared/strings/t.ts';
import classes from './event-list.module.css';
import { SideText } from './side-text.tsx';
import { StatusMark } from './status-mark.tsx';
import { duration } from './time.ts';
import { TableTime } from './time-text.tsx';

interface EventListProps {
  readonly events: readonly Activity[];
  /** Without it the lines are not buttons. */
  readonly onOpen?: (event: Activity) => void;
  /** On a link's own page the numbers would repeat on every line. */
  readonly withoutRecords?: boolean;
}

function Line({ event, withoutRecords }: { readonly event: Activity; readonly withoutRecords: boolean }) {
  return (
    <>
      <span className={classes.time}>
        <TableTime at={event.at} />
      </span>
      <span className={classes.side}>
        <SideText side={event.side} direction={event.direction} />
      </span>
      {!withoutRecords && <span className={`${classes.ticket ?? ''} num`}>{event.ticketId ?? ''}</span>}
      <span className={classes.message} title={event.message}>
        {event.message}
      </span>
      <span className={classes.result}>
        <StatusMark tone={event.result}>{t(`result.${event.result}`)}</StatusMark>
      </span>
      {withoutRecords && (
        <span className={`${classes.took ?? ''} num dim`}>
          {event.durationMs === null ? '' : duration(event.durationMs)}
        </span>
      )}
    </>
  );
}

/** A short list of events, newest on top. */
export function EventList({ events, onOpen, withoutRecords = false }: EventListProps) {
  return (
    <ul className={classes.list} data-plain={withoutRecords || undefined}>
      {events.map((event) => (
        <li key={event.id}>
          {onOpen === undefined ? (
            <div className={classes.line}>
              <Line event={event} withoutRecords={withoutRecords} />
            </div>
          ) : (
            <UnstyledButton className={classes.line} onClick={() => onOpen(event)}>
              <Line event={event} withoutRecords={withoutRecords} />
            </UnstyledButton>
          )}
        </li>
      ))}
    </ul>
  );
}
