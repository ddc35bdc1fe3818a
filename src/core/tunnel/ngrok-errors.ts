import { AppError, type ErrorKind } from '../../shared/errors.ts';

type Words = readonly [code: string, kind: ErrorKind, message: string, retryAfterMs?: number];

/** ngrok's error codes (ngrok.com/docs/errors/reference) that a technician can meet here, in words. */
const known: Readonly<Record<number, Words>> = {
  102: [
    'tunnel.ngrok-account',
    'permanent',
    'The last payment for the ngrok account failed. Look at its billing page.',
  ],
  103: ['tunnel.ngrok-account', 'permanent', 'The ngrok account is suspended. Ask ngrok why.'],
  105: [
    'tunnel.ngrok-authtoken',
    'auth',
    'This is no ngrok authtoken. Copy it from dashboard.ngrok.com, "Your Authtoken".',
  ],
  106: ['tunnel.ngrok-authtoken', 'auth', 'This authtoken is from an old version of ngrok. Copy the one of today.'],
  107: [
    'tunnel.ngrok-authtoken',
    'auth',
    'ngrok does not accept the authtoken: it was reset or revoked. Copy the one of today.',
  ],
  108: [
    'tunnel.ngrok-sessions',
    'transient',
    'The ngrok account has as many agents running as it may. End one elsewhere; this one is tried again by itself.',
    30_000,
  ],
  109: ['tunnel.ngrok-authtoken', 'auth', 'ngrok cannot read the authtoken. Copy it again.'],
  115: ['tunnel.ngrok-address', 'permanent', 'The IP restrictions of the ngrok account do not allow this network.'],
  116: ['tunnel.ngrok-address', 'permanent', 'The IP restrictions of this authtoken do not allow this network.'],
  120: [
    'tunnel.ngrok-old',
    'permanent',
    'ngrok no longer accepts this version of its library. Update Dispatch Bridge.',
  ],
  121: [
    'tunnel.ngrok-old',
    'permanent',
    'ngrok no longer accepts this version of its library. Update Dispatch Bridge.',
  ],
  300: ['tunnel.ngrok-authtoken', 'auth', 'The authtoken was revoked. Copy the one of today.'],
  313: [
    'tunnel.ngrok-domain',
    'permanent',
    'The ngrok account may not use names of its own choice. Leave the domain empty or reserve one.',
  ],
  314: ['tunnel.ngrok-domain', 'permanent', 'The ngrok account may not use a domain of its own. Reserve one at ngrok.'],
  319: [
    'tunnel.ngrok-domain',
    'permanent',
    'This domain is not reserved for the ngrok account. Reserve it in the dashboard under Domains.',
  ],
  320: ['tunnel.ngrok-domain', 'permanent', 'This domain is reserved by another ngrok account.'],
  334: [
    'tunnel.ngrok-taken',
    'transient',
    'The domain is in use by another ngrok agent, perhaps by our own connection before a break. It is tried again by itself.',
    15_000,
  ],
  4018: [
    'tunnel.ngrok-authtoken',
    'auth',
    'ngrok wants a verified account and its authtoken. Verify the address of the account first.',
  ],
};

/** ngrok's library says what went wrong in a sentence with `ERR_NGROK_<number>` somewhere in it, or in `errorCode`. */
export function ngrokFailure(thrown: unknown): AppError {
  const { message, errorCode } = (thrown ?? {}) as { message?: unknown; errorCode?: unknown };
  const text = typeof message === 'string' ? message : String(thrown);
  const number = /ERR_NGROK_(\d+)/.exec(`${String(errorCode)} ${text}`)?.[1];
  const words = number === undefined ? undefined : known[Number(number)];
  const context = number === undefined ? { reason: firstLine(text) } : { ngrok: `ERR_NGROK_${number}` };
  if (words !== undefined) {
    const [code, kind, message, retryAfterMs] = words;
    return new AppError({
      code,
      kind,
      message: `${message} (ERR_NGROK_${number})`,
      context,
      cause: thrown,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  if (number !== undefined)
    return new AppError({
      code: 'tunnel.ngrok-refused',
      kind: 'transient',
      message: `ngrok refused with ERR_NGROK_${number}; ngrok.com/docs/errors says what it means. It is tried again by itself.`,
      context,
      cause: thrown,
    });
  return new AppError({
    code: 'tunnel.ngrok-unreachable',
    kind: 'transient',
    message: 'ngrok cannot be reached. It is tried again by itself.',
    context,
    cause: thrown,
  });
}

/** What the library says may quote the token; only its first words are kept, and none that look like one. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/[A-Za-z0-9_-]{24,}/g, '[removed]').slice(0, 200);
}
