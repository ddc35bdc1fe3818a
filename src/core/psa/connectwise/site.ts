import { AppError } from '../../../shared/errors.ts';
import { isLoopback } from '../../http/dispatchers.ts';

/** Where a technician signs in, parsed. */
export interface Site {
  /** Origin of the UI host, e.g. `https://na.myconnectwise.net`; companyinfo, callback keys and deep links live there. */
  readonly uiOrigin: string;
  readonly host: string;
  readonly loopback: boolean;
  /** One of ConnectWise's own hosts, where the API has an `api-` host of its own. */
  readonly cloud: boolean;
}

const cloudHost = /(^|\.)(myconnectwise\.net|connectwisedev\.com)$/;

/**
 * Reads what people type: `na.myconnectwise.net`, `https://na.myconnectwise.net/v4_6_release/`, `api-na.myconnectwise.net`, an
 * on-premise host, or a loopback URL. Plain http only on loopback. Throws `connectwise.site`.
 */
export function parseSite(input: string): Site {
  const text = input.trim();
  let url: URL;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    if (url.hostname === '' || url.username !== '' || !/^https?:$/.test(url.protocol)) throw new Error('not a site');
  } catch (cause) {
    throw new AppError({
      code: 'connectwise.site',
      kind: 'permanent',
      message: `"${text}" is not a ConnectWise site. Enter the host you sign in to, for example na.myconnectwise.net.`,
      context: { site: text },
      action: { do: 'open-setup', step: 'connectwise' },
      cause,
    });
  }
  const loopback = isLoopback(url.hostname);
  if (url.protocol === 'http:' && !loopback) {
    throw new AppError({
      code: 'connectwise.site',
      kind: 'permanent',
      message: `ConnectWise at ${url.host} is only used over https. Remove "http://" from the site.`,
      context: { site: text },
      action: { do: 'open-setup', step: 'connectwise' },
    });
  }
  const cloud = cloudHost.test(url.hostname);
  const hostname = cloud ? url.hostname.replace(/^api-/, '') : url.hostname;
  const host = url.port === '' ? hostname : `${hostname}:${url.port}`;
  return { uiOrigin: `${url.protocol}//${host}`, host, loopback, cloud };
}

/**
 * The API's origin. Cloud instances whose codebase is a version answer only at the `api-` host (reference/connectwise.md 1.1); the
 * `sandbox-` hosts, on-premise servers and loopback answer at their own. `SiteUrl` of companyinfo is believed only when it names
 * this site's own api host.
 */
export function apiOrigin(site: Site, siteUrl: string): string {
  if (!site.cloud || site.host.startsWith('sandbox-')) return site.uiOrigin;
  const named = siteUrl
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
  if (named === site.host) return site.uiOrigin;
  return `https://api-${site.host}`;
}
