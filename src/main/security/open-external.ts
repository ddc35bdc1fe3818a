/** Where a link may lead: what the app itself links to and nothing else. */
export interface ExternalTargets {
  /** `connectwise.site` as configured: a host name or a full URL. */
  readonly connectwiseSite: string | null;
  readonly fieldnation: { readonly environment: 'production' | 'sandbox' | 'custom'; readonly baseUrl: string } | null;
  /** Plain http to this machine is let through for the built-in sandbox's own pages only. */
  readonly sandbox: boolean;
}

/** Documentation the app points to: where credentials come from, what a permission means. */
const documentation = [
  'https://developer.connectwise.com',
  'https://docs.connectwise.com',
  'https://developer.fieldnation.com',
  'https://support.fieldnation.com',
];
/** Web apps by environment (reference/fieldnation.md 1). */
const fieldnationApps = {
  production: ['https://app.fieldnation.com'],
  sandbox: ['https://app-sandbox.fndev.net', 'https://ui-sandbox.fndev.net'],
  custom: [],
} as const;

/**
 * The URL to hand to the browser, normalised, or null when it is not one of ours. Whole parsed origins are compared, never
 * parts of text: `https://app.fieldnation.com.evil.example` and `https://app.fieldnation.com@evil.example` are other origins.
 */
export function allowedExternalUrl(url: string, targets: ExternalTargets): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') return null;
  return allowedOrigins(targets).has(parsed.origin) ? parsed.href : null;
}

function allowedOrigins(targets: ExternalTargets): ReadonlySet<string> {
  const origins = new Set<string>(documentation);
  const add = (value: string): void => {
    const origin = originOf(value, targets.sandbox);
    if (origin !== null) origins.add(origin);
  };
  if (targets.connectwiseSite !== null) {
    add(targets.connectwiseSite);
    // The API host `api-na...` and the site people sign in to, `na...`, are the same instance (reference/connectwise.md 1).
    add(targets.connectwiseSite.replace(/^(https:\/\/)?api-/, '$1'));
  }
  if (targets.fieldnation !== null) {
    for (const origin of fieldnationApps[targets.fieldnation.environment]) origins.add(origin);
    if (targets.fieldnation.environment === 'custom') add(targets.fieldnation.baseUrl);
  }
  return origins;
}

/** Origin of a configured address; https, or http on loopback when the sandbox is in use. Null otherwise. */
function originOf(value: string, sandbox: boolean): string | null {
  const trimmed = value.trim();
  if (trimmed === '') return null;
  const url = trimmed.includes('://') ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol === 'https:') return parsed.origin;
  return sandbox && parsed.protocol === 'http:' && isLoopback(parsed.hostname) ? parsed.origin : null;
}

/** This machine by its loopback names, as `URL.hostname` writes them. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
