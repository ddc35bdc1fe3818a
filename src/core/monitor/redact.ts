import { secretForms } from './secret-forms.ts';

/** What stands where a secret stood. */
export const redacted = '[redacted]';

const sensitiveKey =
  /^(proxy-)?authorization$|^clientid$|^client[_-]?secret$|^(set-)?cookie$|password|passphrase|private[_-]?key|signing[_-]?key|(access|refresh|path|control|auth|bearer|client|cloudflared|tunnel)[_-]?token$|^token$|^secret$|[_-]secret$|(webhook|client)secret$|^x-content-signature$|^x-fn-signature$|^chat[_-]?url$|^(x-)?api[_-]?key$/i;

/** Text patterns whose first group stays and whose rest is a secret. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Authorization values, wherever they are quoted.
  [/\b(Basic|Bearer)\s+[A-Za-z0-9+/_~.-]{8,}={0,2}/g, `$1 ${redacted}`],
  // Query strings and form bodies, including signed download links.
  [
    /\b((?:access_token|refresh_token|client_secret|client_token|password|signing_key|private_key|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|X-Goog-Signature|Signature|AWSAccessKeyId|Key-Pair-Id|Policy|sig|token)=)[^&\s"'<>\\]+/gi,
    `$1${redacted}`,
  ],
  // An address of a listener like ours (`/callbacks/<token>`), and the Integration Broker's, also as part of another address.
  [/((?:\/|%2F)(?:callbacks|webhooks|selftest)(?:\/|%2F))[0-9a-f]{16,}/gi, `$1${redacted}`],
  // Whoever knows a chat's webhook may write into its channel. Teams' workflows carry theirs as `sig=`, above.
  [/(\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[^\s"'<>\\]+/gi, `$1${redacted}`],
  [/(\bwebhook\.office(?:365)?\.com\/webhookb2\/)[^\s"'<>\\]+/gi, `$1${redacted}`],
  [/(\/integrations\/trigger\/)[^/?#\s"'\\]+/gi, `$1${redacted}`],
  [/(client_token%3D)[^&%\s"'<>\\]+/gi, `$1${redacted}`],
  // JSON inside text, also as a text within JSON. Only texts: `"token": 3` counts something.
  [
    /((?:\\?["'])(?:access_token|refresh_token|client_secret|password|passphrase|private_?key|signing_key|(?:x-)?api[_-]?key|secret|token|authorization)(?:\\?["'])\s*:\s*)(\\?["'])(?:(?!\2)(?:\\[\s\S]|[^\\]))+\2/gi,
    `$1$2${redacted}$2`,
  ],
  // user:password@ in a URL (a proxy's), up to its last @: a password may hold one.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'<>]+:[^\s/"'<>]+@/gi, `$1${redacted}@`],
];

/** Removes everything that looks like a credential from text; no knowledge of particular secrets. */
export function redactText(text: string): string {
  let result = text;
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  return result;
}

export interface Redactor {
  text(text: string): string;
  /** Deep copy with sensitive keys and secrets removed. Errors become their message; cycles and odd values become text. */
  value(value: unknown): unknown;
}

/**
 * Redaction by key name, by pattern and by known secret values in every form they may have. It sits at the sinks (log file, diagnostics) and where a
 * vendor's words come in, so that no caller has to remember it.
 */
export function createRedactor(secrets: () => readonly string[] = () => []): Redactor {
  let known: readonly string[] = [];
  let anyKnown: RegExp | null = null;
  /** Made anew only when there is another secret: it is asked for with every line. */
  function knownPattern(): RegExp | null {
    const now = secrets();
    if (now.length !== known.length || now.some((secret, at) => secret !== known[at])) {
      known = now;
      const forms = secretForms(now).map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      anyKnown = forms.length === 0 ? null : new RegExp(forms.join('|'), 'g');
    }
    return anyKnown;
  }

  function text(input: string): string {
    const pattern = knownPattern();
    const result = pattern === null ? input : input.replace(pattern, redacted);
    return redactText(result);
  }

  function walk(value: unknown, seen: readonly object[]): unknown {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
      return text(String(value));
    if (typeof value !== 'object' || value === null) return value;
    if (seen.includes(value) || seen.length > 12) return '[deep]';
    const path = [...seen, value];
    if (Array.isArray(value)) return value.map((item) => walk(item, path));
    if (value instanceof Date) return value.toISOString();
    if (value instanceof Error) {
      const own = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'cause'));
      return walk({ name: value.name, message: value.message, stack: value.stack, ...own }, path);
    }
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      result[key] = sensitiveKey.test(key) && item !== null && item !== undefined ? redacted : walk(item, path);
    }
    return result;
  }

  return { text, value: (value) => walk(value, []) };
}
