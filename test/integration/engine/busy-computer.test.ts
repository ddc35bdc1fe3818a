import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { type Bridge, startBridge } from '../../builders/bridge.ts';
import { scriptWorker } from '../../builders/workers.ts';

/* The thread of scripts does not start for a while, as on a computer that is short of memory. */

let bridge: Bridge;
afterEach(() => bridge?.stop());

const ticketId = () => bridge.sandbox.info.demo.ticketIds[0] ?? 0;
const workOrder = () => bridge.sandbox.workOrders().find((one) => one.descriptionHtml.includes(`-${ticketId()}-`));

/** A module of the thread that ends as it starts until the returned function is called. */
async function threadThatCannotStart() {
  const folder = await mkdtemp(join(tmpdir(), 'busy-'));
  const [module, free] = [join(folder, 'worker.mjs'), join(folder, 'free')];
  writeFileSync(
    module,
    `import { existsSync } from 'node:fs';
if (!existsSync(${JSON.stringify(free)})) process.exit(1);
await import(${JSON.stringify(scriptWorker.href)});`,
  );
  return { scriptWorker: pathToFileURL(module), isFree: () => writeFileSync(free, '') };
}

it('what a script gives is written as soon as its thread starts again, and nobody is asked', async () => {
  const { isFree, ...engine } = await threadThatCannotStart();
  bridge = await startBridge({ engine });
  bridge.sandbox.people.dispatcher.moveTicket({ ticketId: ticketId() });
  await bridge.until('linked', () => bridge.sandbox.ticket(ticketId())?.externalXRef !== undefined);
  await bridge.clock.advance(120_000);
  const { mapping } = await bridge.engine.mapping();
  const rules = mapping.rules.map((rule) =>
    rule.target === 'title'
      ? { ...rule, action: 'CUSTOM', language: 'jsonata', script: '"Visit: " & summary', onConflict: 'source' }
      : rule,
  );
  await bridge.engine.saveMapping(mappingSchema.parse({ ...mapping, rules }), 'somebody');
  const rename = (summary: string) =>
    bridge.sandbox.people.dispatcher.editTicket({ ticketId: ticketId(), changes: { summary } });
  rename('Printer');
  await bridge.clock.advance(60_000);
  expect(await bridge.engine.attention()).toEqual([]);
  expect(workOrder()?.title).not.toBe('Visit: Printer');
  isFree();
  await bridge.until('the title', () => workOrder()?.title === 'Visit: Printer', 600_000);
  expect(await bridge.engine.attention()).toEqual([]);
});
