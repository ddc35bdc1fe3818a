import { AppError } from '../../shared/errors.ts';
import { isLoopback } from '../http/dispatchers.ts';

export type EnvironmentName = 'production' | 'sandbox' | 'custom';

/** Addresses of one environment (reference/fieldnation.md 1.1). Credentials and ids are valid in one only. */
export interface Environment {
  readonly name: string;
  readonly host: string;
  readonly rest: string;
  readonly token: string;
  readonly webhooks: string;
  readonly app: string;
}

const origins = {
  production: { api: 'https://api.fieldnation.com', app: 'https://app.fieldnation.com', name: 'production' },
  sandbox: { api: 'https://api-sandbox.fndev.net', app: 'https://app-sandbox.fndev.net', name: 'sandbox' },
} as const;

/** Throws `fieldnation.address` for a custom address that is none, or plain http beyond loopback. */
export function environmentOf(kind: EnvironmentName, baseUrl: string): Environment {
  const { api, app, name } = kind === 'custom' ? custom(baseUrl) : origins[kind];
  return {
    name,
    host: new URL(api).host,
    rest: `${api}/api/rest/v2`,
    token: `${api}/authentication/api/oauth/token`,
    webhooks: `${api}/api/v1/webhooks`,
    app,
  };
}

function custom(baseUrl: string): { api: string; app: string; name: string } {
  let url: URL | null = null;
  try {
    url = new URL(baseUrl.trim());
  } catch {
    // Reported below.
  }
  const usable = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
  if (url === null || !usable) {
    throw new AppError({
      code: 'fieldnation.address',
      kind: 'permanent',
      message: `"${baseUrl}" is not a Field Nation address. It starts with https://.`,
      context: { baseUrl },
      action: { do: 'open-setup', step: 'fieldnation' },
    });
  }
  return { api: url.origin, app: url.origin, name: url.host };
}
