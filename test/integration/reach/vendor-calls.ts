import type { Bridge } from '../../builders/bridge.ts';

/** What an administrator with keys of their own does at both vendors' APIs, past the app. */
export function vendorCalls({ sandbox, during }: Pick<Bridge, 'sandbox' | 'during'>) {
  const { connectwise, fieldnation } = sandbox.info;

  async function call(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  const keys = Buffer.from(`${connectwise.company}+${connectwise.publicKey}:${connectwise.privateKey}`).toString(
    'base64',
  );
  const atConnectWise = (method: string, path: string, body?: unknown) =>
    during(
      call(
        `${connectwise.url}/v4_6_release/apis/3.0/system/callbacks${path}`,
        method,
        { authorization: `Basic ${keys}`, clientid: connectwise.clientId },
        body,
      ),
    );

  async function atFieldNation(method: string, path: string, body: unknown): Promise<unknown> {
    const token = (await during(
      call(
        `${fieldnation.url}/authentication/api/oauth/token`,
        'POST',
        {},
        {
          grant_type: 'password',
          client_id: fieldnation.clientId,
          client_secret: fieldnation.clientSecret,
          username: fieldnation.username,
          password: fieldnation.password,
        },
      ),
    )) as { access_token: string };
    return during(
      call(
        `${fieldnation.url}/api/v1/webhooks${path}`,
        method,
        { authorization: `Bearer ${token.access_token}` },
        body,
      ),
    );
  }

  return {
    deleteCallback: (id: number) => atConnectWise('DELETE', `/${id}`),
    patchCallback: (id: number, values: Readonly<Record<string, unknown>>) =>
      atConnectWise(
        'PATCH',
        `/${id}`,
        Object.entries(values).map(([path, value]) => ({ op: 'replace', path, value })),
      ),
    putWebhook: (webhookId: string, body: Readonly<Record<string, unknown>>) =>
      atFieldNation('PUT', `/${webhookId}`, body),
  };
}
