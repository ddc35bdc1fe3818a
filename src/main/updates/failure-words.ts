import { AppError, type ErrorKind } from '../../shared/errors.ts';
import { t } from '../../shared/strings/t.ts';

/** What electron-updater and Electron's network throw: an Error, often with a code of its own. */
interface Thrown {
  readonly code: string;
  readonly statusCode: number | null;
  readonly message: string;
}

/** Whatever Chromium's network says is about the way to the server. */
const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|net::ERR_/;

/** A failure of an update in words for a technician. The first line of what was thrown is kept for the details. */
export function updateFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = read(thrown);
  const made = (code: string, kind: ErrorKind, message: string): AppError =>
    new AppError({
      code: `updates.${code}`,
      kind,
      message,
      context: { reason: error.message.slice(0, 300), code: error.code },
      cause: thrown,
    });
  const { code, statusCode, message } = error;
  if (code === 'ERR_CHECKSUM_MISMATCH' || /sha512 checksum mismatch/i.test(message))
    return made('damaged', 'permanent', t('updates.damaged'));
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return made('signature', 'permanent', t('updates.badSignature'));
  if (code === 'ENOSPC') return made('no-space', 'permanent', t('updates.noSpace'));
  if (
    code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' ||
    code === 'ERR_UPDATER_LATEST_VERSION_NOT_FOUND' ||
    statusCode === 404
  )
    return made('no-release', 'permanent', t('updates.noRelease'));
  if (/^ERR_UPDATER_(INVALID|NO_FILES|NO_CHECKSUM|ASSET)/.test(code) || /Cannot parse/i.test(message))
    return made('unreadable', 'permanent', t('updates.unreadable'));
  if (unreachable.test(`${code} ${message}`) || (statusCode !== null && statusCode >= 500))
    return made('unreachable', 'offline', t('updates.unreachable'));
  return made('failed', 'permanent', t('updates.other', { reason: message }));
}

function read(thrown: unknown): Thrown {
  const fields: { code?: unknown; statusCode?: unknown } = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: typeof fields.code === 'string' ? fields.code : '',
    statusCode: typeof fields.statusCode === 'number' ? fields.statusCode : null,
    message: message.split('\n')[0] ?? '',
  };
}
