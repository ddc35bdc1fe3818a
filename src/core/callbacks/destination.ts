import { AppError } from '../../shared/errors.ts';

/** What the record's number is appended to (reference/connectwise.md 2.3, reference/fieldnation.md 5.A). */
const ownEnd = '?recordId=';
const brokerEnd = '&external_id=';

export type BrokerEnvironment = 'production' | 'sandbox';

/** Hosts and paths of trigger URLs; the last one is of older documentation (reference/fieldnation.md 5.A, 6.1). */
const brokers: readonly (readonly [host: string, path: RegExp, environment: BrokerEnvironment])[] = [
  ['micro.fieldnation.com', /^\/v1\/broker\/inbound\/?$/, 'production'],
  ['micro.fndev.net', /^\/v1\/broker-sandbox\/inbound\/?$/, 'sandbox'],
  ['api.fieldnation.com', /^\/integrations\/trigger\//, 'production'],
];

/** Address of this workstation's listener for callbacks. */
export function workstationUrl(baseUrl: string, pathToken: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/callbacks/${pathToken}${ownEnd}`;
}

/** Field Nation's environment of a trigger URL; null for any other address. */
export function brokerOf(url: string): BrokerEnvironment | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, pathname } = new URL(url);
  const found = brokers.find(([host, path]) => host === hostname && path.test(pathname));
  return protocol === 'https:' && found !== undefined ? found[2] : null;
}

/**
 * The trigger URL as it has to be registered: with `&external_id=` at its end, whatever of it was pasted along. Throws `callback.trigger-url` with
 * what is wrong; the message never repeats the URL, which holds the client token.
 */
export function brokerUrl(triggerUrl: string): string {
  const text = triggerUrl.trim().replace(/[?&]external_id=[^&]*$/i, '');
  if (brokerOf(text) === null)
    throw wrongTrigger(
      'It is not the address of an Integration Broker, which begins with https://micro.fieldnation.com/v1/broker/ or https://micro.fndev.net/v1/broker-sandbox/',
    );
  const url = new URL(text);
  if (url.hash !== '') throw wrongTrigger('It has a part after #, which ConnectWise would append the number to');
  if (url.search === '' && /^\/integrations\/trigger\/.+/.test(url.pathname)) return `${text}?${brokerEnd.slice(1)}`;
  if ((url.searchParams.get('client_token') ?? '') === '') throw wrongTrigger('Its client_token is missing');
  return `${text}${brokerEnd}`;
}

/** True when the number that is appended becomes a parameter of its own; without that it corrupts the last one. */
export function keepsItsParameters(url: string): boolean {
  return !url.includes('?') || /[?&]([^?&=#]+=)?$/.test(url);
}

/** True when the address ends as its reader expects: `recordId=` for this app, `external_id=` for the broker. */
export function endsAsExpected(url: string, reader: 'workstation' | 'broker'): boolean {
  return reader === 'workstation' ? url.endsWith(ownEnd) : /[?&]external_id=$/.test(url);
}

/** Whether an address is our listener's, on whatever host, by its path token. */
export function holdsToken(url: string, pathToken: string): boolean {
  return pathToken !== '' && URL.canParse(url) && new URL(url).pathname === `/callbacks/${pathToken}`;
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

const struckOut = '…';

/** An address for people and logs: values of parameters and parts of the path that may be secrets are struck out. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return struckOut;
  const { origin, pathname, search } = new URL(url);
  const path = pathname
    .split('/')
    .map((part) => (part.length >= 12 && /\d/.test(part) ? struckOut : part))
    .join('/');
  const query = search
    .slice(1)
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return value.join('=') === '' ? pair : `${name}=${struckOut}`;
    });
  return `${origin}${path}${search === '' ? '' : `?${query.join('&')}`}`;
}

function wrongTrigger(why: string): AppError {
  return new AppError({
    code: 'callback.trigger-url',
    kind: 'permanent',
    message: `This trigger URL cannot be used. ${why}. Copy it whole from Field Nation: Integrations, Field Services, ConnectWise, Manage, Settings, Trigger URL.`,
  });
}
