import { expect, test } from './support/app.ts';
import { ask, fieldsKnown, shipped, told } from './support/mapping.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('the standard mapping is built from an empty one by keyboard alone, and a ticket becomes a work order by it', async ({
  running,
}) => {
  // Some thousand keys: more than a test usually has.
  test.setTimeout(480_000);
  const { page } = running;
  const sandbox = await setUpOnSandbox(running);
  const ticketId = sandbox.ticket(0);
  await sandbox.control.act('dispatcher', 'edit-ticket', {
    ticketId,
    changes: { requiredDate: '2031-05-06T15:00:00Z' },
  });
  const standard = shipped('standard');
  const keys = new MappingKeys(page);

  await page.evaluate(() => {
    const pressed: string[] = [];
    Object.assign(globalThis, { pressed });
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      window.addEventListener(type, () => pressed.push(type), true);
  });
  await keys.press('Control+5');
  await fieldsKnown(page);

  await test.step('an empty mapping is refused in words', async () => {
    await keys.preset('Empty');
    await expect(page.getByRole('heading', { name: 'No rules yet' })).toBeVisible();
    await expect(page.getByRole('button', { name: '1 error' })).toBeVisible();
  });

  for (const rule of standard.rules) await test.step(`the rule ${rule.id}`, () => keys.build(rule));

  await test.step('it is activated, and is the standard mapping rule for rule', async () => {
    await expect(page.getByRole('button', { name: /^\d+ warnings$/ })).toBeVisible();
    await keys.activate(2, 'Built by hand');
    const { mapping, row } = await ask(page, 'mapping:version', { version: 2 });
    expect(told(mapping)).toEqual(told(standard));
    expect(row).toMatchObject({ active: true, note: 'Built by hand', rules: standard.rules.length });
    expect(await page.evaluate(() => (globalThis as unknown as { pressed: string[] }).pressed)).toEqual([]);
  });

  await test.step('a ticket becomes a work order with exactly its values', async () => {
    await sandbox.dispatch(ticketId);
    const workOrderId = await sandbox.workOrderFor(ticketId);
    await sandbox.ticketReaches(ticketId, 'Dispatched');
    const { ticket, workOrder } = await ask(page, 'mapping:sample', { kind: 'ticket', id: ticketId, fresh: true });
    expect(workOrder?.id).toBe(workOrderId);
    expect(workOrder?.document).toMatchObject({
      title: 'Replace failed access point in lobby',
      description: {
        html: expect.stringMatching(
          /^<p>The lobby access point no longer powers on\. A replacement is at the front desk\.<\/p><p>ConnectWise ticket 7601, Garden State Foods, Inc\.<\/p>/,
        ),
      },
      location: {
        display_name: 'Newark Warehouse',
        address1: '201 Port Street',
        address2: 'Dock 14',
        city: 'Newark',
        state: 'NJ',
        zip: '07114',
        country: 'US',
      },
      schedule: { service_window: { start: { utc: '2031-05-06 15:00:00' } } },
    });
    expect(ticket?.document).toMatchObject({ externalXRef: `FN-${String(workOrderId)}` });
  });
});
