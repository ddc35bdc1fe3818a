import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, startInstance } from './instance.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.close());

describe('codebase discovery', () => {
  it('answers companyinfo without a login, with the codebase and the host to call', async () => {
    const answer = await instance.absolute('GET', '/login/companyinfo/northwind', undefined, {});
    expect(answer.body).toMatchObject({
      CompanyID: 'northwind',
      Codebase: 'v2025_1/',
      IsCloud: true,
      SiteUrl: new URL(instance.url).host,
    });
  });

  it('answers null for a company it does not know', async () => {
    const answer = await instance.absolute('GET', '/login/companyinfo/nobody', undefined, {});
    expect([answer.status, answer.body]).toEqual([200, null]);
  });

  it('serves the same record under the codebase and under v4_6_release', async () => {
    const one = await instance.absolute('GET', '/v2025_1/apis/3.0/service/tickets/7601');
    const other = await instance.absolute('GET', '/v4_6_release/apis/3.0/service/tickets/7601');
    expect(one.status).toBe(200);
    expect(other.body).toEqual(one.body);
  });

  it('answers 404 on the old path after an upgrade and announces the new one', async () => {
    instance.connectwise.people.setCodebase('v2025_2/');
    expect((await instance.absolute('GET', '/v2025_1/apis/3.0/system/info')).status).toBe(404);
    expect((await instance.absolute('GET', '/v2025_2/apis/3.0/system/info')).status).toBe(200);
    expect((await instance.call('GET', '/system/info')).status).toBe(200);
    const info = await instance.absolute('GET', '/login/companyinfo/northwind', undefined, {});
    expect(field(info.body, 'Codebase')).toBe('v2025_2/');
  });

  it('ignores case in paths', async () => {
    expect((await instance.absolute('GET', '/V4_6_Release/APIS/3.0/Service/Tickets/7601')).status).toBe(200);
  });
});

describe('signing in', () => {
  const wrong = (login: string): Record<string, string> => ({
    ...instance.credentials,
    authorization: `Basic ${Buffer.from(login).toString('base64')}`,
  });

  it('answers 401 for wrong keys, for another company and for none', async () => {
    const [key] = instance.connectwise.state.apiKeys;
    const attempts = [
      wrong('northwind+public:private'),
      wrong(`othercompany+${key?.publicKey}:${key?.privateKey}`),
      { clientId: instance.credentials.clientId ?? '' },
    ];
    for (const headers of attempts) {
      const answer = await instance.absolute('GET', '/v4_6_release/apis/3.0/system/info', undefined, headers);
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ code: 'Unauthorized', message: 'Incorrect public/private key' });
    }
  });

  it('can answer 404 for wrong keys on v4_6_release while the codebase path says 401', async () => {
    instance.kernel.setSwitch('connectwise.badAuthGives404', true);
    const headers = wrong('northwind+public:private');
    expect((await instance.absolute('GET', '/v4_6_release/apis/3.0/system/info', undefined, headers)).status).toBe(404);
    expect((await instance.absolute('GET', '/v2025_1/apis/3.0/system/info', undefined, headers)).status).toBe(401);
  });

  it('refuses a missing or unknown clientId', async () => {
    expect((await instance.call('GET', '/system/info', undefined, { clientId: 'unknown' })).status).toBe(401);
    const { authorization = '' } = instance.credentials;
    const answer = await instance.absolute('GET', '/v4_6_release/apis/3.0/system/info', undefined, { authorization });
    expect(answer.status).toBe(401);
  });

  it('answers 403 where the role has no right, and only there', async () => {
    instance.connectwise.people.setRight('Service Desk/Service Tickets', 'edit', 'None');
    const patch = [{ op: 'replace', path: 'summary', value: 'x' }];
    const refused = await instance.call('PATCH', '/service/tickets/7601', patch);
    expect([refused.status, refused.body]).toEqual([
      403,
      { code: 'Security', message: 'You do not have security permission to perform this action.' },
    ]);
    expect((await instance.call('GET', '/service/tickets/7601')).status).toBe(200);
  });

  it('guards closing a ticket by its own right', async () => {
    instance.connectwise.people.setRight('Service Desk/Close Service Tickets', 'edit', 'None');
    const close = await instance.call('PATCH', '/service/tickets/7601', [
      { op: 'replace', path: 'status', value: { name: 'Completed' } },
    ]);
    expect(close.status).toBe(403);
    const move = await instance.call('PATCH', '/service/tickets/7601', [
      { op: 'replace', path: 'status', value: { name: 'Scheduled' } },
    ]);
    expect(move.status).toBe(200);
  });
});

describe('every answer', () => {
  it('carries the version, a request id and the media type', async () => {
    const { headers } = await instance.call('GET', '/system/info');
    expect(headers['content-type']).toBe('application/vnd.connectwise.com+json; version=2025.1');
    expect(headers['api-current-version']).toBe('2025.1');
    expect(headers['x-cw-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('says 404 for what does not exist, 405 for a wrong method, 501 for a gap', async () => {
    const unknown = await instance.call('GET', '/service/nonsense');
    expect([unknown.status, unknown.body]).toEqual([
      404,
      { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' },
    ]);
    expect((await instance.call('DELETE', '/service/tickets')).status).toBe(405);
    const gap = await instance.call('GET', '/service/tickets/7601/products');
    expect(gap.status).toBe(501);
    expect(field(gap.body, 'message')).toContain('products');
    const missing = await instance.call('GET', '/service/tickets/1');
    expect([missing.status, missing.body]).toEqual([404, { code: 'NotFound', message: 'Ticket 1 not found' }]);
  });
});

describe('the request budget', () => {
  it('answers 429 with Retry-After and the odd body shape, and recovers when the time has passed', async () => {
    instance.kernel.setSwitch('connectwise.requestsPerMinute', 2);
    expect((await instance.call('GET', '/system/info')).status).toBe(200);
    expect((await instance.call('GET', '/system/info')).status).toBe(200);
    const refused = await instance.call('GET', '/system/info');
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('60');
    expect(refused.body).toEqual({
      error: 'ConnectWiseAPI',
      message: 'Too many requests. Please try again in 60 seconds.',
    });
    await instance.clock.advance(60_000);
    expect((await instance.call('GET', '/system/info')).status).toBe(200);
  });
});
