import { describe, expect, it } from 'vitest';
import {
  brokerOf,
  brokerUrl,
  keepsItsParameters,
  shownUrl,
  workstationUrl,
} from '../../../src/core/callbacks/destination.ts';

const production = 'https://micro.fieldnation.com/v1/broker/inbound?client_token=abc123';
const practice = 'https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=abc123';

describe("the Integration Broker's trigger URL", () => {
  it.each([
    [production, `${production}&external_id=`],
    [` ${practice}\n`, `${practice}&external_id=`],
    [`${production}&external_id=`, `${production}&external_id=`],
    [`${production}&external_id=1042`, `${production}&external_id=`],
    [
      'https://api.fieldnation.com/integrations/trigger/abc123',
      'https://api.fieldnation.com/integrations/trigger/abc123?external_id=',
    ],
  ])('%s is registered with the ticket number as a parameter of its own', (pasted, registered) => {
    expect(brokerUrl(pasted)).toBe(registered);
  });

  it.each([
    'https://example.com/v1/broker/inbound?client_token=abc123',
    'http://micro.fieldnation.com/v1/broker/inbound?client_token=abc123',
    'https://micro.fieldnation.com.example.com/v1/broker/inbound?client_token=abc123',
    'https://micro.fieldnation.com/v1/broker/inbound',
    'https://micro.fieldnation.com/v1/broker/inbound?client_token=',
    `${production}#top`,
    'abc123',
  ])('%s is refused in words that do not repeat it', (pasted) => {
    expect(() => brokerUrl(pasted)).toThrow(/trigger URL cannot be used/);
    expect(() => brokerUrl(pasted)).not.toThrow(/abc123/);
  });

  it('tells production from sandbox', () => {
    expect([production, practice, 'https://x.example/?recordId='].map(brokerOf)).toEqual([
      'production',
      'sandbox',
      null,
    ]);
  });
});

describe('an address', () => {
  it('of this workstation ends with recordId=', () => {
    expect(workstationUrl('https://cb.example.com/', 'feed')).toBe('https://cb.example.com/callbacks/feed?recordId=');
  });

  it.each([
    ['https://x/abc', true],
    ['https://x/abc?recordId=', true],
    ['https://x/abc?tenant=17&id=', true],
    ['https://x/abc?tenant=17', false],
    ['https://x/abc?', true],
    ['https://x/abc?tenant=17&', true],
  ])('%s keeps its parameters when a number is appended: %s', (url, keeps) => {
    expect(keepsItsParameters(url)).toBe(keeps);
  });

  it.each([
    [`${production}&external_id=`, 'https://micro.fieldnation.com/v1/broker/inbound?client_token=…&external_id='],
    [
      'https://cb.example.com/callbacks/0123456789abcdef0123456789abcdef?recordId=',
      'https://cb.example.com/callbacks/…?recordId=',
    ],
    [
      'https://api.fieldnation.com/integrations/trigger/9f8e7d6c5b4a3210',
      'https://api.fieldnation.com/integrations/trigger/…',
    ],
    ['https://hook.example/in?key=s3cret&x', 'https://hook.example/in?key=…&x'],
    ['nonsense with abc123', '…'],
  ])('%s is shown without its secrets', (url, shown) => {
    expect(shownUrl(url)).toBe(shown);
  });
});
