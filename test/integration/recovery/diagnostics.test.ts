import { afterEach, expect, it } from 'vitest';
import { secretNames } from '../../../src/shared/config.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';

let bridge: Bridge;
afterEach(() => bridge?.stop());

it('tells of a working day without a secret, a ticket’s words, a customer or a person', async () => {
  bridge = await startBridge();
  const { sandbox, engine } = bridge;
  const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
  sandbox.people.dispatcher.moveTicket({ ticketId });
  await bridge.until('linked', () => engine.status().links.open === 1);
  const [link] = await engine.searchLinks('', 1);
  const workOrderId = link?.workOrderId ?? 0;
  sandbox.people.buyer.assign({ workOrderId });
  await bridge.until('assigned', async () => ((await engine.searchLinks('', 1))[0]?.providerName ?? '') !== '');
  const provider = (await engine.searchLinks('', 1))[0]?.providerName ?? '';
  // A conflict quotes what both sides say.
  sandbox.people.buyer.edit({ workOrderId, changes: { title: 'Secret room of Mrs Miller' } });
  sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Call jane.miller@customer.org' } });
  await bridge.until('a conflict', async () => (await engine.problems.conflicts()).length === 1);

  const files = await bridge.during(engine.recovery.diagnostics());
  expect(files.map((file) => file.name)).toEqual([
    'status.json',
    'health.json',
    'settings.json',
    'mapping.json',
    'queue.json',
    'remotes.json',
    'figures.json',
    'reach.json',
    'log.txt',
    'history.txt',
    'database.json',
  ]);
  const whole = files.map((file) => file.text).join('\n');
  expect(whole).not.toContain('This could not be read');
  const secrets = (await Promise.all(secretNames.map((name) => bridge.secrets.get(name)))).filter(
    (one) => one !== null,
  );
  expect(secrets.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(whole).not.toContain(secret);
  for (const words of [link?.ticketSummary ?? '?', link?.companyName ?? '?', provider, 'Mrs Miller', 'customer.org'])
    expect(whole).not.toContain(words);
  const log = files.find((file) => file.name === 'log.txt');
  expect(log?.text).toContain(`ticket ${ticketId} work order ${workOrderId}`);
  expect(log?.redacted).toBeGreaterThan(0);
  const settings = JSON.parse(files.find((file) => file.name === 'settings.json')?.text ?? '{}') as {
    connectwise: { company: string };
  };
  expect(settings.connectwise.company).toBe('[set]');
});
