/**
 * Whether a `Host` header names us: the host of a public address, or loopback with any port (a reverse proxy names the port it forwards to, which
 * need not be ours). A page elsewhere that had its own name point at this computer (DNS rebinding) still sends that name.
 */
export function isOurHost(host: string, publicUrls: readonly string[]): boolean {
  const given = host.toLowerCase();
  if (/^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(given)) return true;
  return publicUrls.some((url) => {
    const own = hostOf(url);
    return own !== null && (given === own || given === `${own}:443`);
  });
}

function hostOf(url: string): string | null {
  try {
    const { host } = new URL(url);
    return host === '' ? null : host.toLowerCase();
  } catch {
    return null;
  }
}
