import type { SecretStore } from '../../../src/core/secrets.ts';
import type { Store } from '../../../src/core/store/port.ts';
import { webhookCommands } from '../../../src/core/webhooks/commands.ts';
import { ensureWebhook } from '../../../src/core/webhooks/ensure.ts';
import type { WebhookCommands } from '../../../src/core/webhooks/port.ts';
import { OwnSecrets } from '../../../src/core/webhooks/secrets.ts';
import type { WebhookState } from '../../../src/sandbox/fieldnation/webhook-people.ts';
import type { RunningSandbox } from '../../../src/sandbox/index.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';
import { memoryValues } from '../../unit/webhooks/support.ts';
import { type Clients, startClients } from '../clients/setup.ts';

export const token = '0123456789abcdef0123456789abcdef';

export interface Station {
  readonly clients: Clients;
  readonly secrets: OwnSecrets;
  readonly keychain: SecretStore;
  readonly store: Pick<Store, 'value' | 'setValue'>;
  readonly commands: WebhookCommands;
  readonly said: string[];
  changes: number;
  /** Where this workstation is reached today. */
  baseUrl: string | null;
  /** What the engine does at each start. */
  register(): Promise<void>;
  /** A webhook as Field Nation keeps it. */
  stored(webhookId: string): WebhookState | undefined;
  /** How many requests with this method the webhook API got. */
  sent(method: string): number;
}

/** The commands over the real client against the sandbox, without an engine around them. */
export async function startStation(): Promise<Station> {
  const clients = await startClients();
  const keychain = memorySecrets({ 'intake.pathToken': token });
  const store = memoryValues();
  const { clock, fn, sandbox } = clients;
  const secrets = await OwnSecrets.open({ keychain, store, clock });
  const said: string[] = [];
  const options = {
    fieldNation: () => fn,
    secrets,
    store,
    clock,
    baseUrl: () => station.baseUrl,
    say: async (kind: string, message: string) => {
      said.push(`${kind} ${message}`);
    },
    onChange: () => {
      station.changes += 1;
    },
  };
  const station: Station = {
    clients,
    secrets,
    keychain,
    store,
    said,
    changes: 0,
    baseUrl: 'http://127.0.0.1:9',
    commands: webhookCommands(options),
    register: () => ensureWebhook({ store, clock, fieldNation: () => fn }, station.baseUrl ?? '', secrets),
    stored: (webhookId) => sandbox.webhooks().find((hook) => hook.webhookId === webhookId),
    sent: (method) =>
      sandbox
        .journal()
        .filter(
          (entry) =>
            entry.kind === 'request' && entry.method === method && String(entry.path).startsWith('/api/v1/webhooks'),
        ).length,
  };
  return station;
}

/** A call of the webhook API as another client makes it, with the token of somebody signed in; its `result`. */
export async function webhookApi(
  sandbox: RunningSandbox,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const { clientId, clientSecret, username, password, url } = sandbox.info.fieldnation;
  const grant = { grant_type: 'password', client_id: clientId, client_secret: clientSecret, username, password };
  const json = { 'content-type': 'application/json' };
  const sent = { method: 'POST', headers: json, body: JSON.stringify(grant) };
  const signedIn: unknown = await (await fetch(`${url}/authentication/api/oauth/token`, sent)).json();
  const token = signedIn instanceof Object && 'access_token' in signedIn ? signedIn.access_token : '';
  const answer = await fetch(`${url}/api/v1/webhooks${path}`, {
    method,
    headers: { ...json, authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { result: Record<string, unknown> }).result;
}
