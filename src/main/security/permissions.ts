import { isAppUrl } from '../protocol/resolve-request.ts';

/** What a page of the app may use. Reading the clipboard, camera, location and the rest are never needed. */
const granted: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write']);

/** Whether a permission is granted to a page at `url` (or with that origin, `app://dispatch-bridge`). */
export function permissionAllowed(permission: string, url: string): boolean {
  return granted.has(permission) && isAppUrl(url);
}
