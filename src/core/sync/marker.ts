import type { WorkOrder } from '../../shared/domain/records.ts';
import type { Json } from '../../shared/json.ts';

/** Start of every marker, before the installation id. */
const markerStart = 'DBR';

/** What comes before the link's ordinal: `DBR-7f3a2c-1042-`. The installation id tells two workstations apart. */
export function markerPrefix(installation: string, ticketId: number): string {
  return `${markerStart}-${installation}-${ticketId}-`;
}

const markerPattern = /\bDBR-([0-9a-z]+)-(\d+)-(\d+)\b/g;

/** A marker as it stands in a text. */
export interface FoundMarker {
  readonly marker: string;
  readonly installation: string;
  readonly ticketId: number;
}

/**
 * The markers inside a work order's description, whoever wrote them: its own stands at the end, and what a ticket says before it may mention
 * others.
 */
export function markersIn(workOrder: WorkOrder): readonly FoundMarker[] {
  const description = (workOrder.document.description as { html?: Json } | undefined)?.html;
  if (typeof description !== 'string') return [];
  return [...description.matchAll(markerPattern)].map(([marker, installation = '', ticketId = '']) => ({
    marker,
    installation,
    ticketId: Number(ticketId),
  }));
}

/** The mapping target that carries the marker. */
export const markerTarget = 'description.html';

/** A description with its marker at the end, where a search finds it and a provider is not disturbed. */
export function withMarker(html: Json | undefined, marker: string): string {
  const text = typeof html === 'string' ? html : '';
  return text.includes(marker) ? text : `${text}<p>Ref ${marker}</p>`;
}

/** What the outbound mapping writes into a ticket's external reference, e.g. `FN-91422`. */
export function workOrderInReference(externalRef: string): number | null {
  const found = /^FN-(\d+)$/.exec(externalRef.trim());
  return found === null ? null : Number(found[1]);
}
