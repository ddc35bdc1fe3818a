import { z } from 'zod';
import type { LogDetails } from '../../../shared/domain/log-details.ts';
import type { Remote } from '../../../shared/domain/records.ts';
import type { Database } from '../database.ts';
import { readJson } from './columns.ts';

const idsSchema = z.array(z.number());

/** How the event of a delivery names it (intake/meaning.ts). */
const occurrenceStart = 'delivery:';

/** The callbacks and webhooks a run was to answer, oldest first: a delivery leaves an event that bears its id. */
export function receivedBy(db: Database, attemptId: number): LogDetails['received'] {
  const text = db.get<{ events: string }>('SELECT events FROM attempt WHERE id = ?', attemptId)?.events;
  const ids = text === undefined ? [] : readJson(idsSchema, text, 'events');
  const found = ids.flatMap((id) => {
    const event = db.get<{ record_type: string; occurrence: string }>(
      'SELECT record_type, occurrence FROM event WHERE id = ?',
      id,
    );
    if (event === undefined || !event.occurrence.startsWith(occurrenceStart)) return [];
    const source: Remote = event.record_type === 'ticket' ? 'connectwise' : 'fieldnation';
    const delivery = db.get<LogDetails['received'][number]>(
      `SELECT source, delivery_id AS deliveryId, received_at AS at, record_type AS recordType, record_id AS recordId, action, actor
       FROM delivery WHERE source = ? AND delivery_id = ?`,
      source,
      event.occurrence.slice(occurrenceStart.length),
    );
    return delivery === undefined ? [] : [delivery];
  });
  return found.sort((a, b) => a.at - b.at);
}
