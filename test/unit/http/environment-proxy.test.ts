import { afterEach, expect, it, vi } from 'vitest';
import { Dispatchers } from '../../../src/core/http/dispatchers.ts';

afterEach(() => vi.unstubAllEnvs());

const proxy = 'http://proxy.example.net:3128';

it.each([
  ['nothing is exempt', '', 'https://bridge.example.net', proxy],
  ['the host is exempt', 'bridge.example.net', 'https://bridge.example.net', null],
  ['its domain is exempt', 'other.test, .example.net', 'https://bridge.example.net', null],
  ['its domain is exempt with an asterisk', '*.example.net', 'https://bridge.example.net', null],
  ['a longer name that ends alike is exempt', 'ridge.example.net', 'https://bridge.example.net', proxy],
  ['it is exempt at this port', 'bridge.example.net:443', 'https://bridge.example.net', null],
  ['it is exempt at another port', 'bridge.example.net:8443', 'https://bridge.example.net', proxy],
  ['everything is exempt', '*', 'https://bridge.example.net', null],
  ['it is this computer', '', 'https://127.0.0.1:9000', null],
])('the proxy of the environment: %s', async (_, exempt, url, expected) => {
  for (const name of ['no_proxy', 'http_proxy', 'HTTP_PROXY', 'https_proxy']) vi.stubEnv(name, undefined);
  vi.stubEnv('HTTPS_PROXY', proxy);
  vi.stubEnv('NO_PROXY', exempt);
  const dispatchers = new Dispatchers({ proxy: 'environment', caFile: '' });
  expect(await dispatchers.proxyFor(new URL(url))).toBe(expected);
  await dispatchers.close();
});
