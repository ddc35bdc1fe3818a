import type { Finding } from './chain-report.ts';
import type { Handshake } from './outside.ts';

/** A certificate that ends within this time is told of (ms): automatic renewals happen earlier. */
export const endsSoonMs = 14 * 86_400_000;

const publicOnly =
  'ConnectWise and Field Nation accept only certificates of a public authority (Let’s Encrypt is one, and free).';

interface Of {
  readonly host: string;
  /** Host and port, as they are told to a person. */
  readonly address: string;
  readonly now: number;
  /** Added where nothing answers: why that may be so from this computer only. */
  readonly fromInside: string;
}

/** What a handshake means for the chain. */
export function judgeHandshake(found: Handshake, of: Of): Finding {
  return found.kind === 'failed'
    ? { state: 'failed', message: unanswered(found.code, of), detail: found.code }
    : judgeCertificate(found, of);
}

type Shown = Extract<Handshake, { kind: 'shown' }>;

function judgeCertificate(shown: Shown, of: Of): Finding {
  const { protocol, issuer, subject, names, validFrom, validTo, problem, trustedHere } = shown;
  const detail = [
    protocol,
    `for ${names.length === 0 ? subject : names.slice(0, 5).join(', ')}`,
    `issued by ${issuer || 'nobody named'}`,
    `valid ${day(validFrom)} to ${day(validTo)}`,
    ...(problem === null ? [] : [problem]),
  ].join('; ');
  if (!/^TLSv1\.[23]$/.test(protocol)) return { state: 'failed', message: tooOld(of.address, protocol), detail };
  if (problem !== null && trustedHere)
    return {
      state: 'warning',
      message: `This computer trusts the certificate of ${of.host} (by ${issuer || 'an unnamed authority'}), but an outsider would not. Either a proxy or security program here shows its own in place of the true one, which does no harm; or the server has one of your company's authority: ${publicOnly}`,
      detail,
    };
  if (problem !== null) return { state: 'failed', message: distrusted(problem, shown, of), detail };
  if (validTo - of.now < endsSoonMs)
    return {
      state: 'warning',
      message: `The certificate of ${of.host} is accepted, but ends on ${day(validTo)}. Renew it before, or nothing comes in from then on.`,
      detail,
    };
  return {
    state: 'ok',
    message: `The certificate of ${of.host} is accepted: by ${issuer || 'a public authority'}, until ${day(validTo)}.`,
    detail,
  };
}

function distrusted(problem: string, { issuer, names, subject, validFrom, validTo }: Shown, of: Of): string {
  const { host, now } = of;
  switch (problem) {
    case 'CERT_HAS_EXPIRED':
      return validTo < now
        ? `The certificate of ${host} ended on ${day(validTo)}. Renew it on the server that answers there; until then nothing is sent to it.`
        : `A certificate above that of ${host} has ended. Let the server send the current chain (fullchain.pem).`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid before ${day(validFrom)}. Check the clocks of that server and of this computer.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate that ${of.address} shows is for ${names.slice(0, 3).join(', ') || subject || 'no name'}, not for ${host}. The server needs one for ${host}, or answers for another site than you mean.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `The certificate of ${host} is signed by itself. ${publicOnly}`;
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate of ${host} (by ${issuer}) cannot be traced to a public authority. Mostly the server sends it without the ones above it: give it fullchain.pem instead of cert.pem.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `The certificate of ${host} is by ${issuer || 'an unnamed authority'}, which is no public authority, or the server does not send the whole chain (fullchain.pem). ${publicOnly}`;
    case 'CERT_REVOKED':
      return `The certificate of ${host} was revoked. Get a new one.`;
    default:
      return `The certificate of ${host} is not accepted (${problem}). ${publicOnly}`;
  }
}

function unanswered(code: string, { host, address, fromInside }: Of): string {
  if (code.startsWith('proxy-'))
    return `Your network's proxy does not let this computer connect to ${address} (HTTP ${code.slice(6)}). Whether outsiders can, only a real message tells: use Watch.`;
  switch (code) {
    case 'timeout':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `Nothing answers at ${address}: connections run into the void. A firewall drops them, or the server is down. ${fromInside}`.trim();
    case 'ECONNREFUSED':
      return `${address} refuses connections: no web server listens on that port. ${fromInside}`.trim();
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `There is no way from this computer to ${address}. ${fromInside}`.trim();
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_HTTP_REQUEST':
      return `What answers at ${address} does not speak TLS, but plain http or something else. Both vendors need https there.`;
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
    case 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION':
    case 'ERR_SSL_NO_PROTOCOLS_AVAILABLE':
      return tooOld(address, '');
    case 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME':
    case 'ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME':
    case 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR':
    case 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE':
    case 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE':
      return `The server at ${address} has no certificate for ${host}: it ends the handshake. Set that name up there.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `The server at ${address} ends the connection before it shows a certificate. It does not know ${host}, or a firewall in between does that.`;
    default:
      return `No TLS connection to ${address} comes about (${code}).`;
  }
}

function tooOld(address: string, protocol: string): string {
  return `The server at ${address} speaks only ${protocol === '' ? 'an old version of TLS' : protocol}. ConnectWise and Field Nation need TLS 1.2 or newer: allow it there.`;
}

function day(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : 'an unknown day';
}
