import type { MemberPair } from '../shared/config-sync.ts';
import type { FieldNationUser } from './fieldnation/records-port.ts';
import type { PsaMember } from './psa/records-port.ts';
import type { SyncContext } from './sync/context.ts';

/** A member of the PSA as parts name one: by id for references, by identifier for schedule and time. */
export type Member = Pick<PsaMember, 'id' | 'identifier' | 'name'>;

/** One of Field Nation's people and the ConnectWise member who is the same person. */
export interface MemberRow {
  readonly fieldNationUser: FieldNationUser;
  readonly member: Member | null;
  readonly how: 'override' | 'email' | 'none';
}

/** People come and go seldom, and reading them costs a request for each (ms). */
const keptMs = 600_000;

interface Kept {
  readonly at: number;
  readonly users: readonly FieldNationUser[];
  readonly members: readonly PsaMember[];
}

/** By the client that read them: other credentials mean other people. */
const kept = new WeakMap<object, Promise<Kept>>();

/**
 * Who is who, for the pages and the parts. What a person paired by hand wins; else the one active member who has the manager's e-mail address.
 * Throws the clients' AppErrors when the lists cannot be read.
 */
export async function memberMap(
  context: Pick<SyncContext, 'psa' | 'fieldNation' | 'clock' | 'config'>,
  signal?: AbortSignal,
): Promise<readonly MemberRow[]> {
  const { users, members } = await people(context, signal);
  return matchMembers(users, members, context.config().sync.outbound.members);
}

/** The member who is this Field Nation user; null when none fits. A pair made by hand needs no request. */
export async function memberOf(
  context: Pick<SyncContext, 'psa' | 'fieldNation' | 'clock' | 'config'>,
  fieldNationUserId: number,
  signal?: AbortSignal,
): Promise<Member | null> {
  const pair = context.config().sync.outbound.members.find((one) => one.fieldNationUserId === fieldNationUserId);
  if (pair !== undefined) return memberOfPair(pair);
  const rows = await memberMap(context, signal);
  return rows.find((row) => row.fieldNationUser.id === fieldNationUserId)?.member ?? null;
}

/**
 * Matches by e-mail address, without regard to case, over all addresses of every active member. An address that two members or two users
 * share says nothing about who is who.
 */
export function matchMembers(
  users: readonly FieldNationUser[],
  members: readonly PsaMember[],
  overrides: readonly MemberPair[],
): readonly MemberRow[] {
  const active = members.filter((member) => !member.inactive);
  const sharers = new Map<string, number>();
  for (const user of users) sharers.set(plain(user.email), (sharers.get(plain(user.email)) ?? 0) + 1);
  const rows = users.map((fieldNationUser): MemberRow => {
    const pair = overrides.find((one) => one.fieldNationUserId === fieldNationUser.id);
    if (pair !== undefined) return { fieldNationUser, member: memberOfPair(pair, members), how: 'override' };
    const address = plain(fieldNationUser.email);
    const fitting = active.filter((member) => member.emails.some((one) => plain(one) === address));
    const [only, another] = fitting;
    return address === '' || sharers.get(address) !== 1 || only === undefined || another !== undefined
      ? { fieldNationUser, member: null, how: 'none' }
      : { fieldNationUser, member: named(only), how: 'email' };
  });
  const listed = new Set(users.map((user) => user.id));
  const paired = overrides
    .filter((pair) => !listed.has(pair.fieldNationUserId))
    .map(
      (pair): MemberRow => ({
        fieldNationUser: { id: pair.fieldNationUserId, name: pair.fieldNationName, email: '' },
        member: memberOfPair(pair, members),
        how: 'override',
      }),
    );
  return [...rows, ...paired];
}

async function people(
  context: Pick<SyncContext, 'psa' | 'fieldNation' | 'clock'>,
  signal: AbortSignal | undefined,
): Promise<Kept> {
  const psa = context.psa();
  const fieldNation = context.fieldNation();
  const known = await kept.get(psa)?.catch(() => undefined);
  if (known !== undefined && Math.abs(context.clock.now() - known.at) < keptMs) return known;
  const reading = Promise.all([fieldNation.managers(signal), psa.members(signal)]).then(
    ([users, members]): Kept => ({ at: context.clock.now(), users, members }),
  );
  kept.set(psa, reading);
  reading.catch(() => kept.delete(psa));
  return reading;
}

/** Some members are never listed (reference/connectwise.md 3.7), so a pair stands for itself. */
function memberOfPair(pair: MemberPair, members: readonly PsaMember[] = []): Member {
  const listed = members.find((member) => member.id === pair.memberId);
  return listed === undefined
    ? { id: pair.memberId, identifier: pair.memberIdentifier, name: pair.memberIdentifier }
    : named(listed);
}

function named({ id, identifier, name }: PsaMember): Member {
  return { id, identifier, name };
}

function plain(address: string): string {
  return address.trim().toLowerCase();
}
