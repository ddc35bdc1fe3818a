import type { SandboxRequest } from '../kernel-types.ts';
import { badRequest } from './errors.ts';
import type { Filter } from './query.ts';
import { objectBodyOf } from './write.ts';

const filterMembers = ['conditions', 'orderBy', 'childconditions', 'customfieldconditions'] as const;

/** POST /search takes exactly four members; any other is a 400 that names it (reference section 1.8). */
export function searchFilter(request: SandboxRequest): Filter {
  const body = objectBodyOf(request);
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(body)) {
    const known = filterMembers.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined) {
      const position = Math.max(0, request.body.toString('utf8').indexOf(`"${name}"`)) + name.length + 3;
      throw badRequest(
        `Could not find member '${name}' on object of type 'FilterValues'. Path '${name}', line 1, position ${position}.Check your accept header to make sure you are using the correct version.`,
      );
    }
    if (typeof value === 'string') values.set(known, value);
  }
  return {
    conditions: values.get('conditions') ?? null,
    childConditions: values.get('childconditions') ?? null,
    customFieldConditions: values.get('customfieldconditions') ?? null,
    orderBy: values.get('orderBy') ?? null,
  };
}
