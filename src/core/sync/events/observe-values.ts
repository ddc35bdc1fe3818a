import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { entries, idOf, nameOf, textOf, timeOf } from '../../fieldnation/collections.ts';
import { asObject } from '../../fieldnation/fields.ts';
import { print } from './prints.ts';

/** A value that events watch: its fingerprint, and what a change of it is called. */
export interface Watched {
  readonly event: WorkOrderEventName;
  /** Within the event: a field's or shipment's id; empty for the only one. */
  readonly id: string;
  /** Empty when there is no value. */
  readonly print: string;
  readonly at: number | null;
  readonly words: string;
  readonly params: Readonly<Record<string, Json>>;
}

export function watchedValues(document: JsonObject): readonly Watched[] {
  return [
    schedule(document),
    ...basics(document),
    ...customFields(document),
    ...shipments(document),
    ...problems(document),
    closingNotes(document),
    provider(document),
  ];
}

/** `2026-01-15 10:30 local time`, as the site's clock shows it; else UTC; empty when unknown. */
export function moment(value: Json | undefined): string {
  const local = asObject(asObject(value)?.local);
  const shown = [textOf(local?.date), textOf(local?.time).slice(0, 5)].filter(Boolean).join(' ');
  if (shown !== '') return ` at ${shown} (site time)`;
  const at = timeOf(value);
  return at === null ? '' : ` at ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function schedule(document: JsonObject): Watched {
  const window = asObject(asObject(document.schedule)?.service_window);
  const start = textOf(asObject(window?.start)?.utc);
  const end = textOf(asObject(window?.end)?.utc);
  const shown = start === '' ? 'has no schedule any more' : `has a new schedule${moment(window?.start)}`;
  return {
    event: 'FN_WO_SCHEDULE_UPDATED',
    id: '',
    print: start === '' ? '' : print([textOf(window?.mode), start, end]),
    at: null,
    words: shown,
    params: { start, end },
  };
}

/** The facts FN_WO_UPDATED watches, each on its own, so that the event can name what changed. */
const basicParts: readonly { readonly name: string; readonly value: (document: JsonObject) => Json }[] = [
  { name: 'title', value: (document) => textOf(document.title) },
  {
    name: 'description',
    value: (document) =>
      textOf(asObject(document.description)?.html) || textOf(asObject(document.description)?.markdown),
  },
  { name: 'type of work', value: (document) => entries(document.types_of_work).map((type) => idOf(type.id)) },
  {
    name: 'location',
    value: (document) => {
      const location = asObject(document.location);
      return ['mode', 'address1', 'address2', 'city', 'state', 'zip', 'country'].map((key) => textOf(location?.[key]));
    },
  },
  ...['client', 'project', 'manager'].map((name) => ({
    name,
    value: (document: JsonObject): Json => idOf(asObject(document[name])?.id),
  })),
];

function basics(document: JsonObject): Watched[] {
  return basicParts.map(({ name, value }) => ({
    event: 'FN_WO_UPDATED' as const,
    id: name,
    print: print(value(document)),
    at: null,
    words: '',
    params: {},
  }));
}

function customFields(document: JsonObject): Watched[] {
  const groups = entries(document.custom_fields);
  return groups.flatMap((group) =>
    (group.results === undefined ? [group] : entries(group.results)).flatMap((field): Watched[] => {
      const id = idOf(field.id);
      if (id === null) return [];
      const value = field.value ?? null;
      const name = textOf(field.name) || `Custom field ${id}`;
      const shown = textOf(value);
      return [
        {
          event: 'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
          id: String(id),
          print: value === null || value === '' ? '' : print(value),
          at: null,
          words: `: ${name} is ${shown === '' ? 'empty now' : `now ${shown}`}`,
          params: { field: id, name, value },
        },
      ];
    }),
  );
}

function shipments(document: JsonObject): Watched[] {
  return entries(document.shipments).flatMap((shipment): Watched[] => {
    const id = idOf(shipment.id);
    if (id === null) return [];
    const carrier = asObject(shipment.carrier);
    const name = textOf(shipment.name);
    const tracking = textOf(carrier?.tracking);
    const parts = [name, shipment.direction, carrier?.name, carrier?.other, tracking, shipment.status];
    const times = [timeOf(carrier?.arrival), timeOf(carrier?.arrived)];
    return [
      {
        event: 'FN_WO_SHIPMENT_UPDATED',
        id: String(id),
        print: print([...parts.map((part) => textOf(part)), ...times]),
        at: timeOf(shipment.created),
        words: `: shipment ${name === '' ? id : `"${name}"`} was added or changed${tracking === '' ? '' : `, tracking ${tracking}`}`,
        params: { shipment: id, name, tracking, status: textOf(shipment.status) },
      },
    ];
  });
}

export const resolvedPrint = 'resolved';

function problems(document: JsonObject): Watched[] {
  return entries(document.problems).flatMap((problem): Watched[] => {
    const id = idOf(problem.id);
    if (id === null) return [];
    const type = textOf(asObject(problem.type)?.other) || textOf(asObject(problem.type)?.name);
    const comments = textOf(problem.comments);
    const resolved = /resolved/i.test(textOf(asObject(problem.resolution)?.status));
    return [
      {
        event: 'FN_WO_PROBLEM_REPORTED',
        id: String(id),
        print: resolved ? resolvedPrint : 'open',
        at: timeOf(problem.created),
        words: `has a problem${type === '' ? '' : `: ${type}`}${comments === '' ? '' : ` (${comments})`}`,
        params: { problem: id, type, comments },
      },
    ];
  });
}

function closingNotes(document: JsonObject): Watched {
  const notes = textOf(document.closing_notes);
  return {
    event: 'FN_WO_CLOSE_OUT_ADDED',
    id: '',
    print: notes === '' ? '' : print(notes),
    at: null,
    words: 'has new closing notes',
    params: {},
  };
}

/** Who is assigned: `milestones.assigned` may keep its time when another provider takes over. */
function provider(document: JsonObject): Watched {
  const user = asObject(asObject(document.assignee)?.user);
  const id = idOf(user?.id);
  const name = nameOf(user);
  return {
    event: 'FN_WO_ASSIGNED',
    id: '',
    print: id === null ? '' : String(id),
    at: null,
    words: name === '' ? 'was assigned' : `was assigned to ${name}`,
    params: { provider: id, name },
  };
}
