import { describe, expect, it } from 'vitest';
import { matchMembers, memberMap, memberOf } from '../../../src/core/members.ts';
import type { PsaMember } from '../../../src/core/psa/records-port.ts';
import { World } from './harness.ts';

function member(id: number, ...emails: string[]): PsaMember {
  return { id, identifier: `m${id}`, name: `Member ${id}`, emails, inactive: false };
}
const user = (id: number, email: string) => ({ id, name: `User ${id}`, email });
const pair = { fieldNationUserId: 1, fieldNationName: 'User 1', memberId: 8, memberIdentifier: 'm8' };

function who(rows: ReturnType<typeof matchMembers>) {
  return rows.map(({ fieldNationUser, member: found, how }) => [fieldNationUser.id, found?.id ?? null, how]);
}

describe('who is who', () => {
  it('is told by any e-mail address, without regard to case', () => {
    const rows = matchMembers([user(1, 'A@x.example')], [member(7, 'other@x.example', 'a@X.example')], []);
    expect(who(rows)).toEqual([[1, 7, 'email']]);
  });

  it.each([
    ['two members share it', [user(1, 'a@x')], [member(7, 'a@x'), member(8, 'a@x')]],
    ['two users share it', [user(1, 'a@x'), user(2, 'a@x')], [member(7, 'a@x')]],
    ['the member is inactive', [user(1, 'a@x')], [{ ...member(7, 'a@x'), inactive: true }]],
    ['there is none', [user(1, '')], [member(7, '')]],
  ])('is not told by an address when %s', (_, users, members) => {
    expect(matchMembers(users, members, []).every((row) => row.member === null && row.how === 'none')).toBe(true);
  });

  it('is what a person paired by hand before anything else, also for people in no list', () => {
    expect(who(matchMembers([user(1, 'a@x')], [member(7, 'a@x'), member(8, 'b@x')], [pair]))).toEqual([
      [1, 8, 'override'],
    ]);
    expect(who(matchMembers([], [], [pair]))).toEqual([[1, 8, 'override']]);
  });

  it('is read once in a while, and not at all for a pair made by hand', async () => {
    const w = new World({ sync: { outbound: { members: [pair] } } });
    let reads = 0;
    w.managers = [user(1, 'a@x'), user(2, 'b@x')];
    const context = w.context();
    const members = async () => {
      reads += 1;
      return [member(7, 'b@x')];
    };
    const psa = { ...context.psa(), members };
    const counted = { ...context, psa: () => psa } as typeof context;
    expect((await memberOf(counted, 1))?.id).toBe(8);
    expect(reads).toBe(0);
    expect((await memberOf(counted, 2))?.id).toBe(7);
    await memberMap(counted);
    expect(reads).toBe(1);
    w.now += 600_000;
    await memberMap(counted);
    expect(reads).toBe(2);
  });
});
