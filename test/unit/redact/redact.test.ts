import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, redactText } from '../../../src/core/monitor/redact.ts';

describe('redaction of text', () => {
  it.each([
    ['Authorization: Basic Q29iYWx0K2FiYzpkZWY=', 'Q29iYWx0K2FiYzpkZWY='],
    ['authorization: Bearer abc.def-ghi_jkl', 'abc.def-ghi_jkl'],
    ['GET https://api.fieldnation.com/api/rest/v2/workorders?access_token=8f2c&list=x', '8f2c'],
    ['POST grant_type=password&client_secret=s3cr3t&password=hunter2', 's3cr3t'],
    ['POST grant_type=password&client_secret=s3cr3t&password=hunter2', 'hunter2'],
    ['{"access_token":"8f2c","expires_in":3600}', '8f2c'],
    ['{\\"password\\":\\"hunter2\\"}', 'hunter2'],
    ['{"signing_key": "k-1"}', 'k-1'],
    ['{"token":"hunter2","expires_in":3600}', 'hunter2'],
    ['{"api_key": "hunter2"}', 'hunter2'],
    ['{"apiKey":"pa\\"ss, hunter2"}', 'hunter2'],
    ['{"X-Api-Key":"123456"}', '123456'],
    ["{'passphrase': 'it is hunter2'}", 'hunter2'],
    ['{"body":"{\\"token\\":\\"hunter2\\",\\"a\\":\\"b\\"}"}', 'hunter2'],
    ['https://bucket.s3.amazonaws.com/a.jpg?X-Amz-Credential=AKIA%2F1&X-Amz-Signature=deadbeef', 'deadbeef'],
    ['https://cdn.example/a.jpg?Expires=1&Signature=abc~def&Key-Pair-Id=K1', 'abc~def'],
    ['https://x/inbound?client_token=tok-1&external_id=5', 'tok-1'],
    ['https://x/inbound%3Fclient_token%3Dtok-2%26external_id%3D', 'tok-2'],
    ['https://api.fieldnation.com/integrations/trigger/tok-3?external_id=', 'tok-3'],
    ['url https://b.example.com/callbacks/c1f6a0837be94d25a8e07f3b92d46c15?recordId= is in use', 'c1f6a0837be9'],
    ['to=https%3A%2F%2Fb.example.com%2Fwebhooks%2Fc1f6a0837be94d25', 'c1f6a0837be9'],
    ['proxy http://joe:pw-1@proxy.example:3128', 'pw-1'],
    ['POST https://hooks.slack.com/services/T01/B02/abcDEF123 failed', 'B02/abcDEF123'],
    [
      'https://prod-1.westeurope.logic.azure.com:443/workflows/ab/triggers/manual/paths/invoke?api-version=1&sp=%2F&sv=1.0&sig=tok-4',
      'tok-4',
    ],
    ['https://acme.webhook.office.com/webhookb2/1-2@3/IncomingWebhook/4/5', 'IncomingWebhook/4'],
  ])('%s', (text, secret) => {
    const clean = redactText(text);
    expect(clean).not.toContain(secret);
    expect(clean).toContain('[redacted]');
  });

  it('leaves ordinary words alone', () => {
    for (const text of [
      'Ticket 1042 set to Scheduled',
      'Basic set-up done',
      'the token has expired',
      'GET /webhooks/0d4f7c1e-5b2a-4f6e-9c83-71d0e2a94b56',
      'POST /system/callbacks/41',
      'https://na.myconnectwise.net/v2025_1/?page=2',
    ]) {
      expect(redactText(text)).toBe(text);
    }
  });

  it('removes known secrets wherever they stand, also URL-encoded', () => {
    const { text } = createRedactor(() => ['p@ss wörd/1', 'abc']);
    expect(text('x p@ss wörd/1 y p%40ss%20w%C3%B6rd%2F1 abc')).toBe('x [redacted] y [redacted] abc');
  });
});

describe('redaction of values', () => {
  const { value } = createRedactor(() => ['known-secret-1']);

  it('knows the secrets of tunnels by their keys', () => {
    const clean = value({
      secrets: { ngrokAuthtoken: 'a', cloudflaredToken: 'b', sshPassphrase: 'c' },
      previousWebhookSecret: 'd',
      tunnelToken: 'e',
      hostKey: 'SHA256:public',
    });
    expect(clean).toEqual({
      secrets: { ngrokAuthtoken: '[redacted]', cloudflaredToken: '[redacted]', sshPassphrase: '[redacted]' },
      previousWebhookSecret: '[redacted]',
      tunnelToken: '[redacted]',
      hostKey: 'SHA256:public',
    });
  });

  it('goes by key, at any depth', () => {
    const clean = value({
      headers: { Authorization: 'Basic xyz', clientId: 'guid', 'Set-Cookie': ['a=b'], accept: 'json' },
      list: [
        { client_secret: 's', privateKey: 'k', password: 'p', accessToken: 't', signing_key: 'k', webhookSecret: 'w' },
      ],
      note: 'holds known-secret-1',
    });
    expect(clean).toEqual({
      headers: { Authorization: '[redacted]', clientId: '[redacted]', 'Set-Cookie': '[redacted]', accept: 'json' },
      list: [
        {
          client_secret: '[redacted]',
          privateKey: '[redacted]',
          password: '[redacted]',
          accessToken: '[redacted]',
          signing_key: '[redacted]',
          webhookSecret: '[redacted]',
        },
      ],
      note: 'holds [redacted]',
    });
  });

  it.each([
    '{"token":3,"tokens":"12 of 40"}',
    '{"usage":{"token": 1042}}',
    '{"token":null,"apiKey":true,"passphrase":""}',
    '{"tokenType":"Bearer","api":"v2","keyword":"printer"}',
    'The token "Ticket" is not known here: expected a name.',
  ])('leaves what only sounds like one: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('strikes out one value of a text within JSON and leaves the next', () => {
    expect(redactText('{"body":"{\\"token\\":\\"hunter2\\",\\"title\\":\\"Printer\\"}"}')).toBe(
      '{"body":"{\\"token\\":\\"[redacted]\\",\\"title\\":\\"Printer\\"}"}',
    );
  });

  it('keeps what people need: numbers, ids, names, public keys', () => {
    const kept = {
      ticketId: 1042,
      deliveryId: 'd',
      publicKey: 'PK',
      'x-cw-request-id': 'r-1',
      tokens: 3,
      secretCount: 2,
      status: 'Assigned',
      nothing: null,
    };
    expect(value(kept)).toEqual(kept);
  });

  it('copes with errors, bytes, dates, cycles and odd values', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const clean = value({
      error: new Error('failed with known-secret-1'),
      bytes: Buffer.from('x'),
      at: new Date(0),
      cycle,
      big: 5n,
      missing: undefined,
    });
    expect(JSON.stringify(clean)).not.toContain('known-secret-1');
    expect(clean).toMatchObject({
      error: { message: 'failed with [redacted]' },
      bytes: '[1 bytes]',
      at: '1970-01-01T00:00:00.000Z',
      cycle: { self: '[deep]' },
      big: '5',
    });
  });

  it('never lets a known secret through, whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (json, before, after) => {
        const text = JSON.stringify(
          value({ json, text: `${before}known-secret-1${after}`, known: { deep: ['known-secret-1'] } }),
        );
        expect(text).not.toContain('known-secret-1');
      }),
    );
  });

  it('finds a known secret where JSON or an address had to escape it', () => {
    const hard = 'pa"55\\word of ours';
    const { text } = createRedactor(() => [hard, 'half \ud800 pair']);
    for (const around of [hard, JSON.stringify({ note: hard }), `?q=${encodeURIComponent(hard)}`])
      expect(text(around)).not.toContain('word');
    expect(text('nothing')).toBe('nothing');
  });

  it('takes name and password out of an address of any kind, whatever signs are in them', () => {
    const { text } = createRedactor();
    expect(text('http://kim:p@ss@proxy:8080/ and socks5://kim:hunter@h:1080')).toBe(
      'http://[redacted]@proxy:8080/ and socks5://[redacted]@h:1080',
    );
    expect(text('at https://host:8080/x by kim@example.com')).toBe('at https://host:8080/x by kim@example.com');
  });
});

describe('a secret that a server repeats', () => {
  const { text } = createRedactor(() => ['Zq7 mail+Password=5', 'https://chat.example/services/T024/9sQ2webhook']);

  it.each([
    ['in the Base64 of a sign-in', Buffer.from('\0user\0Zq7 mail+Password=5').toString('base64'), 'IG1haWwrUGFz'],
    ['as a form writes it', 'password_is_Zq7+mail%2BPassword%3D5', 'Zq7'],
    ['as the path of its own address', 'POST /services/T024/9sQ2webhook refused', '9sQ2'],
  ])('is struck out %s', (_how, said, telling) => {
    expect(said).toContain(telling);
    expect(text(said)).not.toContain(telling);
  });
});
