import { AppError } from '../../../shared/errors.ts';
import type { Site } from './site.ts';

/** `/<codebase>/system/callbackkey/index.rails`, with the doubled slash ConnectWise puts in it. */
const keyPath = /^\/+(?:[\w.-]+\/+)?system\/callbackkey\/[\w.-]+$/i;

/**
 * The address and the id of the key behind a callback's `key_url` (reference/connectwise.md 2.5). It comes from a body nobody has verified yet, so
 * only the configured site and company are taken: any other tenant could sign a message just as validly. Asked is never what was given, but an
 * address made of its checked parts. Throws `connectwise.key-url`.
 */
export function keyAddress(
  of: { readonly site: Site; readonly company: string },
  keyUrl: string,
): { readonly url: URL; readonly id: string } {
  const { site, company } = of;
  let given: URL;
  try {
    given = new URL(keyUrl);
  } catch {
    throw refused('it names no valid address for its signing key');
  }
  const allowedProtocol = given.protocol === 'https:' || (given.protocol === 'http:' && site.loopback);
  const hosts = [site.host, ...(site.cloud ? [`api-${site.host}`] : [])];
  if (
    !allowedProtocol ||
    !hosts.includes(given.host.toLowerCase()) ||
    given.username !== '' ||
    given.password !== '' ||
    given.hash !== ''
  )
    throw refused(`its signing key is at ${given.host}, not at ${site.host}`);
  if (!keyPath.test(given.pathname)) throw refused('the address of its signing key is not the one ConnectWise uses');
  const named = onlyParameter(given, 'companyName');
  if (named.toLowerCase() !== company.toLowerCase())
    throw refused(`it comes from company "${named.slice(0, 100)}", not "${company}"`);
  const id = onlyParameter(given, 'id');
  if (!/^[\w-]{1,64}$/.test(id)) throw refused('its signing key has no id');
  const url = new URL(given.origin);
  url.pathname = given.pathname;
  url.search = new URLSearchParams({ companyName: named, id }).toString();
  return { url, id };
}

/** Empty when it is missing, and when it is there twice: the server might take the other one. */
function onlyParameter(url: URL, name: string): string {
  const found = [...url.searchParams].filter(([key]) => key.toLowerCase() === name.toLowerCase());
  return found.length === 1 ? (found[0]?.[1] ?? '') : '';
}

function refused(why: string): AppError {
  return new AppError({
    code: 'connectwise.key-url',
    kind: 'permanent',
    message: `A callback was refused: ${why}.`,
    context: { remote: 'connectwise' },
  });
}
