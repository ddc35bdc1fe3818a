import { z } from 'zod';
import type { PsaMember } from '../records-port.ts';
import type { Api } from './api.ts';

const text = z.string().nullish();
const memberSchema = z.looseObject({
  id: z.number().int(),
  identifier: text,
  firstName: text,
  lastName: text,
  officeEmail: text,
  mobileEmail: text,
  homeEmail: text,
  primaryEmail: text,
  office365: z.looseObject({ name: text }).nullish(),
  inactiveFlag: z.boolean().nullish(),
});

/** All members, inactive ones included, with every address they may be known by on the other side (reference/connectwise.md 3.7). */
export async function members(api: Api, signal?: AbortSignal): Promise<readonly PsaMember[]> {
  const found = await api.list({ path: '/system/members', label: 'the members', signal }, memberSchema);
  return found.map((member) => {
    const identifier = member.identifier ?? '';
    const { primaryEmail, officeEmail, mobileEmail, homeEmail } = member;
    const emails = [primaryEmail, officeEmail, mobileEmail, homeEmail, member.office365?.name]
      .map((email) => email?.trim().toLowerCase() ?? '')
      .filter((email) => email.includes('@'));
    return {
      id: member.id,
      identifier,
      name: [member.firstName, member.lastName].filter(Boolean).join(' ') || identifier,
      emails: [...new Set(emails)],
      inactive: member.inactiveFlag === true,
    };
  });
}
