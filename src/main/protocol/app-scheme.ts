import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Session } from 'electron';
import { protocol } from 'electron';
import type { Logger } from '../../shared/logger.ts';
import { securityHeaders } from './content-policy.ts';
import { appScheme, resolveRequest } from './resolve-request.ts';

/** Must run before Electron is ready: makes `app:` a secure origin with relative URLs. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built renderer at `app://dispatch-bridge/`. Each page load gets a fresh style nonce, in header and page alike. `onScript` is called
 * whenever a script was handed over.
 */
export function serveApp(
  session: Session,
  rendererFolder: string,
  logger: Logger,
  onScript: () => void = () => {},
): void {
  session.protocol.handle(appScheme, async (request) => {
    const nonce = randomBytes(16).toString('base64');
    const headers = securityHeaders(nonce);
    const resolved = resolveRequest(request.method, request.url, rendererFolder);
    if (resolved.kind === 'refused') {
      logger.warn({ status: resolved.status, reason: resolved.reason }, 'A page request was refused');
      return new Response(null, { status: resolved.status, headers });
    }
    let body: Buffer;
    try {
      body = await readFile(resolved.path);
    } catch {
      return new Response(null, { status: 404, headers });
    }
    const isPage = resolved.contentType.startsWith('text/html');
    const content = isPage ? body.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : new Uint8Array(body);
    if (resolved.contentType.startsWith('text/javascript')) onScript();
    return new Response(request.method === 'HEAD' ? null : content, {
      headers: { ...headers, 'content-type': resolved.contentType },
    });
  });
}

/** Loads the classes that answers are made of, which happens with their first use and takes a while: before the page asks, not when it does. */
export function prepareAnswers(): Response {
  return new Response(null);
}
