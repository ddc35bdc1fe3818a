import type { TunnelKind } from '../../../shared/domain/tunnels.ts';
import type { SelfTestOutcome } from '../../intake/self-test.ts';
import type { OutsideAnswer } from './outside.ts';

/** What is known once the one-time request was sent. */
export interface ListenerEvidence {
  /** What came back; `failed` with `timeout` when nothing did in time. */
  readonly answer: OutsideAnswer;
  /** What the listener saw of it; null = nothing. */
  readonly seen: SelfTestOutcome | null;
  /** Requests the listener refused meanwhile: to another path, and that were no HTTP. Strangers' are among them. */
  readonly otherPaths: number;
  readonly notHttp: number;
  readonly kind: TunnelKind;
  /** Origin the remotes send to, and its host with the port where it has one. */
  readonly url: string;
  readonly host: string;
  /** Port of the listener. */
  readonly port: number;
  /** How long was waited (ms). */
  readonly waitedMs: number;
  /** Added where nothing answers: why that may be so from this computer only; empty = no reason known. */
  readonly fromInside: string;
}

type Answer = Extract<OutsideAnswer, { kind: 'answer' }>;

/** What an answer that is not the listener's says about who gave it, and what is to be set there. */
export function answerOfFront(evidence: ListenerEvidence, answer: Answer): string {
  const { url } = evidence;
  const known = ngrok(evidence, answer) ?? cloudflare(evidence, answer) ?? signIn(evidence, answer);
  if (known !== null) return known;
  const { status } = answer;
  if (status >= 300 && status < 400) return redirected(evidence, answer);
  switch (status) {
    case 404:
      return notFound(evidence, answer);
    case 401:
    case 403:
      return `What answers at ${url} lets nobody in without signing in (${status}). ConnectWise and Field Nation cannot sign in: let requests to /callbacks/, /webhooks/ and /selftest/ pass.`;
    case 421:
      return `What answers at ${url} is set up for another host name (421), and does not pass the request on. Add ${evidence.host} there.`;
    case 429:
      return `What answers at ${url} limits requests (429) and let this one not pass. Changes would come in late: loosen its limit.`;
    case 400:
      return `What answers at ${url} does not take the request (400). Often it is asked for http where it speaks https, or the other way round: it has to forward to ${target(evidence)}.`;
    case 502:
    case 503:
    case 504:
      return gateway(evidence, status);
    default:
      break;
  }
  if (status === 204)
    return `Something at ${url} answers 204 as the listener would, but the request never came to this computer: another program takes what is sent there.`;
  if (status < 300)
    return `Another site answers at ${url} (${status}${titleOf(answer)}): the request did not come to this computer. It has to forward to ${target(evidence)}.`;
  return `What answers at ${url} fails (${status}${titleOf(answer)}), and the request did not come to this computer. Look into its log; it has to forward to ${target(evidence)}.`;
}

function notFound(evidence: ListenerEvidence, { body }: Answer): string {
  const { url, otherPaths } = evidence;
  if (otherPaths > 0)
    return `The listener was asked for another path than the one that was sent to ${url}: what stands in front changes the path. It has to pass it on as it is (nginx: no path, not even a slash, at the end of proxy_pass).`;
  // The listener's answers are a status and nothing else; what stands in front may add headers.
  if (body === '')
    return `${url} answers with an empty 404, as the listener of Dispatch Bridge does, but it is not this one: another workstation or profile may take what is sent there. Each needs an address of its own.`;
  return `Something else answers at ${url} (404) and does not pass the request on. It has to forward to ${target(evidence)}, for every path.`;
}

function gateway(evidence: ListenerEvidence, status: number): string {
  const { url, notHttp, kind, port } = evidence;
  if (notHttp > 0)
    return `What answers at ${url} does reach the listener, but speaks something else than http with it (${status}): it has to forward to ${target(evidence)}, not https://.`;
  if (kind === 'ssh')
    return `The web server at ${url} finds nobody behind it (${status}). It has to forward to ${target(evidence)}; the tunnel itself stands.`;
  if (status === 504)
    return `What answers at ${url} gets no answer behind it in time (504). It has to forward to ${target(evidence)}: a wrong address or a firewall swallows the request.`;
  return `What answers at ${url} reaches no listener behind it (${status}). The listener is on port ${port} now: it has to forward to ${target(evidence)}.`;
}

function redirected({ url, host }: ListenerEvidence, { status, headers }: Answer): string {
  const place = placeOf(headers.location ?? '');
  const to = URL.canParse(place, url) ? new URL(place, url) : null;
  if (to !== null && to.host !== host)
    return `${url} redirects to ${to.host} (${status}). ConnectWise and Field Nation do not follow: enter the address where it ends, or end the redirect.`;
  return `${url} redirects (${status}${place === '' ? '' : `, to ${place}`}). ConnectWise and Field Nation do not follow: let requests pass without it.`;
}

/** ngrok names what is wrong in a header (ngrok.com/docs/errors). */
function ngrok({ url, port }: ListenerEvidence, { headers, body }: Answer): string | null {
  const code = headers['ngrok-error-code'] ?? /ERR_NGROK_\d+/.exec(body)?.[0] ?? '';
  switch (code) {
    case '':
      return null;
    case 'ERR_NGROK_3200':
      return `ngrok has no tunnel at ${url} (${code}). It went down a moment ago, or the address belongs to another agent: restart the tunnel.`;
    case 'ERR_NGROK_3004':
    case 'ERR_NGROK_8012':
      return `ngrok's tunnel stands, but does not get through to http://127.0.0.1:${port} (${code}). Restart the tunnel.`;
    case 'ERR_NGROK_6022':
    case 'ERR_NGROK_6024':
      return `ngrok shows a page of its own in place of the listener (${code}). It does so to browsers on free accounts; real callbacks may pass all the same: use Watch to find out.`;
    default:
      return `ngrok does not pass the request on (${code}). What it means: ngrok.com/docs/errors/${code.toLowerCase()}.`;
  }
}

/** Cloudflare's own statuses and pages; `error code: 1033` stands in the body of a 530. */
function cloudflare(evidence: ListenerEvidence, { status, headers, body }: Answer): string | null {
  const { url } = evidence;
  const isTheirs = /cloudflare/i.test(headers.server ?? '') || headers['cf-ray'] !== undefined;
  if (!isTheirs) return null;
  const code = /error code:?\s*(1\d{3})/i.exec(body)?.[1] ?? /\bError\s+(1\d{3})\b/i.exec(body)?.[1] ?? '';
  if (headers['cf-mitigated'] !== undefined || /Just a moment\.\.\.|challenge-platform/.test(body))
    return `Cloudflare asks whoever comes to ${url} to prove to be a person. ConnectWise and Field Nation cannot: add a rule (Security, WAF) that skips this for /callbacks/, /webhooks/ and /selftest/.`;
  if (code === '1033')
    return `Cloudflare knows ${url}, but its tunnel is not connected (1033). Is this the tunnel whose token was entered? Restart it on the Tunnel tab.`;
  if (code === '1016')
    return `Cloudflare finds nothing behind ${url} (1016): its DNS record leads nowhere. Add the public hostname at the tunnel again.`;
  if (status === 530) return `Cloudflare does not get to what is behind ${url} (530${code === '' ? '' : `, ${code}`}).`;
  if (status === 403 && code !== '')
    return `A rule at Cloudflare turns requests to ${url} away (${code}). Let requests to /callbacks/, /webhooks/ and /selftest/ pass (Security, Events shows which rule it was).`;
  if (status === 521 || status === 522 || status === 523)
    return `Cloudflare gets no connection to the server behind ${url} (${status}). That server or its firewall has to let Cloudflare in.`;
  if (status === 525 || status === 526)
    return `Cloudflare does not accept the certificate of the server behind ${url} (${status}). Renew it there, or choose another mode under SSL/TLS.`;
  if (status === 502 && evidence.kind === 'cloudflared')
    return `cloudflared is connected, but finds no listener at the service it was given (502). The public hostname's service has to be http://127.0.0.1:${evidence.port}.`;
  return null;
}

const signInPlaces =
  /cloudflareaccess\.com|\/cdn-cgi\/access\/|login\.microsoftonline\.com|accounts\.google\.com|\/oauth2\/|\/authelia|\/outpost\.goauthentik|\.okta\.com|\/(log|sign)-?in\b|[./](sso|auth)\b/i;

/** A page that asks for a sign-in, as a redirect or in place. */
function signIn({ url }: ListenerEvidence, { status, headers, body }: Answer): string | null {
  const place = placeOf(headers.location ?? '');
  const redirect = status >= 300 && status < 400 && signInPlaces.test(place);
  const page =
    status < 300 && /<form[^>]*>[\s\S]*type=["']?password|cloudflareaccess\.com|\/cdn-cgi\/access\//i.test(body);
  const refused = status === 403 && /cloudflareaccess\.com|\/cdn-cgi\/access\//i.test(body);
  if (!redirect && !page && !refused) return null;
  const where = redirect && URL.canParse(place, url) ? ` (${new URL(place, url).host})` : '';
  return `A sign-in page stands in front of ${url}${where}. ConnectWise and Field Nation cannot sign in: let requests to /callbacks/, /webhooks/ and /selftest/ pass without it (Cloudflare Access: a policy "Bypass" for these paths).`;
}

function titleOf({ body }: Answer): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(body)?.[1]?.trim() ?? '';
  return title === '' ? '' : `, "${title}"`;
}

/** Where what answers at the public address has to forward to, in the words of that kind. */
export function target({ kind, port }: Pick<ListenerEvidence, 'kind' | 'port'>): string {
  return kind === 'ssh'
    ? 'the address and port on the server that the SSH tunnel opens (Tunnel tab), with http://'
    : `http://127.0.0.1:${port}`;
}

/** A redirect's target without its query, which may hold anything. */
export function placeOf(location: string): string {
  return (location.split(/[?#]/, 1)[0] ?? '').slice(0, 200);
}
