import type { WorkOrderMessage } from '../../../fieldnation/records-port.ts';
import type { Copy } from '../../../store/pairs-port.ts';
import { type CopyMap, correctionId, isNoteId, isOpenAgain, refused } from './copy-map.ts';
import type { NoteClass, NoteStep, NotesToPlan, NoteTabForCopy } from './plan.ts';
import { copyText, corrected, messageAuthor, messageMarker, plainName, shortHash, textHash } from './texts.ts';

/** Messages a provider can read, and those only the company's own people read. What does not say is the latter. */
export function messageClass(message: WorkOrderMessage): NoteClass {
  return message.audience === 'provider' ? 'provider' : 'staff';
}

/** The tab of a message's note: Discussion only for what a provider can read anyway, and only when asked for. */
function tabFor(input: NotesToPlan, message: WorkOrderMessage): NoteTabForCopy {
  return message.audience === 'provider' && input.settings.toTicket === 'public' ? 'discussion' : 'internal';
}

/** Messages -> ticket notes. */
export function planMessages(input: NotesToPlan, messages: readonly WorkOrderMessage[], map: CopyMap): NoteStep[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const steps = messages.flatMap((message): readonly NoteStep[] => {
    const copy = map.of('message', message.id);
    if (copy?.state === 'done') return correction(input, message, copy, map);
    const own = messageClass(message);
    // A time that is not known is not known to be old.
    const isNews = message.createdAt === 0 || message.createdAt >= input.since(own);
    const askedAgain = input.asked && copy?.detail.reason === refused;
    if (copy?.state === 'skipped' && !(askedAgain || (isOpenAgain(copy) && isNews))) return [];
    if (copy === null && !isNews) return [];
    if (map.wroteMessage(message.id, message.text) || message.text.trim() === '') return [];
    const sourceHash = textHash(message.text);
    const marker = messageMarker(message.id);
    const common = { kind: 'message', sourceId: message.id, sourceHash, marker } as const;
    if (!input.on(own)) {
      return copy?.state === 'intended' ? [{ do: 'leave', ...common, reason: 'not-wanted', words: null }] : [];
    }
    const author = messageAuthor(message);
    const parent = message.parentId === null ? undefined : byId.get(message.parentId);
    return [
      {
        do: 'to-ticket',
        ...common,
        tab: tabFor(input, message),
        text: copyText({
          who: author,
          did: did(message, parent, map),
          where: 'Field Nation',
          text: message.text,
          marker,
        }),
        author,
        authorId: message.fromProvider ? null : message.authorId,
        again: copy?.state === 'skipped' ? copy.id : null,
      },
    ];
  });
  return [...steps, ...withoutSource(messages, map)];
}

/** A note has no thread, so an answer says whom it answers; a name that not everybody who reads it may see is left out. */
function did(message: WorkOrderMessage, parent: WorkOrderMessage | undefined, map: CopyMap): string {
  if (parent === undefined || (message.audience === 'provider' && parent.audience !== 'provider')) return 'wrote';
  const whom = plainName(map.authorOf(parent.id)) || messageAuthor(parent);
  const same = parent.authorId !== null && parent.authorId === message.authorId && map.authorOf(parent.id) === '';
  return same || whom === 'Somebody' ? 'wrote' : `answered ${whom}`;
}

/** Field Nation documents no way to edit a message; should one read otherwise all the same, it is treated as an edited note is. */
function correction(input: NotesToPlan, message: WorkOrderMessage, copy: Copy, map: CopyMap): readonly NoteStep[] {
  const hash = textHash(message.text);
  const sourceId = correctionId(message.id, hash);
  const known = map.of('correction', sourceId);
  if (hash === map.latestHash(copy) && known?.state !== 'intended') return [];
  const askedAgain = known?.state === 'skipped' && input.asked && known.detail.reason === refused;
  if (known?.state === 'done' || (known?.state === 'skipped' && !askedAgain) || message.text.trim() === '') return [];
  const author = messageAuthor(message);
  const marker = messageMarker(message.id, shortHash(hash));
  const common = { kind: 'correction', sourceId, sourceHash: hash, marker } as const;
  if ((!input.settings.corrections && known === null) || !input.on(messageClass(message))) {
    const words = `A message of ${author} on the work order was edited after it was copied to ticket ${input.ticketId}. The copy stays as it is.`;
    return [{ do: 'leave', ...common, reason: 'corrections-off', words }];
  }
  return [
    {
      do: 'to-ticket',
      ...common,
      tab: copy.detail.tab === 'discussion' ? tabFor(input, message) : 'internal',
      text: copyText({ who: author, did: corrected.message, where: 'Field Nation', text: message.text, marker }),
      author,
      authorId: message.fromProvider ? null : message.authorId,
      again: known?.state === 'skipped' ? known.id : null,
    },
  ];
}

/** An archived message is no longer listed: what was not copied by then is not copied any more. */
function withoutSource(messages: readonly WorkOrderMessage[], map: CopyMap): readonly NoteStep[] {
  const here = new Map(messages.map((message) => [message.id, message]));
  return map.all.flatMap((copy): readonly NoteStep[] => {
    const { kind, sourceId, sourceHash, marker } = copy;
    const mine = kind === 'message' || (kind === 'correction' && !isNoteId(sourceId));
    if (!mine || copy.state !== 'intended') return [];
    const [messageId = ''] = sourceId.split('@');
    const message = here.get(messageId);
    const leave = (reason: string): NoteStep => ({
      do: 'leave',
      kind,
      sourceId,
      sourceHash,
      marker,
      reason,
      words: null,
    });
    if (message === undefined) return [leave('deleted')];
    const superseded = kind === 'correction' && sourceId !== correctionId(messageId, textHash(message.text));
    return superseded ? [leave('superseded')] : [];
  });
}
