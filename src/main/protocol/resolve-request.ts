import { extname, join, normalize, sep } from 'node:path';

export const appScheme = 'app';
export const appHost = 'dispatch-bridge';
/** Where the window starts. */
export const appUrl = `${appScheme}://${appHost}/index.html`;

/** The kinds of file the renderer is made of; anything else in the folder (source maps) is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export type ResolvedRequest =
  | { readonly kind: 'file'; readonly path: string; readonly contentType: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 | 405; readonly reason: string };

/** True when a URL belongs to the app's own pages. Compares parsed parts: `app://dispatch-bridge.evil` does not. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return (
    parsed !== null &&
    parsed.protocol === `${appScheme}:` &&
    parsed.host === appHost &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/**
 * Which file of the renderer answers a request on the app's scheme. Only GET and HEAD, only our host, and never a file outside
 * `root`, whatever the path says: encoded slashes, backslashes, drive letters and NUL are refused rather than cleaned.
 */
export function resolveRequest(method: string, url: string, root: string): ResolvedRequest {
  if (method !== 'GET' && method !== 'HEAD') return refused(405, `method ${method}`);
  if (!URL.canParse(url)) return refused(400, 'not a URL');
  if (!isAppUrl(url)) return refused(403, 'other host');
  // The part as it was asked for: URL parsing would have folded `..` away and hidden the attempt.
  const asked = url.slice(`${appScheme}://${appHost}`.length).split(/[?#]/, 1)[0] ?? '';
  let path: string;
  try {
    path = decodeURIComponent(asked);
  } catch {
    return refused(400, 'bad encoding');
  }
  if (/%2f|%5c/i.test(asked) || /[\\\0:%]/.test(path)) return refused(400, 'characters a page never asks for');
  if (path.split('/').some((part) => part === '..' || part === '.')) return refused(403, 'outside the app');
  const file = normalize(join(root, path === '' || path === '/' ? 'index.html' : path));
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return refused(403, 'outside the app');
  const contentType = contentTypes[extname(file).toLowerCase()];
  if (contentType === undefined) return refused(404, 'not a kind of file the app has');
  return { kind: 'file', path: file, contentType };
}

function refused(status: 400 | 403 | 404 | 405, reason: string): ResolvedRequest {
  return { kind: 'refused', status, reason };
}
