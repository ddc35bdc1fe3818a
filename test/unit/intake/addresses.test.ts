import { describe, expect, it } from 'vitest';
import { isOurHost } from '../../../src/core/intake/host-names.ts';
import { RateLimit } from '../../../src/core/intake/rate-limit.ts';
import { sourceOf } from '../../../src/core/intake/source.ts';
import { keyAddress } from '../../../src/core/psa/connectwise/key-url.ts';
import { parseSite } from '../../../src/core/psa/connectwise/site.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

describe('the host a request is for', () => {
  it.each([
    'bridge.example.net',
    'BRIDGE.example.net',
    'bridge.example.net:443',
    '127.0.0.1:4101',
    'localhost',
    'localhost:9',
  ])('is ours as %s', (host) => expect(isOurHost(host, ['https://bridge.example.net/'])).toBe(true));
  it.each([
    '',
    'evil.example',
    'bridge.example.net.',
    'bridge.example.net:8443',
    'x.bridge.example.net',
    '127.0.0.1.evil.example',
    'localhost:4101x',
    '[::1]',
    '127.0.0.2',
  ])('is not ours as "%s"', (host) =>
    expect(isOurHost(host, ['https://bridge.example.net', '', 'nonsense'])).toBe(false),
  );
});

describe('the source of a request', () => {
  it('is unknown unless a header is trusted', () => {
    expect(sourceOf({ 'x-forwarded-for': '1.2.3.4' }, null)).toBe('unknown');
    expect(sourceOf({ 'x-forwarded-for': '1.2.3.4' }, 'CF-Connecting-IP')).toBe('unknown');
    expect(sourceOf({ 'cf-connecting-ip': '1.2.3.4' }, 'CF-Connecting-IP')).toBe('1.2.3.4');
  });
  it('is what the front itself added last', () => {
    expect(sourceOf({ 'x-forwarded-for': '6.6.6.6, 1.2.3.4' }, 'x-forwarded-for')).toBe('1.2.3.4');
    expect(sourceOf({ 'x-forwarded-for': '1.2.3.4, nonsense' }, 'x-forwarded-for')).toBe('unknown');
  });
  it('is one for all addresses of an IPv6 network', () => {
    const of = (address: string) => sourceOf({ a: address }, 'a');
    expect(of('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(of('2001:0db8:0001:2::9')).toBe('2001:db8:1:2::/64');
    expect(of('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(of('::ffff:1.2.3.4')).toBe('1.2.3.4');
  });
});

describe('a limit per source', () => {
  it('refills with time, is each its own, and remembers a bounded number', async () => {
    const clock = new VirtualClock();
    const limit = new RateLimit(clock, { perSecond: 2, burst: 2 });
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([true, true, false, true]);
    await clock.advance(500);
    expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
    for (let n = 0; n < 5_000; n += 1) limit.take(`source ${n}`);
    expect(limit.size).toBe(1_000);
  });
});

describe('the address of a signing key', () => {
  const site = parseSite('na.myconnectwise.net');
  const base = 'https://na.myconnectwise.net/v2025_1//system/callbackkey/index.rails';
  const of = (url: string, at = site) => keyAddress({ site: at, company: 'Cobalt' }, url);

  it('is asked as it was checked, without anything else that was in it', () => {
    const { url, id } = of(`${base}?companyName=cobalt&id=e17e6674-42f6&more=1`);
    expect(id).toBe('e17e6674-42f6');
    expect(url.href).toBe(`${base}?companyName=cobalt&id=e17e6674-42f6`);
    expect(of(`${base.replace('//na.', '//api-na.')}?companyName=Cobalt&id=1`).url.host).toBe(
      'api-na.myconnectwise.net',
    );
  });

  it.each([
    `${base}?companyName=Cobalt&companyName=Mallory&id=1`,
    `${base}?companyName=Cobalt&CompanyName=Mallory&id=1`,
    `${base}?companyName=Cobalt&id=1&ID=2`,
    `${base}?companyName=Cobalt&id=../1`,
    `${base}?companyName=Mallory&id=1`,
    `${base}?companyName=Cobalt`,
    `${base.replace('https', 'http')}?companyName=Cobalt&id=1`,
    `${base.replace('//na', '//:pw@na')}?companyName=Cobalt&id=1`,
    `${base.replace('.net', '.net:8443')}?companyName=Cobalt&id=1`,
    `${base.replace('.net', '.net.')}?companyName=Cobalt&id=1`,
    `${base.replace('//na', '//eu')}?companyName=Cobalt&id=1`,
    `https://na.myconnectwise.net/a/b/system/callbackkey/x?companyName=Cobalt&id=1`,
    `https://na.myconnectwise.net/v1/system/callbackkey/..%2f..%2fdownload?companyName=Cobalt&id=1`,
    `https://na.myconnectwise.net/v1/download/system/callbackkey/?companyName=Cobalt&id=1`,
    `${base}?companyName=Cobalt&id=1#x`,
    'http://127.0.0.1:4101/v1/system/callbackkey/index.rails?companyName=Cobalt&id=1',
  ])('is not %s', (url) => expect(() => of(url)).toThrow(/^A callback was refused: /));

  it('is on loopback only when the configured site is', () => {
    const url = 'http://127.0.0.1:4101/v1//system/callbackkey/index.rails?companyName=Cobalt&id=1';
    expect(of(url, parseSite('http://127.0.0.1:4101')).id).toBe('1');
    expect(() => of(url, parseSite('http://127.0.0.1:4102'))).toThrow();
  });
});
