import { createHash } from 'node:crypto';
import type { NoteTab } from '../../../shared/config-sync.ts';
import type { CopyKind } from '../../../shared/domain/link-life.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import type { PsaNote } from '../../psa/records-port.ts';
import type { NewCopy } from '../../store/pairs-port.ts';
import { createOnce, type OnceResult } from './create-once.ts';
import type { PartInput, PartResult } from './port.ts';

/* What the parts that write about a work order (visits, closing notes, money) share: one note, once, and what was there before they were switched on. */

export interface SingleNote {
  readonly kind: CopyKind;
  readonly sourceId: string;
  readonly sourceHash: string;
  /** Stands at the end of the text. */
  readonly marker: string;
  readonly text: string;
  readonly tab: NoteTab;
}

/** Writes a note on the link's ticket exactly once. Who is e-mailed is the configuration's word. */
export async function noteOnce(input: PartInput, note: SingleNote): Promise<OnceResult<PsaNote>> {
  const { context, link, ticket, run, signal } = input;
  const psa = context.psa();
  const text = `${note.text} ${note.marker}`;
  return createOnce(context, run.job.interruptions > 0, {
    copy: copyOf(input, note, { as: 'note', text, tab: note.tab }),
    find: async () => (await psa.notes(ticket.id, signal)).find((one) => one.text.includes(note.marker)) ?? null,
    send: () =>
      psa.createNote(
        link.ticketId,
        { text, tab: note.tab, sendEmail: context.config().sync.notes.sendEmail, memberId: null },
        signal,
      ),
    idOf: (made) => made.id,
    detailOf: () => ({ as: 'note' }),
    mayExist: await mayBeMarked(input),
  });
}

/** As `noteOnce`, with its line in the log: what a part that only writes notes gives back. */
export async function noteAndSay(
  input: PartInput,
  note: SingleNote,
  line: { readonly kind: string; readonly message: string },
): Promise<PartResult> {
  const result = await noteOnce(input, note);
  if (result.kind === 'wait') return { problems: [], waitUntil: result.until };
  if (result.kind !== 'known') input.run.say({ side: 'fieldnation', direction: 'outbound', ...line });
  return { problems: [] };
}

export function copyOf(
  input: Pick<PartInput, 'link'>,
  of: Omit<NewCopy, 'linkId' | 'detail'>,
  detail: JsonObject = {},
): NewCopy {
  const { kind, sourceId, sourceHash, marker } = of;
  return { linkId: input.link.id, kind, sourceId, sourceHash, marker, detail };
}

/**
 * True when the other side may hold our markers though nothing is known of them here: the store came from a backup, or the pair was linked by hand
 * and may have been linked before.
 */
export async function mayBeMarked({ context, link }: Pick<PartInput, 'context' | 'link'>): Promise<boolean> {
  return link.origin === 'person' || (await context.store.value('store.recovered')) !== undefined;
}

/** Source id of the row that remembers that a part looked at a link for the first time: it is no copy. */
export const firstLook = 'first-look';

/**
 * Up to when (ms) what the work order shows is no news to a part: two records a person linked have their past, and a part that is switched on
 * later begins with what comes then. 0 when the pair was made here. Committed at the first look, together with the copies that `past` says are
 * not made, so that no interruption moves it.
 */
export async function newsSince(
  input: Pick<PartInput, 'link' | 'fresh' | 'copies' | 'context'>,
  kind: CopyKind,
  past: (until: number) => readonly NewCopy[] = () => [],
): Promise<number> {
  const { link, fresh, context } = input;
  const known = (await input.copies()).find((copy) => copy.kind === kind && copy.sourceId === firstLook);
  if (known !== undefined) return typeof known.detail.until === 'number' ? known.detail.until : 0;
  const until = fresh ? (link.origin === 'person' ? link.createdAt : 0) : (link.lastSyncedAt ?? 0);
  const reason = 'What was there before is not copied.';
  const look = { linkId: link.id, kind, sourceId: firstLook, sourceHash: '', marker: '', detail: { reason, until } };
  await context.store.skipCopies([look, ...(until === 0 ? [] : past(until))], context.clock.now());
  return until;
}

/** Short fingerprint of a value, for source ids and markers. */
export function fingerprint(value: Json): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}

/** Earliest of several waits. */
export function earliest(...times: readonly (number | null | undefined)[]): number | undefined {
  const known = times.filter((at): at is number => typeof at === 'number');
  return known.length === 0 ? undefined : Math.min(...known);
}
