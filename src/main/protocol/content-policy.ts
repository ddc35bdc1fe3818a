/**
 * The content security policy of every page, sent as a header. Scripts come from the app alone, there is no `eval`, no inline
 * script, and no network but the app's own scheme. Style elements need this load's nonce: the component library adds some at run time.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Headers of every answer of the app's scheme. No opener policy: no page can open a window or be opened by one (`security/locks.ts`),
 * and the header makes Chromium throw away the page process it has just started and start another.
 */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
