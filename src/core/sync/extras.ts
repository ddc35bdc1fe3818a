import type { InboundConfig } from '../../shared/config-sync.ts';
import type { Base, BaseValue, Ticket } from '../../shared/domain/records.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { toHtml } from '../mapping/actions.ts';
import type { FieldChange } from '../psa/port.ts';
import type { PsaNote, TicketExtras } from '../psa/records-port.ts';
import type { SyncContext } from './context.ts';
import { markerTarget, withMarker } from './marker.ts';
import { readableUtc } from './readable.ts';

/*
 * Extra details of a ticket in the description of its new work order. A provider reads all of it, so a note that is not plain Discussion never
 * gets in. They are read once, when the link is opened, and stand with its base: every later description carries the same ones, so that they
 * are no difference between the two sides, and nobody's later note reaches a provider this way.
 */

/** Where a link's base keeps the extras its work order was given, beside the rules. */
export const extrasBaseKey = 'create.extras';

/** Marks of copied messages: what came from an earlier work order of the ticket is not sent to the next provider. */
const copied = /\[FN#/;

/** The extras a link's work order was given, as HTML; empty when there are none. */
export function extrasOf(base: Base): string {
  const kept = base[extrasBaseKey]?.source;
  return typeof kept === 'string' ? kept : '';
}

export function extrasBase(html: string): Readonly<Record<string, BaseValue>> {
  return html === '' ? {} : { [extrasBaseKey]: { source: html, target: html } };
}

/** A description as it stands in Field Nation: the mapping's text, the extras given at creation, the marker. */
export function wholeDescription(html: Json | undefined, base: Base, marker: string): string {
  const text = typeof html === 'string' ? html : '';
  const extras = extrasOf(base);
  return withMarker(text.includes(extras) ? text : `${text}${extras}`, marker);
}

/** The same changes with extras and marker in the description, adding that field when the mapping has none. */
export function withWholeDescription(
  changes: readonly FieldChange[],
  base: Base,
  marker: string,
): readonly FieldChange[] {
  const description = changes.find((change) => change.target === markerTarget);
  return [
    ...changes.filter((change) => change !== description),
    { target: markerTarget, value: wholeDescription(description?.value, base, marker) },
  ];
}

/** Reads what the configuration asks for; no request when it asks for nothing. */
export async function readExtras(context: SyncContext, ticket: Ticket, signal?: AbortSignal): Promise<string> {
  const { extras } = context.config().sync.inbound;
  const details = extras.tasks || extras.configurations || extras.contact || extras.company;
  const [notes, found] = await Promise.all([
    extras.notes === 0 ? [] : context.psa().notes(ticket.id, signal),
    details ? context.psa().extras(ticket, signal) : null,
  ]);
  return extrasHtml(extras, notes, found);
}

/** The sections in a fixed order, each under its heading, everything from the ticket escaped. */
export function extrasHtml(
  wanted: InboundConfig['extras'],
  notes: readonly PsaNote[],
  found: TicketExtras | null,
): string {
  const further = furtherNotes(notes).slice(0, wanted.notes);
  const filled = (parts: readonly string[]) => parts.filter((part) => part.trim() !== '').join(', ');
  const contact = wanted.contact ? (found?.contact ?? null) : null;
  const company = wanted.company ? (found?.company ?? null) : null;
  return [
    section(
      'Notes',
      further.map((note) => `${note.author.name || 'Unknown'}, ${readableUtc(note.createdAt)}: ${note.text.trim()}`),
    ),
    section(
      'Tasks',
      wanted.tasks ? (found?.tasks ?? []).map((task) => `${task.notes}${task.done ? ' (done)' : ''}`) : [],
    ),
    section(
      'Configurations',
      wanted.configurations
        ? (found?.configurations ?? []).map(({ name, type, serialNumber, ipAddress }) =>
            filled([
              name,
              type,
              serialNumber === '' ? '' : `serial number ${serialNumber}`,
              ipAddress === '' ? '' : `IP address ${ipAddress}`,
            ]),
          )
        : [],
    ),
    section(
      'Contact',
      contact === null
        ? []
        : [
            filled([
              contact.name,
              contact.phone === '' || contact.extension === ''
                ? contact.phone
                : `${contact.phone} ext. ${contact.extension}`,
              contact.email,
            ]),
          ],
    ),
    section('Company', company === null ? [] : [filled([company.name, company.phone, company.website])]),
  ].join('');
}

/**
 * Discussion notes after the description, oldest first. The first Discussion note is the description itself (reference/connectwise.md 3.1); one
 * that carries another flag as well counts as internal.
 */
function furtherNotes(notes: readonly PsaNote[]): readonly PsaNote[] {
  const discussion = notes.filter((note) => note.discussion).sort((a, b) => a.createdAt - b.createdAt);
  const description = discussion.find((note) => note.kind === 'note' && !note.internal && !copied.test(note.text));
  return discussion.filter(
    (note) =>
      note !== description && !note.internal && !note.resolution && !copied.test(note.text) && note.text.trim() !== '',
  );
}

function section(heading: string, lines: readonly string[]): string {
  const items = lines.filter((line) => line.trim() !== '').map((line) => `<li>${toHtml(line)}</li>`);
  return items.length === 0 ? '' : `<p><strong>${heading}</strong></p><ul>${items.join('')}</ul>`;
}

/**
 * The ticket's contact as Location Contact (reference/fieldnation.md 1.7, 1.13), as people see and correct it on the ticket. Null without a name
 * or any way to reach it.
 */
export function locationContact(document: JsonObject): FieldChange | null {
  const text = (key: string): string => {
    const value = document[key];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [name, phone, email] = [text('contactName'), text('contactPhoneNumber'), text('contactEmailAddress')];
  if (name === '' || (phone === '' && email === '')) return null;
  const contact = { role: 'Location Contact', name, phone, ext: text('contactPhoneExtension'), email };
  return { target: 'contacts.results', value: [contact] };
}
