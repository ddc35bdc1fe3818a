import { AppError } from '../../shared/errors.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The public origin a person entered, checked by its writing only: https, or http for this machine itself (a sandbox beside it), a host, nothing
 * after it. Throws `tunnel.url` (permanent).
 */
export function publicOrigin(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw wrong(text, 'The public address is missing. Enter it as https://callbacks.example.com.');
  if (!URL.canParse(trimmed))
    throw wrong(text, `"${trimmed}" is no address. Enter it as https://callbacks.example.com.`);
  const url = new URL(trimmed);
  if (url.protocol === 'http:' && !loopback.test(url.hostname))
    throw wrong(text, `${trimmed} is not encrypted. ConnectWise and Field Nation need an address with https://.`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw wrong(text, `${trimmed} does not begin with https://.`);
  if (url.username !== '' || url.password !== '')
    throw wrong(`${url.protocol}//${url.host}`, 'The public address may not hold a name or password.');
  if ((url.pathname !== '/' && url.pathname !== '') || url.search !== '' || url.hash !== '')
    throw wrong(text, `Enter only the origin, without a path: ${url.origin}. The app adds its own path.`);
  return url.origin;
}

function wrong(url: string, message: string): AppError {
  return new AppError({ code: 'tunnel.url', kind: 'permanent', message, context: { url } });
}
