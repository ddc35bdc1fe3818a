import { callbackLevel } from '../../shared/domain/callback-matrix.ts';
import type { CallbackFlag, CallbackRelation, RegisteredCallback } from '../../shared/domain/callbacks.ts';
import type { Subscription } from '../psa/port.ts';
import {
  brokerOf,
  endsAsExpected,
  holdsToken,
  hostOf,
  keepsItsParameters,
  shownUrl,
  workstationUrl,
} from './destination.ts';
import { engineDescription, isPersonal, type Workstation } from './draft.ts';

type Flag = RegisteredCallback['flags'][number];

/** What is registered, as a person sees it: whose each entry is, and what is wrong with it. Names of objects are left open. */
export function classifyCallbacks(
  entries: readonly Subscription[],
  workstation: Workstation,
): readonly RegisteredCallback[] {
  const known = entries.map((entry) => ({ entry, relation: relationOf(entry, workstation) }));
  return known.map(({ entry, relation }) => ({
    id: entry.id,
    description: entry.description,
    shownUrl: shownUrl(entry.url),
    host: hostOf(entry.url),
    type: callbackLevel(entry.type, entry.level)?.info.type ?? entry.type,
    level: callbackLevel(entry.type, entry.level)?.level.level ?? entry.level,
    objectId: entry.objectId,
    objectName: null,
    active: entry.active,
    updatedAt: entry.updatedAt,
    updatedBy: entry.updatedBy,
    relation,
    broker: brokerOf(entry.url),
    flags: flagsOf(entry, relation, entries, workstation),
  }));
}

/** `ours` needs both the address and the description; one of the two alone can be adopted. */
function relationOf(entry: Subscription, { installation, pathToken }: Workstation): CallbackRelation {
  if (brokerOf(entry.url) !== null) return 'broker';
  const described =
    entry.description === engineDescription(installation) || isPersonal(entry.description, installation);
  const addressed = holdsToken(entry.url, pathToken);
  if (described && addressed) return 'ours';
  if (described || addressed) return 'adoptable';
  return /^Dispatch Bridge[ /]/.test(entry.description) ? 'other-installation' : 'foreign';
}

function flagsOf(
  entry: Subscription,
  relation: CallbackRelation,
  entries: readonly Subscription[],
  { baseUrl, pathToken }: Workstation,
): Flag[] {
  const flags: Flag[] = [];
  const flag = (name: CallbackFlag, message: string, doubles: number | null = null): void => {
    flags.push({ flag: name, message, doubles });
  };
  const mine = relation === 'ours' || relation === 'adoptable';
  if (!entry.active)
    flag(
      'disabled',
      `It is switched off and sends nothing. ConnectWise does that after three days of failures, or a person did. ${mine ? 'Switch it on again.' : 'Ask whoever owns it.'}`,
    );
  if (mine && baseUrl !== null && withoutEnd(entry.url) !== withoutEnd(workstationUrl(baseUrl, pathToken)))
    flag(
      'elsewhere',
      `It points at ${hostOf(entry.url) || 'an unknown address'}, not at today's address. Adopt it to point it here.`,
    );
  if (isMalformed(entry, relation))
    flag(
      'malformed',
      relation === 'broker'
        ? 'Its address does not end with external_id=, so the ticket number runs into what stands before it. Register it again with the trigger URL.'
        : `Its address does not end with recordId=, so the record's number runs into what stands before it. ${mine ? 'Adopt it to correct the address.' : 'Tell whoever owns it.'}`,
    );
  const first = entries
    .filter((other) => doubles(other, entry, mine ? pathToken : ''))
    .sort((a, b) => Number(b.active) - Number(a.active) || a.id - b.id)[0];
  if (first !== undefined && first.id !== entry.id)
    flag(
      'duplicate',
      `Callback ${first.id} does the same, ${entry.active && first.active ? 'so every change is announced twice' : 'so one of them is not needed'}. ${relation === 'foreign' ? 'Tell whoever owns it.' : 'Delete one of the two.'}`,
      first.id,
    );
  if (callbackLevel(entry.type, entry.level) === null)
    flag('unknown-level', `${entry.type} with level ${entry.level} is not among the levels ConnectWise documents.`);
  return flags;
}

function isMalformed(entry: Subscription, relation: CallbackRelation): boolean {
  if (relation === 'broker') return !endsAsExpected(entry.url, 'broker');
  if (relation === 'foreign') return !keepsItsParameters(entry.url);
  return !endsAsExpected(entry.url, 'workstation');
}

/** The same records to the same reader. Ours is the same reader on any host, as its token tells. */
function doubles(one: Subscription, other: Subscription, pathToken: string): boolean {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const target =
    withoutEnd(one.url) === withoutEnd(other.url) ||
    (holdsToken(one.url, pathToken) && holdsToken(other.url, pathToken));
  return same(one.type, other.type) && same(one.level, other.level) && one.objectId === other.objectId && target;
}

function withoutEnd(url: string): string {
  return url.replace(/[?&](recordId|external_id)=$/i, '');
}
