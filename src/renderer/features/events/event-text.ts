import type { Activity } from '../../../shared/domain/activity.ts';
import type { LogDetails, WhyReport } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import { sideName } from '../../ui/side-text.tsx';
import { duration, exactTime } from '../../ui/time.ts';
import { showValue } from '../../ui/value.ts';
import { changesOf } from './story.ts';

function records(event: Activity): string {
  return [
    event.ticketId === null ? '' : t('record.ticket', { id: event.ticketId }),
    event.workOrderId === null ? '' : t('record.workOrder', { id: event.workOrderId }),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** One line of the log as a line of text, for the clipboard. */
export function lineText(event: Activity): string {
  return [exactTime(event.at), sideName(event.side), t(`result.${event.result}`), records(event), event.message]
    .filter((part) => part !== '')
    .join(' | ');
}

/** An event as text for a mail: what happened, the error, the changes, the requests. No bodies. */
export function eventText(event: Activity, details: LogDetails | null): string {
  const lines = [
    event.message,
    '',
    `${t('events.storyTime')}: ${exactTime(event.at)}`,
    `${t('events.storyFrom')}: ${sideName(event.side)}`,
    `${t('events.col.result')}: ${t(`result.${event.result}`)}`,
  ];
  const about = records(event);
  if (about !== '') lines.push(about);
  if (event.error !== null) {
    lines.push('', event.error.message, `${t('error.code')}: ${event.error.code}`);
    for (const [name, value] of Object.entries(event.error.context)) lines.push(`${name}: ${String(value)}`);
  }
  const changes = changesOf(event.details);
  if (changes.length > 0) {
    lines.push('', `${t('events.changes')}:`);
    for (const { label, before, after, knowsBefore } of changes)
      lines.push(`- ${label}: ${knowsBefore ? `${showValue(before)} -> ` : ''}${showValue(after)}`);
  }
  const requests = details?.requests ?? [];
  if (requests.length > 0) {
    lines.push('', `${t('events.tabRequests')}:`);
    for (const request of requests) {
      const id = request.requestId === '' ? '' : `, ${t('events.requestId')} ${request.requestId}`;
      const status = request.status === null ? t('events.noAnswer') : String(request.status);
      lines.push(`- ${request.method} ${request.target}: ${status}, ${duration(request.durationMs)}${id}`);
      if (request.error !== null) lines.push(`  ${request.error}`);
    }
  }
  return lines.join('\n');
}

/** Why a ticket was not dispatched, as text for a mail. */
export function whyText(report: WhyReport): string {
  return [
    t('why.title', { id: report.ticketId }),
    '',
    `${t(`why.outcome.${report.outcome}`)}. ${report.conclusion}`,
    '',
    ...report.checks.map((check) => `- ${check.title} (${t(`why.state.${check.state}`)}): ${check.message}`),
    '',
    exactTime(report.at),
  ].join('\n');
}
