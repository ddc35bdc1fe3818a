import { type Attack, attack } from './attack.ts';
import { callback, callbackBody, callbackTarget, wire, withHeader } from './messages.ts';
import type { Random } from './random.ts';
import { world } from './world.ts';

/*
 * Attacks on HTTP itself. Where it matters their content is signed with the true key: if the parser or the listener were lenient, the message would
 * count and the test fail.
 */

/** Bytes of which two readers may think differently where the request ends. */
export function smuggling(random: Random): Attack {
  const body = callbackBody(random);
  const good = callback(body);
  const chunked = Buffer.concat([
    Buffer.from(`${body.length.toString(16)}\r\n`),
    body,
    Buffer.from('\r\n0\r\n\r\n'),
    random.next() < 0.5 ? Buffer.alloc(0) : wire(callback(callbackBody(random))),
  ]);
  const encoded = { ...good, body: chunked };
  const text = wire(good).toString('latin1');
  const length = String(body.length);
  const headerless = withHeader(encoded, 'Content-Length', null);
  return attack(
    'smuggling',
    random.pick([
      () => withHeader(encoded, 'Transfer-Encoding', 'chunked'),
      () => withHeader({ ...good, headers: [['Transfer-Encoding', 'chunked'], ...good.headers] }, 'Accept', '*/*'),
      () => withHeader(headerless, 'Transfer-Encoding', random.pick(['xchunked', 'chunked, identity', 'identity'])),
      () => withHeader(headerless, 'Transfer-Encoding', random.pick(['gzip, chunked', 'chunked;q=1', '"chunked"'])),
      () => withHeader(withHeader(headerless, 'Transfer-Encoding', 'identity'), 'Transfer-Encoding', 'chunked', true),
      () => withHeader(withHeader(headerless, 'Transfer-Encoding', 'chunked'), 'Transfer-Encoding', 'chunked', true),
      () =>
        withHeader(
          headerless,
          random.pick(['Transfer-Encoding ', ' Transfer-Encoding', 'Transfer_Encoding']),
          'chunked',
        ),
      () => withHeader(good, 'Content-Length', String(body.length - 1 - random.below(9)), true),
      () => withHeader(good, 'Content-Length', length, true),
      () =>
        withHeader(
          good,
          'Content-Length',
          random.pick([`+${length}`, `-${length}`, `${length}, ${length}`, `0x${body.length.toString(16)}`]),
        ),
      () =>
        withHeader(
          good,
          'Content-Length',
          random.pick([`${length}.0`, `${length} 1`, '99999999999999999999', '18446744073709551616']),
        ),
      () => withHeader(good, 'Host', world.host, true),
      () => withHeader(good, 'Host', 'evil.example', true),
      () => withHeader(good, 'x-content-signature', 'AAAA', true),
      () => ({ ...withHeader(encoded, 'Transfer-Encoding', 'chunked'), version: 'HTTP/1.0' }),
      () => ({ ...withHeader(headerless, 'Transfer-Encoding', 'chunked'), version: 'HTTP/1.0' }),
      () => ({
        ...good,
        version: random.pick(['HTTP/0.9', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/9.9', 'HTTPS/1.1', 'http/1.1']),
      }),
      () => text.replaceAll('\r\n', '\n'),
      () => text.replaceAll('\r\n', '\r'),
      () => text.replace('Content-Length: ', 'Content-Length : '),
      () => text.replace('Content-Type:', 'X-Folded: a\r\n b\r\nContent-Type:'),
      () => text.replace('Content-Type:', 'X-Nul: a\0b\r\nContent-Type:'),
      () => text.replace('Content-Type:', `X-Bare: a${random.pick(['\r', '\n\n', '\v\0'])}b\r\nContent-Type:`),
      () => text.replace('Content-Type:', `X-\u00e9\u0000:1\r\nContent-Type:`),
      () => text.replace('Host: ', random.pick(['Host', 'Host\t:', ':Host: ', '\0Host: '])),
    ])(),
  );
}

/** Chunked bodies that are none. */
export function badChunking(random: Random): Attack {
  const body = callbackBody(random);
  const head = withHeader(withHeader(callback(body), 'Content-Length', null), 'Transfer-Encoding', 'chunked');
  const size = body.length.toString(16);
  const content = body.toString('latin1');
  const chunks = random.pick([
    () => `${size}x\r\n${content}\r\n0\r\n\r\n`,
    () => `0x${size}\r\n${content}\r\n0\r\n\r\n`,
    () => `-${size}\r\n${content}\r\n0\r\n\r\n`,
    () => ` ${size}\r\n${content}\r\n0\r\n\r\n`,
    () => `fffffffffffffffff${size}\r\n${content}\r\n0\r\n\r\n`,
    () => `7fffffffffffffff\r\n${content}`,
    () => `${size}\r\n${content}0\r\n\r\n`,
    () => `${(body.length - 3).toString(16)}\r\n${content}\r\n0\r\n\r\n`,
    () => `${size}\n${content}\n0\n\n`,
    () => `${size};${'e'.repeat(17_000)}=1\r\n${content}\r\n0\r\n\r\n`,
    () => `${size}\r\n${content}\r\n0\r\n${`X-T: ${'t'.repeat(900)}\r\n`.repeat(30)}\r\n`,
    () => `\r\n${content}\r\n0\r\n\r\n`,
    () => `${size}\r\n${content}\r\n0\r\nX bad trailer\r\n\r\n`,
    () => `${size}\r\n${content.slice(0, -5)}`,
    () => Array.from(content, (letter) => `1\r\n${letter}\r\n`).join(''),
    () => random.bytes(200).toString('latin1'),
  ])();
  return attack('bad chunking', { ...head, body: Buffer.from(chunks, 'latin1') });
}

export function hugeHeaders(random: Random): Attack {
  const good = callback(callbackBody(random));
  const filler = (count: number, length: number) =>
    Array.from({ length: count }, (_, n) => [`X-${n}`, 'a'.repeat(length)] as const);
  return attack(
    'huge headers',
    random.pick([
      () => ({ ...good, headers: [...filler(1, 17_000 + random.below(50_000)), ...good.headers] }),
      () => ({ ...good, headers: [...filler(120 + random.below(400), 5), ...good.headers] }),
      () => ({ ...good, headers: [...filler(2_000, 40), ...good.headers] }),
      () => ({ ...good, target: `${callbackTarget}&${'q'.repeat(20_000)}` }),
      () => ({ ...good, method: 'P'.repeat(20_000) }),
      () => ({ ...good, headers: [['A'.repeat(20_000), '1'], ...good.headers] as const }),
      () => ({ ...good, headers: [['Cookie', 'c=1; '.repeat(5_000)], ...good.headers] as const }),
    ])(),
  );
}

/** Too large a body, announced or not. */
export function hugeBodies(random: Random): Attack {
  const big = Buffer.alloc(1_048_577 + random.below(1_000), 0x20);
  const good = callback(callbackBody(random));
  const announced = withHeader(good, 'Content-Length', String(big.length));
  const chunked = withHeader(withHeader(good, 'Content-Length', null), 'Transfer-Encoding', 'chunked');
  return attack(
    'huge bodies',
    random.pick([
      () => ({ ...announced, body: big }),
      () => ({ ...withHeader(good, 'Content-Length', '1073741824'), body: random.bytes(100) }),
      () => ({
        ...chunked,
        body: Buffer.concat([Buffer.from(`${big.length.toString(16)}\r\n`), big, Buffer.from('\r\n0\r\n\r\n')]),
      }),
      () => ({ ...announced, target: '/callbacks/unknown', body: big }),
    ])(),
  );
}

/** Requests that never end, or take their time. */
export function slow(random: Random): Attack {
  const bytes = wire(callback(callbackBody(random)));
  const headEnd = bytes.indexOf('\r\n\r\n') + 4;
  const pieces = random.pick([
    () => [bytes.subarray(0, 1 + random.below(headEnd - 2))],
    () => [bytes.subarray(0, headEnd), bytes.subarray(headEnd, headEnd + 5)],
    () => [bytes.subarray(0, headEnd + 1), ...Array.from({ length: 400 }, () => Buffer.from('{'))],
    () => [Buffer.from('POST / HTTP/1.1\r\n'), ...Array.from({ length: 400 }, (_, n) => Buffer.from(`X-${n}: 1\r\n`))],
    () => [],
    () => [Buffer.from('\r\n')],
  ])();
  return { ...attack('slow', ''), chunks: pieces, pauseMs: 25 };
}

/** Gone before the end. */
export function earlyClose(random: Random): Attack {
  const bytes = wire(callback(callbackBody(random)));
  return attack('early close', bytes.subarray(0, random.below(bytes.length - 1)), {
    ending: random.pick(['reset', 'end'] as const),
  });
}

/** Another protocol, or none. */
export function notHttp(random: Random): Attack {
  return attack(
    'not HTTP',
    random.pick([
      () => Buffer.concat([Buffer.from('16030100c8010000c40303', 'hex'), random.bytes(190)]),
      () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x12\x04\0\0\0\0\0', 'latin1'),
      () => Buffer.from('SSH-2.0-OpenSSH_9.9\r\n'),
      () => random.bytes(1 + random.below(3_000)),
      () => Buffer.from(`POST ${callbackTarget}\r\n\r\n`),
      () => Buffer.from('\0'.repeat(1 + random.below(500))),
      () => Buffer.from(`CONNECT ${world.host}:443 HTTP/1.1\r\nHost: ${world.host}\r\n\r\n`),
      () => Buffer.from('PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nPOST / HTTP/1.1\r\n\r\n'),
    ])(),
  );
}

/** Many requests at once on one connection, or garbage after one that is still being answered. */
export function pipelining(random: Random): Attack {
  const forged = () => wire(callback(callbackBody(random), Buffer.from(random.bytes(32)).toString('base64')));
  return attack(
    'pipelining',
    random.pick([
      () => Buffer.concat(Array.from({ length: 30 }, forged)),
      () => Buffer.concat([forged(), random.bytes(100)]),
      () =>
        Buffer.concat(Array.from({ length: 40 }, () => Buffer.from(`GET / HTTP/1.1\r\nHost: ${world.host}\r\n\r\n`))),
      () => Buffer.concat([forged(), Buffer.from('\r\n\r\n\r\n'), forged()]),
    ])(),
    { acknowledged: 'while-asking' },
  );
}

/** Headers with which a request asks for something else than an answer. */
export function sideDoors(random: Random): Attack {
  const body = callbackBody(random);
  const forged = callback(body, Buffer.from(random.bytes(32)).toString('base64'));
  return attack(
    'side doors',
    random.pick([
      () => withHeader(forged, 'Expect', '100-continue'),
      () => withHeader(callback(body), 'Expect', 'the-unexpected'),
      () => withHeader(withHeader(forged, 'Connection', 'Upgrade'), 'Upgrade', random.pick(['websocket', 'h2c'])),
      () => withHeader(forged, 'X-HTTP-Method-Override', 'PUT'),
      () => withHeader(forged, 'X-Original-URL', '/healthz'),
      () => withHeader(withHeader(callback(body), 'Host', 'evil.example'), 'X-Forwarded-Host', world.host),
      () => withHeader({ ...forged, method: 'TRACE' }, 'Max-Forwards', '0'),
    ])(),
    { acknowledged: 'while-asking' },
  );
}
