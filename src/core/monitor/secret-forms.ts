/** Shorter values would hide ordinary words. */
const shortestSecret = 4;
const shortestBase64 = 8;
const shortestPath = 12;

/** How a secret may stand in a text: as it is, in an address, in JSON (also twice), or inside Base64 of something around it. */
export function secretForms(secrets: readonly string[]): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets.flatMap(withPath)) {
    if (secret.length < shortestSecret) continue;
    const escaped = JSON.stringify(secret).slice(1, -1);
    forms.add(secret);
    const address = inAddress(secret);
    forms.add(address);
    forms.add(address.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
    forms.add(address.replaceAll('%20', '+'));
    forms.add(escaped);
    forms.add(JSON.stringify(escaped).slice(1, -1));
    for (const part of insideBase64(secret)) forms.add(part);
  }
  return [...forms].filter((form) => form.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** Half a surrogate pair has no form in an address, and must not stop a log line. */
function inAddress(secret: string): string {
  return encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}'));
}

/** An address that is a secret, as a chat's webhook is, and what a server is told of it: it may repeat that alone. */
function withPath(secret: string): readonly string[] {
  const url = /^https?:\/\//i.test(secret) && URL.canParse(secret) ? new URL(secret) : null;
  const path = url === null ? '' : url.pathname + url.search;
  return path.length < shortestPath ? [secret] : [secret, path];
}

/**
 * What of the Base64 text does not depend on what stands before and after the secret: three bytes make four characters, so there are three ways it
 * may lie, and the characters at either edge are shared with its neighbours (`user:secret` in a Basic authorization).
 */
function insideBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((offset * 8) / 6);
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    const part = text.slice(first, whole);
    if (part.length < shortestBase64) return [];
    return [part, part.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
