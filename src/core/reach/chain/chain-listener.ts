import type { TunnelKind } from '../../../shared/domain/tunnels.ts';
import type { SelfTestOutcome } from '../../intake/self-test.ts';
import { answerOfFront, type ListenerEvidence, placeOf, target } from './chain-fronts.ts';
import type { Finding } from './chain-report.ts';
import type { OutsideAnswer } from './outside.ts';

/** What came of the one-time request, as precisely as can be told. */
export function judgeListener(evidence: ListenerEvidence): Finding {
  const { seen } = evidence;
  if (seen?.kind === 'arrived') return arrived(evidence, seen);
  if (seen !== null)
    return {
      state: 'failed',
      message: 'The listener closed while the test ran. It is opened again by itself where it can: test again then.',
      detail: said(evidence.answer),
    };
  return evidence.answer.kind === 'failed'
    ? { state: 'failed', message: silent(evidence, evidence.answer.code), detail: said(evidence.answer) }
    : { state: 'failed', message: answerOfFront(evidence, evidence.answer), detail: said(evidence.answer) };
}

function arrived(evidence: ListenerEvidence, seen: Extract<SelfTestOutcome, { kind: 'arrived' }>): Finding {
  const { answer, url, host } = evidence;
  const detail = `Host: ${seen.host}; ${said(answer)}`;
  if (!seen.hostAllowed)
    return {
      state: 'failed',
      message: `A request to ${url} reaches the listener, but with the host name ${seen.host || '(none)'} in place of ${host}: callbacks like that are refused (421). ${keepHost[evidence.kind]}`,
      detail,
    };
  if (answer.kind === 'failed')
    return {
      state: 'warning',
      message: `A request to ${url} reaches the listener, but its answer did not come back (${answer.code === 'timeout' ? 'no answer in time' : answer.code}). ConnectWise counts that as a failure, and switches a callback off after three days of them.`,
      detail,
    };
  if (answer.status === 204)
    return { state: 'ok', message: `A request to ${url} reaches the listener on this computer.`, detail };
  if (answer.status === 429)
    return {
      state: 'warning',
      message: `A request to ${url} reaches the listener, but was put off: too many strangers knock at the moment. Callbacks are taken meanwhile.`,
      detail,
    };
  return {
    state: 'warning',
    message: `A request to ${url} reaches the listener, but what stands in front answers ${answer.status} in its place. ConnectWise and Field Nation would take that for our answer.`,
    detail,
  };
}

const keepHost: Readonly<Record<TunnelKind, string>> = {
  none: 'Let it pass the host name on unchanged.',
  'own-url':
    'Let the reverse proxy pass the host name on: nginx "proxy_set_header Host $host;", Apache "ProxyPreserveHost On"; Caddy does it by itself.',
  ssh: 'Let the web server on your server pass the host name on: nginx "proxy_set_header Host $host;", Apache "ProxyPreserveHost On"; Caddy does it by itself.',
  cloudflared: 'In Cloudflare’s dashboard, empty "HTTP Host Header" at the public hostname of this tunnel.',
  ngrok: 'In ngrok’s dashboard, remove what rewrites the Host header (traffic policy of this endpoint).',
};

function silent(evidence: ListenerEvidence, code: string): string {
  const { url, waitedMs, fromInside, otherPaths } = evidence;
  if (code.startsWith('proxy-'))
    return `Your network's proxy does not let this computer connect to ${url} (HTTP ${code.slice(6)}). Only a real message tells whether outsiders can: use Watch.`;
  if (otherPaths > 0 && code === 'timeout')
    return `Nothing came back from ${url} within ${waitedMs / 1000} s, yet the listener was asked for another path meanwhile: look whether what stands in front changes the path.`;
  switch (code) {
    case 'timeout':
    case 'ETIMEDOUT':
      return `No answer from ${url} within ${waitedMs / 1000} s. What answers there does not get through to ${target(evidence)}, or a firewall drops it. ${fromInside}`.trim();
    case 'ECONNREFUSED':
      return `${url} refuses connections. ${fromInside}`.trim();
    case 'ECONNRESET':
    case 'EPIPE':
      return `${url} ends the connection without an answer. What answers there does not take the request: look into its log.`;
    default:
      return code.startsWith('HPE_')
        ? `What answers at ${url} does not speak proper HTTP (${code}).`
        : `No answer from ${url} (${code}). ${fromInside}`.trim();
  }
}

/** An answer in a technician's words: `HTTP 502, server: nginx, "502 Bad Gateway"`. */
function said(answer: OutsideAnswer): string {
  if (answer.kind === 'failed') return answer.code === 'timeout' ? 'no answer' : answer.code;
  const { status, headers, body } = answer;
  const title = /<title[^>]*>([^<]{1,120})/i.exec(body)?.[1]?.trim() ?? '';
  const plain = title === '' && !body.includes('<') ? body.trim().replace(/\s+/g, ' ').slice(0, 120) : title;
  const location = headers.location ?? '';
  return [
    `HTTP ${status}`,
    ...(headers.server ? [`server: ${headers.server.slice(0, 60)}`] : []),
    ...(headers['ngrok-error-code'] ? [headers['ngrok-error-code'].slice(0, 40)] : []),
    ...(location === '' ? [] : [`to ${placeOf(location)}`]),
    ...(plain === '' ? [] : [`"${plain}"`]),
  ].join(', ');
}
