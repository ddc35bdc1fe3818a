import { describe, expect, it } from 'vitest';
import { linkTarget, nextParameter } from '../../../src/core/psa/connectwise/pages.ts';
import { apiOrigin, parseSite } from '../../../src/core/psa/connectwise/site.ts';

describe('the ConnectWise site', () => {
  it.each([
    ['na.myconnectwise.net', 'https://na.myconnectwise.net', 'https://api-na.myconnectwise.net'],
    ['https://na.myconnectwise.net/v4_6_release/', 'https://na.myconnectwise.net', 'https://api-na.myconnectwise.net'],
    ['api-eu.myconnectwise.net', 'https://eu.myconnectwise.net', 'https://api-eu.myconnectwise.net'],
    ['staging.connectwisedev.com', 'https://staging.connectwisedev.com', 'https://api-staging.connectwisedev.com'],
    ['sandbox-na.myconnectwise.net', 'https://sandbox-na.myconnectwise.net', 'https://sandbox-na.myconnectwise.net'],
    ['cw.example.com', 'https://cw.example.com', 'https://cw.example.com'],
    [' cw.example.com:8443 ', 'https://cw.example.com:8443', 'https://cw.example.com:8443'],
    ['http://127.0.0.1:4101', 'http://127.0.0.1:4101', 'http://127.0.0.1:4101'],
  ])('%s', (input, ui, api) => {
    const site = parseSite(input);
    expect(site.uiOrigin).toBe(ui);
    expect(apiOrigin(site, '')).toBe(api);
  });

  it.each(['', 'not a host', 'http://na.myconnectwise.net', 'ftp://x', 'https://user:pw@na.myconnectwise.net'])(
    'refuses %s',
    (input) => {
      expect(() => parseSite(input)).toThrow(expect.objectContaining({ code: 'connectwise.site' }));
    },
  );

  it('believes SiteUrl only when it names its own api host', () => {
    const site = parseSite('na.myconnectwise.net');
    expect(apiOrigin(site, 'api-na.myconnectwise.net')).toBe('https://api-na.myconnectwise.net');
    expect(apiOrigin(site, 'na.myconnectwise.net')).toBe('https://na.myconnectwise.net');
    expect(apiOrigin(site, 'evil.example')).toBe('https://api-na.myconnectwise.net');
  });
});

describe('the Link header', () => {
  const header = '<https://h/x?conditions=a%2Cb&page=2>; rel="next", <https://h/x?page=4>; rel="last"';
  it('gives the parameters of the next page', () => {
    expect(linkTarget(header, 'last')).toBe('https://h/x?page=4');
    expect(nextParameter(header, 'page')).toBe(2);
    expect(nextParameter('<https://h/x?pageSize=5&pageId=77>; rel="next"', 'pageId')).toBe(77);
    expect(nextParameter('<https://h/x?page=1>; rel="prev"', 'page')).toBeNull();
    expect(nextParameter(undefined, 'page')).toBeNull();
    expect(nextParameter('', 'pageId')).toBeNull();
  });
});
