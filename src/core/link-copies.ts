import type { CopyKind, LinkCopy } from '../shared/domain/link-life.ts';
import type { Copy } from './store/pairs-port.ts';
import { firstLook } from './sync/parts/note-once.ts';
import { isNoteId } from './sync/parts/notes/copy-map.ts';

/** What begins on the ticket; everything else begins on the work order, corrections on the side of what they correct. */
const fromTicket: readonly CopyKind[] = ['note', 'document', 'status-action'];

/** A link's copies as its page lists them, newest first. */
export function linkCopies(copies: readonly Copy[]): readonly LinkCopy[] {
  return copies
    .filter((copy) => copy.sourceId !== firstLook)
    .map(linkCopy)
    .sort((a, b) => b.at - a.at || b.id - a.id);
}

function linkCopy(copy: Copy): LinkCopy {
  const { id, kind, sourceId, targetId, marker, state, detail } = copy;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const onTicket = kind === 'correction' ? isNoteId(sourceId) : fromTicket.includes(kind);
  return {
    id,
    kind,
    from: onTicket ? 'connectwise' : 'fieldnation',
    sourceId,
    name: text(detail.name),
    targetId,
    marker,
    state,
    reason: state === 'skipped' ? text(detail.reason) : '',
    as: kind === 'visit' ? (detail.as === 'time-entry' ? 'time-entry' : 'note') : '',
    at: copy.settledAt ?? (copy.sentAt > 0 ? copy.sentAt : copy.createdAt),
  };
}
