/** True for this computer itself. */
function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** What is wrong with the address of a chat's webhook; null = it can be used. Only to this computer it may go unencrypted. */
export function chatUrlFault(text: string): 'no-url' | 'not-https' | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') return 'no-url';
  if (url.protocol === 'https:') return null;
  return url.protocol === 'http:' && isLoopback(url.hostname) ? null : 'not-https';
}

/** Whether mail may go to this server without encryption: only to one on this computer. */
export function mayMailPlain(host: string): boolean {
  return isLoopback(host.trim());
}

/** `name@host`, nothing around it: no line break can begin another header, and no comma another recipient. */
export function isMailAddress(text: string): boolean {
  return text.length <= 200 && /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(text);
}

/** A server's name or address, without scheme, port or path. */
export function isHostName(text: string): boolean {
  return /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.?$|^\[?[0-9a-fA-F:]+\]?$/.test(
    text,
  );
}
