import type { EventAction } from '../../../shared/config-sync.ts';
import type { WorkOrder } from '../../../shared/domain/records.ts';
import { workOrderEvent, workOrderEvents } from '../../../shared/domain/work-order-events.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { entries, textOf } from '../../fieldnation/collections.ts';
import { asObject, readWorkOrderField } from '../../fieldnation/fields.ts';
import { plainText } from '../../fieldnation/plain-text.ts';
import type { ActingEvent } from '../events/acting.ts';

/* The text of an event's note, and who may read it. Discussion is read by customers: only what is known to be harmless goes there. */

export interface EventNote {
  readonly text: string;
  readonly tab: 'discussion' | 'internal';
  /** Why it goes to Internal although Discussion was asked for; null when it does not. */
  readonly keptInternal: string | null;
}

type NoteAction = Extract<EventAction, { do: 'note' }>;
type Occasion = Pick<ActingEvent, 'event' | 'words' | 'params'>;

/** The note of an event: its template filled in, or the event in plain words. Null when nothing is left to say. */
export function noteOf(action: NoteAction, occasion: Occasion, workOrder: WorkOrder): EventNote | null {
  // Messages become notes by the part that copies them.
  if (occasion.event.name === 'FN_WO_MESSAGE_ADDED') return null;
  const filled = action.text.trim() === '' ? occasion.words : fill(action.text, occasion, workOrder.document);
  const text = filled.trim();
  if (text === '') return null;
  const unknown = pathsOf(action.text).find((path) => !isHarmless(path));
  const why =
    unknown === undefined
      ? null
      : `{${unknown}} may hold what is for your own people, or what a customer should not read`;
  return { text, ...tabFor(action.tab, text, occasion, workOrder.document, why) };
}

/** Discussion only when asked for and nothing speaks against it. */
export function tabFor(
  asked: EventNote['tab'],
  text: string,
  { event }: Occasion,
  document: JsonObject,
  why: string | null = null,
): Pick<EventNote, 'tab' | 'keptInternal'> {
  if (asked === 'internal') return { tab: 'internal', keptInternal: null };
  const name = workOrderEvent(event.name);
  const reason =
    why ??
    (name === null || workOrderEvents[name].internal === true
      ? `what ${event.name} says is for your own people`
      : holdsInternal(text, document)
        ? 'it repeats text of the work order that is for your own people'
        : null);
  return { tab: reason === null ? 'discussion' : 'internal', keptInternal: reason };
}

const pathInBraces = /\{\s*([A-Za-z_][\w.[\]-]*)\s*\}/g;

function pathsOf(template: string): readonly string[] {
  return [...template.matchAll(pathInBraces)].map(([, path = '']) => path);
}

/** `{title}`, `{schedule.service_window.start.utc}`, `{params.name}`, `{event.words}`; what is not there leaves nothing. */
function fill(template: string, { event, words, params }: Occasion, document: JsonObject): string {
  const about = { event: { name: event.name, at: new Date(event.at).toISOString(), words }, params };
  return template.replace(pathInBraces, (_, path: string) => {
    const own = path === 'event' || path.startsWith('event.') || path === 'params' || path.startsWith('params.');
    return shown(readWorkOrderField(own ? about : document, path));
  });
}

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return plainText(value);
  if (typeof value !== 'object') return String(value);
  const utc = textOf(asObject(value)?.utc);
  return utc === '' ? JSON.stringify(value).slice(0, 500) : `${utc} UTC`;
}

/** Parts of a work order that a customer may read about: what, where, when, who comes, what was done. */
const harmless = new Set([
  'id',
  'work_order_id',
  'title',
  'status',
  'schedule',
  'eta',
  'location',
  'milestones',
  'time_logs',
  'shipments',
  'type_of_work',
  'types_of_work',
  'assignee',
  'client',
  'project',
  'closing_notes',
  'incident_id',
  'event',
  'params',
]);

function isHarmless(path: string): boolean {
  return harmless.has(path.split(/[.[]/, 1)[0] ?? '');
}

/** Shorter texts stand in too many notes by chance. */
const shortestQuote = 6;

/** True when the text repeats a comment on a problem, confidential instructions or internal closing notes. */
export function holdsInternal(text: string, document: JsonObject): boolean {
  const flat = (value: string): string => value.toLowerCase().replace(/\s+/g, ' ').trim();
  const said = flat(text);
  const confidential = asObject(document.confidential);
  const internal = [
    ...entries(document.problems).map((problem) => textOf(problem.comments)),
    ...[textOf(confidential?.html), textOf(confidential?.markdown)].flatMap((part) => plainText(part).split('\n')),
    ...entries(document.tasks).flatMap((task) => {
      const notes = task.closing_notes_internal;
      return Array.isArray(notes) ? (notes as readonly Json[]).map((note) => textOf(note)) : [textOf(notes)];
    }),
  ];
  return internal.map(flat).some((quote) => quote.length >= shortestQuote && said.includes(quote));
}
