import type { Route } from '../kernel/router.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { endpointDoesNotExist, errorResponse, noPermission } from './errors.ts';
import type { Right, SecurityRole } from './records.ts';
import { switchOf, type World } from './world.ts';

/* Who may call what: Basic auth, clientId, security role (reference sections 1.3 and 3.12). */

/** A route's tag: the security function and the right it needs, `Service Desk/Service Tickets:edit`. Absent = none. */
export function needs(functionName: string, right: Right): string {
  return `${functionName}:${right}`;
}

/** Stands for the function a switch names, because nobody knows the real one (reference section 3.12). */
export const callbackFunction = 'callbacks';

/** Name of the function that guards closing and reopening. */
export const closeTickets = 'Service Desk/Close Service Tickets';

/** The API member whose keys the request carries, or null. */
export function memberOf(world: World, request: SandboxRequest): string | null {
  const [scheme, encoded = ''] = (request.headers.authorization ?? '').split(/\s+/);
  if (scheme?.toLowerCase() !== 'basic') return null;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const plus = credentials.indexOf('+');
  const colon = credentials.indexOf(':', plus);
  if (plus < 0 || colon < 0) return null;
  const { company, apiKeys } = world.store.state;
  if (credentials.slice(0, plus).toLowerCase() !== company.loginId.toLowerCase()) return null;
  const publicKey = credentials.slice(plus + 1, colon);
  const privateKey = credentials.slice(colon + 1);
  const key = apiKeys.find((one) => one.publicKey === publicKey && one.privateKey === privateKey);
  return key?.memberIdentifier ?? null;
}

function roleOf(world: World, memberIdentifier: string): SecurityRole {
  return world.store.state.roles[memberIdentifier] ?? {};
}

/** Whether a member's role gives a right. Functions the role does not list are not given. */
export function may(world: World, memberIdentifier: string, functionName: string, right: Right): boolean {
  return roleOf(world, memberIdentifier)[functionName]?.[right] === 'All';
}

/** The member behind a request that passed the guard. */
export function callerOf(world: World, request: SandboxRequest): string {
  const member = memberOf(world, request);
  if (member === null) throw new Error('The request was not signed in.');
  return member;
}

/** `v4_6_release` always works as an alias; any other codebase but the present one is gone after an upgrade. */
export function isCurrentCodebase(world: World, given: string | undefined): boolean {
  const name = `${(given ?? '').toLowerCase()}/`;
  return name === 'v4_6_release/' || name === world.store.state.codebase.toLowerCase();
}

/** Beyond this the vendor wants POST /search (reference section 1.8); 414 was seen with very long conditions. */
const maxUrlLength = 10_000;

/** Runs before every API handler. Order: address, credentials, clientId, role. */
export function guard(world: World, request: SandboxRequest, route: Route): SandboxResponse | null {
  const { codebase } = request.params;
  if (codebase === undefined) return null;
  if (!isCurrentCodebase(world, codebase)) return endpointDoesNotExist;
  if (route.tag === 'open') return null;
  if (request.path.length + request.query.toString().length > maxUrlLength) {
    return errorResponse(414, 'ConnectWiseApi', 'The URI is too long.');
  }
  const member = memberOf(world, request);
  if (member === null) {
    return codebase.toLowerCase() === 'v4_6_release' && switchOf(world, 'connectwise.badAuthGives404')
      ? endpointDoesNotExist
      : errorResponse(401, 'Unauthorized', 'Incorrect public/private key');
  }
  const clientId = request.headers.clientid;
  if (clientId === undefined || !world.store.state.clientIds.includes(clientId)) {
    // The real body is unknown; the code follows the other authentication failures.
    const status = switchOf(world, 'connectwise.clientIdStatus');
    return errorResponse(status, 'Unauthorized', 'The clientId header is missing or not valid.');
  }
  const [named, right] = (route.tag ?? '').split(':');
  const functionName = named === callbackFunction ? switchOf(world, 'connectwise.callbackRight') : named;
  if (functionName && right && !may(world, member, functionName, right as Right)) return noPermission;
  return null;
}
