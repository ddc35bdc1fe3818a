import { AppError } from '../../../shared/errors.ts';
import { isCertificateError } from '../../http/certificates.ts';
import type { MailConfig } from './email.ts';
import { networkWords } from './network-words.ts';

/** What the mail library throws, as far as it is read here. */
interface MailError {
  readonly code: string;
  readonly command: string;
  /** What the server said, with its number. */
  readonly response: string;
  readonly responseCode: number;
  readonly message: string;
  readonly rejected: readonly string[];
}

/** In the words of who set it up: which server, what it said, and what to change. */
export function mailFailure(thrown: unknown, { host, port, user, security }: MailConfig): AppError {
  const error = read(thrown);
  const server = `${host}:${port}`;
  const said = error.response === '' ? '' : `: ${error.response.replace(/\s+/g, ' ').slice(0, 160)}`;
  const failed = (code: string, kind: AppError['kind'], message: string): AppError =>
    new AppError({ code: `alerts.email-${code}`, kind, message, context: { host, port }, cause: thrown });
  // 4xx passes by itself (greylisting, a full queue), 5xx does not.
  const kind = error.responseCode >= 400 && error.responseCode < 500 ? 'transient' : 'permanent';
  const certificate = isCertificateError(error.code) || /certificate|altnames/i.test(error.message);
  if (certificate && error.responseCode === 0)
    return failed(
      'certificate',
      'permanent',
      `The certificate of ${server} is not trusted on this computer, or is for another name: ${error.message.slice(0, 160)}.`,
    );
  switch (error.code) {
    case 'EAUTH':
      return failed(
        'sign-in',
        kind,
        `The mail server ${server} does not let "${user}" sign in${said}. Check user and password; many providers want an app password here.`,
      );
    case 'ENOAUTH':
      return failed(
        'sign-in',
        'permanent',
        `The mail server ${server} wants a sign-in${said}. Enter user and password.`,
      );
    case 'ETLS':
    case 'EREQUIRETLS':
      return failed(
        'starttls',
        'permanent',
        `${server} does not speak STARTTLS${said}. Choose TLS when this is its port for it (often 465).`,
      );
    case 'EENVELOPE': {
      const who = error.rejected.length === 0 ? '' : ` ${error.rejected.join(', ')}`;
      const what =
        error.command === 'MAIL FROM' ? 'the sender' : `the recipient${error.rejected.length > 1 ? 's' : ''}${who}`;
      return failed('recipient', kind, `The mail server ${server} refused ${what}${said}.`);
    }
    case 'EMESSAGE':
    case 'EPROTOCOL':
      if (error.responseCode === 0 && /ssl|tls|wrong version/i.test(error.message)) break;
      if (error.code === 'EPROTOCOL' && !/^\d{3}/.test(error.response))
        return failed('protocol', 'permanent', `${server} does not answer like a mail server. Check host and port.`);
      return failed('refused', kind, `The mail server ${server} refused the message${said}.`);
    case 'ECONNECTION':
    case 'ESOCKET':
    case 'ETIMEDOUT':
    case 'EDNS':
      break;
    default:
      if (error.responseCode !== 0)
        return failed('refused', kind, `The mail server ${server} refused the message${said}.`);
  }
  if (/wrong version number|ssl3_get_record|packet length/i.test(error.message))
    return failed(
      'tls',
      'permanent',
      `${server} does not speak TLS from the first byte. Choose STARTTLS (often port 587).`,
    );
  if (error.code === 'ETIMEDOUT' && security !== 'tls' && /greeting/i.test(error.message))
    return failed(
      'greeting',
      'transient',
      `${server} does not greet like a mail server. When this is its port for TLS (often 465), choose TLS.`,
    );
  return failed(
    'unreachable',
    'offline',
    `The mail server ${server} cannot be reached: ${networkWords(reason(error))}.`,
  );
}

/** The library wraps the system's own code into a sentence. */
function reason({ code, message }: MailError): string {
  return (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT)\b/.exec(message)?.[1] ?? code
  );
}

function read(thrown: unknown): MailError {
  const of = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    code: text(of.code),
    command: text(of.command),
    response: text(of.response),
    responseCode: typeof of.responseCode === 'number' ? of.responseCode : 0,
    message: thrown instanceof Error ? thrown.message : String(thrown),
    rejected: Array.isArray(of.rejected) ? of.rejected.map(String) : [],
  };
}
