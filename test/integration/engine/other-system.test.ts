import { afterEach, describe, expect, it } from 'vitest';
import { talksToOthers } from '../../../src/core/identity.ts';
import { type Config, configSchema } from '../../../src/shared/config.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

function config(site: string, company: string, baseUrl = 'http://127.0.0.1:2'): Config {
  return configSchema.parse({
    formatVersion: 1,
    connectwise: { site, company, publicKey: 'k' },
    fieldnation: { environment: 'custom', baseUrl, clientId: 'c', username: 'u' },
  });
}

describe('whether a configuration talks to other systems', () => {
  it.each([
    ['na.myconnectwise.net', 'https://api-na.myconnectwise.net/', false],
    ['http://127.0.0.1:4100', 'http://localhost:5200', false],
    ['na.myconnectwise.net', 'eu.myconnectwise.net', true],
    ['http://127.0.0.1:4100', 'na.myconnectwise.net', true],
  ])('%s and then %s: %s', (before, after, expected) => {
    expect(talksToOthers(config(before, 'acme'), config(after, 'Acme'))).toBe(expected);
  });

  it('sees another company and another Field Nation, and nothing in a first set-up', () => {
    const one = config('na.myconnectwise.net', 'acme');
    expect(talksToOthers(one, config('na.myconnectwise.net', 'other'))).toBe(true);
    expect(talksToOthers(one, config('na.myconnectwise.net', 'acme', 'https://fn.example'))).toBe(true);
    expect(talksToOthers({ ...one, connectwise: null, fieldnation: null }, one)).toBe(false);
  });
});

let bridge: Bridge;
afterEach(() => bridge?.stop());

it('closes every link and stops dispatching when the profile is connected to another system', async () => {
  bridge = await startBridge();
  const { engine, sandbox } = bridge;
  const [first = 0, second = 0] = sandbox.info.demo.ticketIds;
  sandbox.people.dispatcher.moveTicket({ ticketId: first });
  await bridge.until('a linked work order', () => sandbox.ticket(first)?.externalXRef !== undefined);
  await engine.pause(null);
  sandbox.people.dispatcher.moveTicket({ ticketId: second });
  await bridge.until('one waiting', () => engine.status().queue.waiting === 1);
  const real = { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'k' };
  await bridge.during(engine.saveConfig((current) => ({ ...current, connectwise: real })));
  await bridge.until('counted again', () => engine.status().links.open === 0);
  expect(engine.config().started).toBe(false);
  expect(engine.status()).toMatchObject({
    queue: { waiting: 0, running: 0 },
    links: { open: 0, creating: 0, closed: 1 },
  });
  expect((await bridge.messages()).join('\n')).toMatch(/1 link was closed, and dispatching is off/);
  // Even back on the old numbers, somebody has to say again which records belong together.
  await engine.saveConfig((current) => ({ ...current, started: true }));
  const [closed] = await engine.searchLinks(String(first), 1);
  await expect(engine.pairs.relink(closed?.id ?? 0)).rejects.toMatchObject({ code: 'link.other-system' });
  await engine.saveConfig((current) => ({ ...current, started: false }));
  const before = sandbox.journal().length;
  await bridge.during(engine.resume());
  await bridge.clock.advance(120_000);
  expect(
    sandbox
      .journal()
      .slice(before)
      .filter((entry) => entry.kind === 'request' && entry.method !== 'GET'),
  ).toEqual([]);
});
