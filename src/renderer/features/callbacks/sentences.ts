import { callbackLevel } from '../../../shared/domain/callback-matrix.ts';
import type { CallbackTypeInfo, RegisteredCallback } from '../../../shared/domain/callbacks.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';

/* Callbacks in words: who is told about what. */

/** How the records of a level are described when the name of the chosen one is known. */
const which = {
  Board: 'callbacks.which.on',
  Status: 'callbacks.which.status',
  StatusId: 'callbacks.which.status',
  Project: 'callbacks.which.project',
  Phase: 'callbacks.which.phase',
  IntegratorTag: 'callbacks.which.tag',
  Company: 'callbacks.which.of',
  Vendor: 'callbacks.which.of',
  Member: 'callbacks.which.of',
  Type: 'callbacks.which.type',
  Location: 'callbacks.which.at',
  Territory: 'callbacks.which.in',
  ChargeToType: 'callbacks.which.chargeTo',
  Class: 'callbacks.which.class',
  SecurityRole: 'callbacks.which.role',
} as const satisfies Readonly<Record<string, MessageKey>>;

function isKnown(level: string): level is keyof typeof which {
  return Object.hasOwn(which, level);
}

function all({ type, many }: CallbackTypeInfo): string {
  return type === 'Ticket' ? t('callbacks.every.ticket') : t('callbacks.every.many', { many });
}

export interface Aim {
  readonly type: string;
  readonly level: string;
  readonly objectId: number;
  /** Null: not known; the number stands for it. */
  readonly objectName: string | null;
}

/** What a callback is about: `every ticket on Professional Services`, `the company Acme`, `all time entries`. */
export function whatWords({ type, level: levelName, objectId, objectName: name }: Aim): string {
  const found = callbackLevel(type, levelName);
  if (found === null) return t('callbacks.what.unknown', { type, level: levelName, id: objectId });
  const { info, level } = found;
  if (level.pick.by === 'none') return all(info);
  const object = level.object;
  if (level.level === info.type) {
    const single = object.toLowerCase();
    if (info.type === 'Ticket')
      return name === null ? `${single} ${String(objectId)}` : t('callbacks.what.ticket', { id: objectId, name });
    return name === null ? `${single} ${String(objectId)}` : t('callbacks.what.single', { single, name });
  }
  if (name === null || !isKnown(level.level))
    return t('callbacks.which.numbered', { all: all(info), object, id: name ?? objectId });
  return t(which[level.level], { all: all(info), name });
}

/** A status with its board, as ConnectWise's own names are given in the list. */
export function withinName(name: string, within: string | null): string {
  return within === null ? name : t('callbacks.nameWithin', { name, within });
}

/** Who is told. */
export function whomWords({
  relation,
  broker,
  host,
}: Pick<RegisteredCallback, 'relation' | 'broker' | 'host'>): string {
  switch (relation) {
    case 'ours':
    case 'adoptable':
      return t('callbacks.whom.here');
    case 'broker':
      return broker === 'sandbox' ? t('callbacks.whom.brokerSandbox') : t('callbacks.whom.broker');
    case 'other-installation':
      return t('callbacks.whom.installation', { host: host || t('callbacks.whom.nobody') });
    case 'foreign':
      return host || t('callbacks.whom.nobody');
  }
}

/** One entry as a sentence. One that is switched off would tell, and does not. */
export function entrySentence(entry: RegisteredCallback): string {
  const parts = { whom: whomWords(entry), what: whatWords(entry) };
  return entry.active ? t('callbacks.tells', parts) : t('callbacks.wouldTell', parts);
}
