import type { LinkCopy } from '../../../shared/domain/link-life.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';

/** What belongs together on the page. */
export const copyGroups = ['notes', 'documents', 'visits', 'other'] as const;
export type CopyGroup = (typeof copyGroups)[number];

const groups = {
  note: 'notes',
  message: 'notes',
  correction: 'notes',
  document: 'documents',
  file: 'documents',
  visit: 'visits',
  schedule: 'visits',
  'event-note': 'other',
  'closing-note': 'other',
  'money-note': 'other',
  'status-action': 'other',
  ticket: 'other',
} as const satisfies Readonly<Record<LinkCopy['kind'], CopyGroup>>;

export function groupOf({ kind }: Pick<LinkCopy, 'kind'>): CopyGroup {
  return groups[kind];
}

const kinds = {
  note: 'link.copies.kind.note',
  message: 'link.copies.kind.message',
  correction: 'link.copies.kind.correction',
  document: 'link.copies.kind.document',
  file: 'link.copies.kind.file',
  visit: 'link.copies.kind.visitNote',
  schedule: 'link.copies.kind.schedule',
  'event-note': 'link.copies.kind.eventNote',
  'closing-note': 'link.copies.kind.closingNote',
  'money-note': 'link.copies.kind.moneyNote',
  'status-action': 'link.copies.kind.statusAction',
  ticket: 'link.copies.kind.ticket',
} as const satisfies Readonly<Record<LinkCopy['kind'], MessageKey>>;

export function kindWords({ kind, as }: Pick<LinkCopy, 'kind' | 'as'>): string {
  return t(as === 'time-entry' ? 'link.copies.kind.visitTime' : kinds[kind]);
}

const reasons: Readonly<Record<string, MessageKey>> = {
  'not-wanted': 'link.copies.reason.notWanted',
  deleted: 'link.copies.reason.deleted',
  superseded: 'link.copies.reason.superseded',
  'corrections-off': 'link.copies.reason.correctionsOff',
  'other-tab': 'link.copies.reason.otherTab',
  refused: 'link.copies.reason.refused',
  'too-large': 'link.copies.reason.tooLarge',
  'folder-limit': 'link.copies.reason.folderLimit',
  type: 'link.copies.reason.type',
  private: 'link.copies.reason.private',
  'no-folder': 'link.copies.reason.noFolder',
  'same-content': 'link.copies.reason.sameContent',
  told: 'link.copies.reason.told',
  '': 'link.copies.reason.unknown',
};

/** Why it was left: some parts keep a code, others the sentence itself. */
export function reasonWords(reason: string): string {
  const key = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  return key === undefined ? reason : t(key as 'link.copies.reason.told');
}

export const copyTones = { done: 'ok', intended: 'working', skipped: 'waiting' } as const satisfies Readonly<
  Record<LinkCopy['state'], Tone>
>;

/** The source's number as its vendor writes it: ours add what kind of note it is, and a fingerprint to a correction. */
export function sourceNumber(sourceId: string): string {
  return sourceId.replace(/^(?:note|meeting):/, '').replace(/@.*$/, '');
}
