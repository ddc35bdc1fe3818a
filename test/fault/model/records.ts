import type { History } from './history.ts';
import type { WorkOrderRecord } from './story.ts';

/** Who the engine is at ConnectWise, and at Field Nation. */
export const apiMember = 'svc-fieldnation';
export const apiUser = 48210;

export interface ShownNote {
  readonly id: string;
  readonly text: string;
  readonly discussion: boolean;
  readonly internal: boolean;
  readonly resolution: boolean;
  readonly at: number;
  /** Written by the engine. */
  readonly byUs: boolean;
}

/** Every note that stands on a ticket itself, those of time entries too. */
export function notesOf(history: Pick<History, 'sandbox'>, ticketId: number): readonly ShownNote[] {
  return history.sandbox.ticketParts(ticketId).notes.flatMap((note): readonly ShownNote[] => {
    if (note.mergedFlag === true) return [];
    const info = note._info as { readonly updatedBy?: string; readonly lastUpdated?: string } | undefined;
    return [
      {
        id: `${note.noteType}:${note.id}`,
        text: String(note.text ?? ''),
        discussion: note.detailDescriptionFlag === true,
        internal: note.internalAnalysisFlag === true,
        resolution: note.resolutionFlag === true,
        at: Date.parse(info?.lastUpdated ?? ''),
        byUs: info?.updatedBy === apiMember,
      },
    ];
  });
}

/** Messages and replies the engine posted. */
export function messagesByUs(workOrder: WorkOrderRecord) {
  return workOrder.messages.flatMap((head) => [head, ...head.replies]).filter((message) => message.fromId === apiUser);
}

/** Moments in a string of markers: what stands more than once. */
export function repeated(keys: readonly string[]): readonly string[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

export function endMarker(text: string): string | null {
  return /\[(?:CW|FN)#[\w:.@-]+\]\s*$/.exec(text)?.[0].trim() ?? null;
}

/** Custom fields of a work order: one the company fills, one the provider fills. */
export const assetCountField = 130;
export const serialField = 136;

/** Custom fields of a ticket that are kept in step with those. */
export function customFieldsOf(ticket: { readonly [field: string]: unknown } | null) {
  const fields = (ticket?.customFields ?? []) as readonly {
    readonly id: number;
    readonly caption: string;
    readonly value?: unknown;
  }[];
  return {
    drops: fields.find((field) => field.caption === 'Cable Drops'),
    serial: fields.find((field) => field.caption === 'FN Work Order'),
  };
}
