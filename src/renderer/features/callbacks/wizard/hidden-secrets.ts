/* The request holds an address with its secret. Parts of it are covered until a person asks to see them. */

const cover = '••••••••';
const secretPath = /^(?=.*\d).{12,}$/;

/** The secret parts of an address: values of parameters, and parts of the path that may be a token. */
function secretsOf(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { pathname, search } = new URL(address);
  const values = search
    .slice(1)
    .split('&')
    .map((pair) => pair.split('=').slice(1).join('='));
  return [...pathname.split('/').filter((part) => secretPath.test(part)), ...values].filter((part) => part.length > 3);
}

/** A text that carries the address somewhere, with the secret parts of the address covered. */
export function covered(text: string, address: string): string {
  let shown = text;
  for (const secret of secretsOf(address).toSorted((a, b) => b.length - a.length))
    shown = shown.replaceAll(secret, cover);
  return shown;
}

/** The address in the body of a request; empty when it has none. */
export function addressIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('url' in body)) return '';
  return typeof body.url === 'string' ? body.url : '';
}

/** Field Nation's environment of a trigger URL, by its host; null while it cannot be told. Whether it is one is for the app to say. */
export function triggerEnvironment(triggerUrl: string): 'production' | 'sandbox' | null {
  const text = triggerUrl.trim();
  if (!URL.canParse(text)) return null;
  const { hostname } = new URL(text);
  if (hostname === 'fndev.net' || hostname.endsWith('.fndev.net')) return 'sandbox';
  return hostname === 'fieldnation.com' || hostname.endsWith('.fieldnation.com') ? 'production' : null;
}
