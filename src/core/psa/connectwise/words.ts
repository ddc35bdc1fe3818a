import { AppError } from '../../../shared/errors.ts';
import type { Call } from './api.ts';
import { permissionFor, permissionWords } from './permissions.ts';

/** Cases whose own text would leave a technician guessing. */
export function inConnectWiseWords(error: AppError, call: Pick<Call, 'method' | 'path' | 'label'>): AppError {
  const { code, kind, context, action, cause } = error;
  const words = String(context.vendorMessage ?? '');
  if (/ssl is required/i.test(words)) {
    return new AppError({
      code: 'connectwise.wrong-host',
      kind: 'permanent',
      message: 'ConnectWise says "SSL is required": this is not the API host. Check the site in Setup.',
      context,
      action: { do: 'open-setup', step: 'connectwise' },
      cause,
    });
  }
  if (code === 'connectwise.forbidden') {
    const needed = permissionFor(call.method, call.path);
    const advice = needed === null ? "Check the API member's security role" : permissionWords(needed);
    return new AppError({
      code,
      kind,
      message: `ConnectWise does not let the API member ${call.path.endsWith('/search') ? 'read' : verbs[call.method]} ${call.label}: ${advice}.`,
      context: { ...context, ...(needed === null ? {} : { module: needed.module, level: needed.level }) },
      ...(action === undefined ? {} : { action }),
      cause,
    });
  }
  return error;
}

const verbs = { GET: 'read', POST: 'add to', PUT: 'change', PATCH: 'change', DELETE: 'delete' } as const;
