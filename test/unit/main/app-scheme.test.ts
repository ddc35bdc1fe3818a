import { describe, expect, it } from 'vitest';
import { contentPolicy, securityHeaders } from '../../../src/main/protocol/content-policy.ts';
import { isAppUrl, resolveRequest } from '../../../src/main/protocol/resolve-request.ts';

const root = '/app/out/renderer';
const resolve = (url: string, method = 'GET') => resolveRequest(method, url, root);

describe('the app scheme', () => {
  it.each([
    ['app://dispatch-bridge/', '/app/out/renderer/index.html', 'text/html; charset=utf-8'],
    ['app://dispatch-bridge', '/app/out/renderer/index.html', 'text/html; charset=utf-8'],
    ['app://dispatch-bridge/index.html?x=1#y', '/app/out/renderer/index.html', 'text/html; charset=utf-8'],
    ['app://dispatch-bridge/assets/a-1.js', '/app/out/renderer/assets/a-1.js', 'text/javascript; charset=utf-8'],
    ['app://dispatch-bridge/assets/a.css', '/app/out/renderer/assets/a.css', 'text/css; charset=utf-8'],
  ])('serves %s', (url, path, contentType) => {
    expect(resolve(url)).toEqual({ kind: 'file', path, contentType });
  });

  it.each([
    'app://dispatch-bridge/../main/index.js',
    'app://dispatch-bridge/assets/../../main/index.js',
    'app://dispatch-bridge/%2e%2e/main/index.js',
    'app://dispatch-bridge/%2E%2E%2Fmain/index.js',
    'app://dispatch-bridge/..%2fmain/index.js',
    'app://dispatch-bridge/..%5cmain\\index.js',
    'app://dispatch-bridge/..\\main\\index.js',
    'app://dispatch-bridge/%252e%252e%252fmain/index.js',
    'app://dispatch-bridge/./index.html',
    'app://dispatch-bridge/C:/Windows/win.js',
    'app://dispatch-bridge/index.html%00.js',
    'app://dispatch-bridge/%zz.js',
  ])('never leaves its folder for %s', (url) => {
    expect(resolve(url).kind).toBe('refused');
  });

  it.each([
    'app://other/index.html',
    'app://dispatch-bridge.evil.example/index.html',
    'app://dispatch-bridge@evil/index.html',
    'app://user@dispatch-bridge/index.html',
    'app://dispatch-bridge:8080/index.html',
    'file:///app/out/renderer/index.html',
    'https://dispatch-bridge/index.html',
  ])('answers no other host: %s', (url) => {
    expect(resolve(url)).toMatchObject({ kind: 'refused', status: 403 });
    expect(isAppUrl(url)).toBe(false);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', (method) => {
    expect(resolve('app://dispatch-bridge/index.html', method)).toMatchObject({ kind: 'refused', status: 405 });
  });

  it.each(['app://dispatch-bridge/assets/a.js.map', 'app://dispatch-bridge/package.ts', 'app://dispatch-bridge/x'])(
    'does not serve kinds of file a page has no use for: %s',
    (url) => {
      expect(resolve(url)).toMatchObject({ kind: 'refused', status: 404 });
    },
  );
});

describe('the content policy', () => {
  const policy = contentPolicy('abc123');

  it('starts from nothing and lets scripts, fonts and requests come from the app alone', () => {
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc123'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('has no way for inline scripts or eval', () => {
    expect(policy).not.toContain('unsafe');
  });

  it('goes out with every answer, next to the other headers that lock a page', () => {
    expect(securityHeaders('n')).toMatchObject({
      'content-security-policy': contentPolicy('n'),
      'x-content-type-options': 'nosniff',
    });
  });
});
