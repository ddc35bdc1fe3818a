import type { MemberPair } from '../../../../shared/config-sync.ts';
import type { ChannelOutput } from '../../../../shared/ipc/contract.ts';

type Row = ChannelOutput<'sync:members'>[number];

export interface PersonRow {
  readonly person: Row;
  /** Null: nobody. */
  readonly member: { readonly id: number; readonly name: string } | null;
  readonly how: 'override' | 'email' | 'none';
}

/** Who is whom with the choices as they stand on the page, saved or not. */
export function personRows(rows: readonly Row[], chosen: readonly MemberPair[]): readonly PersonRow[] {
  return rows.map((person) => {
    const pair = chosen.find(({ fieldNationUserId }) => fieldNationUserId === person.fieldNationUserId);
    if (pair !== undefined) {
      const same = person.member?.id === pair.memberId ? person.member : null;
      const name = same === null ? pair.memberIdentifier : `${same.name} (${same.identifier})`;
      return { person, member: { id: pair.memberId, name }, how: 'override' };
    }
    // A choice that was just taken back: whether an address fits is known after saving.
    if (person.how === 'override' || person.member === null) return { person, member: null, how: 'none' };
    const { id, name, identifier } = person.member;
    return { person, member: { id, name: `${name} (${identifier})` }, how: 'email' };
  });
}

/** The pairs with one person's member chosen, or left to e-mail addresses (null). */
export function withPair(
  pairs: readonly MemberPair[],
  { fieldNationUserId, fieldNationName }: Pick<Row, 'fieldNationUserId' | 'fieldNationName'>,
  member: { readonly memberId: number; readonly memberIdentifier: string } | null,
): MemberPair[] {
  const others = pairs.filter((pair) => pair.fieldNationUserId !== fieldNationUserId);
  return member === null ? others : [...others, { fieldNationUserId, fieldNationName, ...member }];
}
