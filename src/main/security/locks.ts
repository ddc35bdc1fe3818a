import type { App, Session, WebContents } from 'electron';
import type { Logger } from '../../shared/logger.ts';
import { isAppUrl } from '../protocol/resolve-request.ts';
import { permissionAllowed } from './permissions.ts';

/**
 * Locks that hold for every web contents there ever is: no navigation away from the app, no new windows, no webviews
 * (Electron security guidelines 13, 14, 12).
 */
export function lockNavigation(app: App, logger: Logger): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, logger));
}

function lockContents(contents: WebContents, logger: Logger): void {
  const stop = (kind: string, event: { preventDefault(): void }, url: string): void => {
    if (isAppUrl(url)) return;
    event.preventDefault();
    logger.warn({ kind, url: url.slice(0, 200) }, 'A page tried to leave the app');
  };
  contents.on('will-navigate', (event) => stop('navigate', event, event.url));
  contents.on('will-redirect', (event) => stop('redirect', event, event.url));
  contents.on('will-frame-navigate', (event) => stop('frame', event, event.url));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    logger.warn({}, 'A page tried to embed a web view');
  });
  // WebRTC asks no policy and no permission. It may use a proxy only, and the session's leads nowhere (`lockSession`).
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    logger.warn({ url: url.slice(0, 200) }, 'A page tried to open a window');
    return { action: 'deny' };
  });
}

/** A proxy nobody but the system's administrator could offer (discard, port 9), for this computer's own addresses too. */
const noWayOut = { proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' } as const;

/**
 * Every permission is refused but the two the app uses; devices are refused always; downloads do not happen; what a page asks of the network ends at a
 * proxy that is not there. Main does its own HTTP, and asks for the system's proxy elsewhere (`system-proxy-list.ts`).
 */
export async function lockSession(session: Session, logger: Logger): Promise<void> {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    const allowed = permissionAllowed(permission, contents.getURL());
    if (!allowed) logger.warn({ permission }, 'A page asked for a permission it does not get');
    callback(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => permissionAllowed(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
  await session.setProxy(noWayOut);
}
