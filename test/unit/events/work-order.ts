import { fromFieldNationTime } from '../../../src/core/fieldnation/dates.ts';
import type { EventRow } from '../../../src/core/store/intake-port.ts';
import type { ActingEvents } from '../../../src/core/sync/events/acting.ts';
import { detectEvents } from '../../../src/core/sync/events/detect.ts';
import { type Config, configSchema } from '../../../src/shared/config.ts';
import type { Link, Ticket, WorkOrder } from '../../../src/shared/domain/records.ts';
import type { JsonObject } from '../../../src/shared/json.ts';

/* A work order as Field Nation answers it, and a link that looks at it. */

export const startMs = Date.UTC(2026, 10, 22, 8, 0, 0);

export function utc(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

export const created = (at: number): JsonObject => ({ created: { utc: utc(at) } });

export interface Shape {
  title?: string;
  status?: JsonObject;
  milestones?: Record<string, number>;
  provider?: { id: number; first_name: string; last_name: string } | null;
  more?: Record<string, JsonObject | string>;
}

export function workOrder({
  title = 'Switch',
  status,
  milestones = {},
  provider = null,
  more = {},
}: Shape = {}): WorkOrder {
  const document: JsonObject = {
    id: 91422,
    title,
    status: status ?? { id: 3, name: 'Assigned', code: 'assigned', sub_status: '' },
    milestones: Object.fromEntries(Object.entries(milestones).map(([name, at]) => [name, { utc: utc(at) }])),
    assignee: provider === null ? {} : { user: provider },
    ...more,
  };
  const whole = Object.entries(milestones).map(([name, at]) => [name, fromFieldNationTime(utc(at)) ?? at] as const);
  return {
    id: 91422,
    title,
    status: { id: 3, name: String((document.status as JsonObject).name) },
    milestones: Object.fromEntries(whole),
    provider:
      provider === null ? null : { id: provider.id, name: `${provider.first_name} ${provider.last_name}`, phone: '' },
    madeByIntegration: false,
    document,
  };
}

export const ticket: Ticket = {
  id: 1042,
  summary: 'Switch',
  kind: 'service',
  board: { id: 1, name: 'Dispatch' },
  status: { id: 5, name: 'New' },
  company: { id: 20, name: 'Northwind' },
  closed: false,
  externalRef: '',
  updatedAt: startMs,
  updatedBy: 'jdoe',
  document: { id: 1042, customFields: [{ id: 12, caption: 'Region', value: 'West' }] },
};

export function linkOf(change: Partial<Link> = {}): Link {
  return {
    id: 7,
    state: 'open',
    ticketId: 1042,
    workOrderId: 91422,
    marker: 'DBR-abc-1042-1',
    ticketSummary: '',
    companyName: '',
    ticketStatus: '',
    workOrderStatus: '',
    providerName: '',
    base: {},
    mappingVersion: 1,
    seenMilestones: {},
    seen: {},
    origin: 'ticket',
    closedReason: '',
    createdAt: startMs,
    updatedAt: startMs,
    lastSyncedAt: null,
    ...change,
  };
}

export function configWith(events: unknown = {}): Config {
  return configSchema.parse({ formatVersion: 1, sync: { events } });
}

let rowId = 0;
export function webhook(name: string, at: number, delivery = `d${rowId + 1}`): EventRow {
  rowId += 1;
  return {
    id: rowId,
    recordType: 'workorder',
    recordId: 91422,
    name,
    occurrence: `delivery:${delivery}`,
    at,
    state: 'open',
  };
}

/** One link over time: every `look` is a run; what a kept run saw is remembered. */
export class Watch {
  link: Link;
  now = startMs;
  config: Config;

  constructor(link: Link = linkOf(), events: unknown = {}) {
    this.link = link;
    this.config = configWith(events);
  }

  look(record: WorkOrder, rows: readonly EventRow[] = [], kept = true): ActingEvents {
    const found = detectEvents(
      {
        config: () => this.config,
        clock: { now: () => this.now, after: () => () => {}, sleep: async () => {}, hold: () => () => {} },
      },
      { link: this.link, ticket, workOrder: record, delivered: rows },
    );
    if (kept)
      this.link = {
        ...this.link,
        seen: { ...this.link.seen, events: JSON.parse(JSON.stringify(found.seen)), fields: {} },
        seenMilestones: record.milestones,
        lastSyncedAt: this.now,
      };
    return found;
  }
}

export const names = (found: ActingEvents): readonly string[] => found.all.map(({ event }) => event.name);
export const keys = (found: ActingEvents): readonly string[] =>
  found.all.map(({ event }) => `${event.name} ${event.occurrence}`);
