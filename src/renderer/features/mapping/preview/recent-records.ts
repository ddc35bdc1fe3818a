import { create } from 'zustand';
import type { RecordKind, RecordRef } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { recordNumber } from '../../links/record-number.ts';

/** A record that was looked at, with its title as it was read. */
export interface RecentRecord extends RecordRef {
  readonly title: string;
}

const kept = 5;

/** The records looked at since the window was opened, newest first. */
export const useRecent = create<{ readonly records: readonly RecentRecord[] }>()(() => ({ records: [] }));

export function sameRecord(a: RecordRef, b: RecordRef): boolean {
  return a.kind === b.kind && a.id === b.id;
}

export function rememberRecord(record: RecentRecord): void {
  useRecent.setState(({ records }) => ({
    records: [record, ...records.filter((one) => !sameRecord(one, record))].slice(0, kept),
  }));
}

export function recordName({ kind, id }: RecordRef): string {
  return kind === 'ticket' ? t('record.ticket', { id }) : t('record.workOrder', { id });
}

/** A typed number and, when a word says so, which of both it is: `7601`, `ticket 7601`, `WO 18520410`. */
export function typedRecord(typed: string): { readonly id: number; readonly kind: RecordKind | null } | null {
  const id = recordNumber(typed);
  if (id === null) return null;
  const word = /^[a-z ]+/i.exec(typed.trim())?.[0].trim().toLowerCase() ?? '';
  if (word.startsWith('w')) return { id, kind: 'workorder' };
  return { id, kind: word.startsWith('t') ? 'ticket' : null };
}

export interface Suggestion {
  readonly key: string;
  readonly record: RecordRef;
  readonly title: string;
  /** The other record of the link, or where a number that no link has is looked up. */
  readonly hint: string;
}

interface LinkLike {
  readonly ticketId: number;
  readonly workOrderId: number | null;
  readonly ticketSummary: string;
  readonly companyName: string;
}

/** What fits what was typed: links by number, title or company, then the number itself on either side. */
export function suggestionsFor(typed: string, links: readonly LinkLike[]): readonly Suggestion[] {
  const asked = typedRecord(typed);
  const found = links.map((link): Suggestion => {
    const byWorkOrder = asked !== null && link.workOrderId === asked.id && asked.kind !== 'ticket';
    const other = byWorkOrder
      ? t('record.ticketInline', { id: link.ticketId })
      : link.workOrderId === null
        ? t('preview.pick.noWorkOrder')
        : t('record.workOrderInline', { id: link.workOrderId });
    const record: RecordRef = byWorkOrder ? { kind: 'workorder', id: asked.id } : { kind: 'ticket', id: link.ticketId };
    return {
      key: `link ${String(link.ticketId)}`,
      record,
      title: link.ticketSummary,
      hint: [other, link.companyName].filter((part) => part !== '').join(', '),
    };
  });
  if (asked === null) return found;
  const kinds: readonly RecordKind[] = asked.kind === null ? ['ticket', 'workorder'] : [asked.kind];
  const missing = kinds
    .filter((kind) => !found.some(({ record }) => sameRecord(record, { kind, id: asked.id })))
    .map((kind): Suggestion => {
      const record: RecordRef = { kind, id: asked.id };
      return {
        key: `${kind} ${String(asked.id)}`,
        record,
        title: '',
        hint: t(kind === 'ticket' ? 'preview.pick.fromConnectwise' : 'preview.pick.fromFieldnation'),
      };
    });
  // A link that has exactly this number is what is meant; other links only hold its digits.
  const exact = found.filter(({ record }) => record.id === asked.id);
  return [...exact, ...missing, ...found.filter(({ record }) => record.id !== asked.id)];
}
