import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { RequestRecord } from '../../../shared/domain/log-details.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ExactText } from '../../ui/exact-text.tsx';
import { sideName } from '../../ui/side-text.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { duration, exactTime } from '../../ui/time.ts';
import { bodyText } from './body-text.ts';
import classes from './event-details.module.css';
import type { RequestLine } from './story.ts';

function failed(request: RequestRecord): boolean {
  return request.error !== null || request.status === null || request.status >= 400;
}

/** The path says what was asked for; the host is one of two and stands in the details. */
function pathOf(target: string): string {
  const slash = target.indexOf('/');
  return slash < 0 ? target : target.slice(slash);
}

function Body({
  title,
  body,
  absent,
  copy,
}: {
  readonly title: string;
  readonly body: string | null;
  readonly absent: string;
  readonly copy: string;
}) {
  const text = body === null ? null : bodyText(body);
  return (
    <section className={classes.bodyPart}>
      <div className={classes.bodyHead}>
        <h2 className={classes.bodyTitle}>{title}</h2>
        {text !== null && <CopyButton text={text} label={copy} />}
      </div>
      {text === null ? <p className={`${classes.absent ?? ''} dim`}>{absent}</p> : <ExactText text={text} />}
    </section>
  );
}

function Request({ request, startOpen }: { readonly request: RequestRecord; readonly startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen);
  const id = useId();
  const bad = failed(request);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const answered = request.status !== null && request.status < 400 && request.status !== 204;
  return (
    <li className={classes.request}>
      <UnstyledButton
        className={classes.requestHead}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={15} aria-hidden />
        <span className={classes.requestWords}>
          <span className={classes.requestLabel}>{request.label}</span>
          <span className={classes.requestTarget}>
            <b>{request.method}</b> {pathOf(request.target)}
          </span>
        </span>
        <span className={classes.requestEnd}>
          <StatusMark tone={bad ? 'error' : 'ok'}>
            {request.status === null ? t('events.noAnswer') : String(request.status)}
          </StatusMark>
          <span className="num dim">{duration(request.durationMs)}</span>
        </span>
      </UnstyledButton>
      {request.error !== null && <p className={classes.requestError}>{request.error}</p>}
      <div id={id} hidden={!open} className={classes.requestBody}>
        <dl className={classes.facts}>
          <dt>{t('events.requestAt')}</dt>
          <dd className="num">
            {exactTime(request.at)} · {sideName(request.remote)}
          </dd>
          <dt>{t('events.requestTarget')}</dt>
          <dd className="mono">{request.target}</dd>
          {request.requestId !== '' && (
            <>
              <dt>{t('events.requestId')}</dt>
              <dd className={classes.withCopy}>
                <span className="mono">{request.requestId}</span>
                <CopyButton text={request.requestId} />
              </dd>
            </>
          )}
        </dl>
        {open && (
          <>
            {(request.request !== null || request.method !== 'GET') && (
              <Body
                title={t('events.request')}
                body={request.request}
                absent={t('events.noBody')}
                copy={t('events.copyRequest')}
              />
            )}
            <Body
              title={t('events.response')}
              body={request.response}
              absent={answered ? t('events.keptWithRun') : t('events.noBody')}
              copy={t('events.copyResponse')}
            />
          </>
        )}
      </div>
    </li>
  );
}

/** What the run asked of both sides, as it was written down: redacted and cut to size. */
export function RequestsTab({
  requests,
  told,
}: {
  readonly requests: readonly RequestRecord[];
  /** What the line itself tells of its requests, for lines of a time in which requests were not kept. */
  readonly told: readonly RequestLine[];
}) {
  if (requests.length === 0 && told.length === 0) return <p className="dim">{t('events.noRequests')}</p>;
  if (requests.length === 0)
    return told.map((line) => <ExactText key={line.url} text={JSON.stringify(line.whole, null, 2)} />);
  const total = requests.reduce((sum, request) => sum + request.durationMs, 0);
  const firstBad = requests.find(failed);
  return (
    <>
      <p className={`${classes.tabHead ?? ''} dim num`}>
        {tn('events.requestsSum', requests.length, { time: duration(total) })}
      </p>
      <ul className={classes.requests}>
        {requests.map((request) => (
          <Request key={request.n} request={request} startOpen={request === firstBad || requests.length === 1} />
        ))}
      </ul>
    </>
  );
}
