import { connectWiseSignature, fieldNationSignature } from '../../../src/core/intake/signatures.ts';
import { type Attack, attack } from './attack.ts';
import {
  callback,
  callbackBody,
  callbackTarget,
  keyUrl,
  webhook,
  webhookBody,
  webhookTarget,
  withHeader,
} from './messages.ts';
import type { Random } from './random.ts';
import { world } from './world.ts';

/* Proper HTTP with content that must not count. */

/** Signed with no key, another one, or for another body. */
export function wrongSignature(random: Random): Attack {
  const body = callbackBody(random);
  const right = connectWiseSignature(world.signingKey, body);
  const hook = webhookBody(random);
  const rightHook = fieldNationSignature(world.webhookSecret, hook);
  const id = `${random.guid()}:1`;
  return attack(
    'wrong signature',
    random.pick([
      () => callback(body, Buffer.from(random.bytes(32)).toString('base64')),
      () => callback(body, connectWiseSignature('', body)),
      () => callback(body, connectWiseSignature(random.hex(20), body)),
      () => callback(body, connectWiseSignature(world.signingKey, callbackBody(random))),
      () => callback(body, right.slice(0, random.below(right.length))),
      () => callback(body, `${right}${random.pick(['=', ' x', ',', `, ${right}`])}`),
      () => callback(body, right.toLowerCase()),
      () => callback(body, Buffer.from(right, 'base64').toString('hex')),
      () => withHeader(callback(body), 'x-content-signature', null),
      () => callback(Buffer.concat([body, Buffer.from(' ')]), right),
      () => callback(body, '\u00e9'.repeat(44)),
      () => webhook(hook, id, `sha256=${random.hex(64)}`),
      () => webhook(hook, id, rightHook.slice(7)),
      () => webhook(hook, id, rightHook.toUpperCase()),
      () => webhook(hook, id, fieldNationSignature('', hook)),
      () => webhook(hook, id, fieldNationSignature(world.token, hook)),
      () => webhook(Buffer.concat([hook, Buffer.from('\n')]), id, rightHook),
      () => withHeader(webhook(hook, id), 'X-FN-Signature', null),
      () => withHeader(withHeader(webhook(hook, id), 'X-FN-Signature', null), 'X-Signature', rightHook.slice(7)),
      // Each sender's proof at the other's address.
      () => ({ ...callback(body), target: webhookTarget }),
      () => ({ ...webhook(hook, id), target: callbackTarget }),
    ])(),
    { acknowledged: 'while-asking' },
  );
}

/** Valid signatures of another company on the same site. */
export function otherCompany(random: Random): Attack {
  const { malloryKey, malloryKeyId, company, keyId } = world;
  const signed = (change: Record<string, unknown>) => {
    const body = callbackBody(random, change);
    return callback(body, connectWiseSignature(malloryKey, body));
  };
  const metadata = (url: string) => ({ Metadata: { key_url: url } });
  const base = `https://${world.site}/v2025_1//system/callbackkey/index.rails?`;
  return attack(
    'other company',
    random.pick([
      () => signed({ CompanyId: 'Mallory', ...metadata(keyUrl(malloryKeyId, 'Mallory')) }),
      () => signed(metadata(keyUrl(malloryKeyId, 'Mallory'))),
      () => signed({ CompanyId: 'Mallory', ...metadata(keyUrl(malloryKeyId)) }),
      () => signed(metadata(keyUrl())),
      () => signed(metadata(`${base}companyName=${company}&companyName=Mallory&id=${malloryKeyId}`)),
      () => signed(metadata(`${base}companyName=Mallory&CompanyName=${company}&id=${malloryKeyId}`)),
      () => signed(metadata(`${base}companyName=${company}&id=${keyId}&ID=${malloryKeyId}`)),
      () => signed(metadata(`${base}companyName=${company}%00Mallory&id=${malloryKeyId}`)),
      () => signed(metadata(`${base}companyName=${company}%20&id=${malloryKeyId}`)),
      () => signed({ CompanyId: `${company}\u0000`, ...metadata(keyUrl(malloryKeyId)) }),
    ])(),
    { acknowledged: 'always' },
  );
}

/** Keys at addresses that are not ours to ask. */
export function keyElsewhere(random: Random): Attack {
  const path = `/v2025_1//system/callbackkey/index.rails?companyName=${world.company}&id=${world.malloryKeyId}`;
  const url = random.pick([
    `https://evil.example${path}`,
    `http://${world.site}${path}`,
    `https://${world.site}.evil.example${path}`,
    `https://evil.example/${world.site}${path}`,
    `https://${world.site}@evil.example${path}`,
    `https://user:password@${world.site}${path}`,
    `https://:password@${world.site}${path}`,
    `https://${world.site}:8443${path}`,
    `https://${world.site}.${path}`,
    `https://eu.myconnectwise.net${path}`,
    `https://127.0.0.1${path}`,
    `http://127.0.0.1:${1024 + random.below(60_000)}${path}`,
    `http://169.254.169.254/latest/meta-data/system/callbackkey/x?companyName=${world.company}&id=1`,
    `http://[::1]${path}`,
    `https://${world.site}/v4_6_release/apis/3.0/system/documents/1/download?x=/system/callbackkey/&companyName=${world.company}&id=1`,
    `https://${world.site}/a/b/system/callbackkey/..%2f..%2fdownload?companyName=${world.company}&id=1`,
    `https://${world.site}${path}#@evil.example`,
    `file:///etc/passwd?companyName=${world.company}&id=1`,
    `//evil.example${path}`,
    `https://n\u0430.myconnectwise.net${path}`,
    '',
    'x'.repeat(900),
  ]);
  const body = callbackBody(random, { Metadata: { key_url: url } });
  return attack('key elsewhere', callback(body, connectWiseSignature(world.malloryKey, body)));
}

/** The right company and site, and a key nobody has. What it is signed with cannot be known before ConnectWise was asked. */
export function unknownKey(random: Random): Attack {
  const body = callbackBody(random, { Metadata: { key_url: keyUrl(random.guid()) } });
  return attack('unknown key', callback(body, connectWiseSignature(random.hex(40), body)), { acknowledged: 'always' });
}

/** Proper signatures at addresses that are almost the true one, or with another method. */
export function pathTricks(random: Random): Attack {
  const { token, host } = world;
  const good = callback(callbackBody(random));
  const target = random.pick([
    `/callbacks/${token}/`,
    `//callbacks/${token}`,
    `/callbacks//${token}`,
    `/./callbacks/${token}`,
    `/x/../callbacks/${token}`,
    `/callbacks/${token}/../${token}`,
    `/callbacks/${token};x=1`,
    `/callbacks/${token}%00`,
    `/callbacks/${token}%20`,
    `/callbacks/%30${token.slice(1)}`,
    `/%63allbacks/${token}`,
    `/Callbacks/${token}`,
    `/callbacks/${token.toUpperCase()}`,
    `/callbacks/${token.slice(0, -1)}`,
    `/callbacks/${token}0`,
    `/callbacks/${random.hex(32)}`,
    '/callbacks/',
    '/callbacks',
    `/callbacks?${token}`,
    `/callbacks#${token}`,
    `callbacks/${token}`,
    `http://${host}/callbacks/${token}`,
    `https://${host}/callbacks/${token}`,
    `\\callbacks\\${token}`,
    `/callbacks/\u00ff${token}`,
    `/selftest/${token}`,
    `/selftest/${random.hex(32)}`,
    '/selftest/',
    '/healthz/',
    '/',
    '*',
    `/callbacks/${token}\t`,
    `/.well-known/${token}`,
    `/callbacks/__proto__`,
    '/constructor/prototype',
  ]);
  const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'SEARCH', 'post', 'POSTX', 'QUERY'];
  return attack('path tricks', random.next() < 0.75 ? { ...good, target } : { ...good, method: random.pick(methods) });
}

/** Properly signed, and sent to a name that is not ours. */
export function wrongHost(random: Random): Attack {
  const good = callback(callbackBody(random));
  const { host } = world;
  const hosts = [
    'evil.example',
    `${host}.evil.example`,
    `evil.${host}`,
    `${host}:8080`,
    `${host}.`,
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '127.0.0.2',
    '[::1]',
    '0.0.0.0',
    '2130706433',
    `${host}/`,
    `${host}@evil.example`,
    `evil.example#${host}`,
    `${host},evil.example`,
    '',
    ' ',
  ];
  return attack('wrong host', withHeader(good, 'Host', random.next() < 0.1 ? null : random.pick(hosts)));
}

/** Content that is signed with the true key and is still none. */
export function malformed(random: Random): Attack {
  const signed = (body: Buffer) => callback(body);
  const changed = (change: Record<string, unknown>) => signed(callbackBody(random, change));
  const text = callbackBody(random).toString('utf8');
  return attack(
    'malformed',
    random.pick([
      () => signed(Buffer.alloc(0)),
      () => signed(Buffer.from(text.slice(0, random.below(text.length)))),
      () => signed(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])),
      () => signed(Buffer.from(text.replace('"jdoe"', '"\xff\xfe"'), 'latin1')),
      () => signed(Buffer.from(text, 'utf16le')),
      () => signed(Buffer.from(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)),
      () => signed(Buffer.from(`{"__proto__":{"polluted":1},${text.slice(1)}`)),
      () => signed(Buffer.from(`${text}${text}`)),
      () => signed(random.bytes(300)),
      () => signed(Buffer.from(random.pick(['null', '[]', '1', '"x"', 'true', '{}', 'NaN', '\ud83d']))),
      () => changed({ ID: random.pick([0, -1, 1.5, '7', null, true, [], {}]) }),
      () => signed(Buffer.from(text.replace(/"ID":\d+/, '"ID":1e400'))),
      () => changed({ MessageId: random.pick(['', null, 1, 'x'.repeat(101), {}]) }),
      () => changed({ CompanyId: random.pick([null, 1, {}, 'x'.repeat(101)]) }),
      () =>
        changed({
          Metadata: random.pick([null, {}, [], 'x', { key_url: 1 }, { key_url: `https://${'x'.repeat(2_000)}` }]),
        }),
      () => changed({ Action: random.pick([null, 'x'.repeat(31), {}]) }),
      () => changed({ Type: random.pick([null, 'x'.repeat(51), 5]) }),
      () => webhook(Buffer.from('{}'), `${random.guid()}:1`),
      () => webhook(webhookBody(random, { workorder: { id: 0 }, event: { name: 'x' } }), `${random.guid()}:1`),
      () => webhook(webhookBody(random, { event: { name: 'n'.repeat(200) } }), `${random.guid()}:1`),
      () => webhook(webhookBody(random), random.pick(['', ':1', 'x'.repeat(200), 'a b', '../../x', "' or 1=1"])),
      () => withHeader(webhook(webhookBody(random), '1'), 'X-FN-Delivery-Id', null),
    ])(),
  );
}

/** What was taken once, again: byte for byte, and webhooks under another delivery id. */
export function replay(random: Random, taken: { readonly callback: Buffer; readonly webhook: Buffer }): Attack {
  return attack(
    'replay',
    random.pick([() => callback(taken.callback), () => webhook(taken.webhook, `${random.guid()}:1`)])(),
    { acknowledged: 'always' },
  );
}
