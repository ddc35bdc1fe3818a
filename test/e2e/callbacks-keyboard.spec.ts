import { byKeyboard } from '../../scripts/lib/wizard.mjs';
import { expect, test } from './support/app.ts';
import { deliveriesOf, keptCallbacks, lampOf, shownRequest, tabOf, wizardOf } from './support/callbacks.ts';
import { watchHands } from './support/callbacks-keys.ts';
import { MappingKeys } from './support/mapping-keys.ts';
import { setUpOnSandbox } from './support/setup.ts';

test('a callback is registered and proven with a real change by keyboard alone, from an empty profile', async ({
  running,
}) => {
  const { page } = running;
  const hands = await watchHands(page);
  const keys = new MappingKeys(page);
  const begunAt = Date.now();
  const sandbox = await setUpOnSandbox(running, byKeyboard);
  const afterSetup = { keys: (await hands()).keys, at: Date.now() };
  const before = await keptCallbacks(sandbox);
  const wizard = wizardOf(page);
  const button = (name: string) => wizard.getByRole('button', { name, exact: true });
  const question = (name: string) => wizard.getByRole('heading', { name, level: 3 });

  await test.step('the way there: Ctrl+6, the tab, N', async () => {
    await keys.press('Control+6');
    await keys.reach(tabOf(page, 'Overview'));
    await keys.press('ArrowRight');
    await page.getByRole('button', { name: 'Register a callback' }).waitFor();
    await keys.press('n');
  });

  await test.step('this workstation, tickets in one status, the status found by its name', async () => {
    await expect(wizard.getByRole('radio', { name: /^This workstation/ })).toBeFocused();
    await expect(wizard.getByText('Can be reached')).toBeVisible();
    await keys.press('Enter');
    await expect(wizard.getByRole('radio', { name: /^Every change on a board/ })).toBeFocused();
    await keys.press('ArrowDown');
    await expect(wizard.getByRole('radio', { name: /^Tickets in one status/ })).toBeChecked();
    await keys.press('Enter');
    await expect(question('Which Status?')).toBeVisible();
    await expect(wizard.getByRole('combobox', { name: 'Status' })).toBeFocused();
    // Somebody who knows the name does not wait for the list.
    await page.keyboard.type('tri');
    await keys.press('Enter');
  });

  const request = await test.step('the request is shown, its secret when asked for', async () => {
    await expect(question('This will be registered')).toBeVisible();
    await expect(button('Register in ConnectWise')).toBeFocused();
    await page.locator('[data-request]').waitFor();
    expect((await shownRequest(page)).body.url).toContain('••••••••');
    await keys.use(button('Show the secret'));
    const { line, body } = await shownRequest(page);
    expect(line).toMatch(/^POST https?:\/\/.*\/system\/callbacks$/);
    expect(body).toMatchObject({ type: 'ticket', level: 'status' });
    expect(await keptCallbacks(sandbox)).toEqual(before);
    return body;
  });

  const entry = await test.step('what ConnectWise has then is what was shown', async () => {
    await keys.use(button('Register in ConnectWise'));
    await expect(question('The callback is registered')).toBeVisible();
    const known = new Set(before.map(({ id }) => id));
    const added = (await keptCallbacks(sandbox)).filter(({ id }) => !known.has(id));
    expect(added).toHaveLength(1);
    const { id: _id, memberId: _memberId, ...shown } = request as typeof request & { readonly memberId: number };
    expect(added[0]).toMatchObject(shown);
    return added[0] ?? request;
  });

  await test.step('the test lights what a one-time request can light', async () => {
    await expect(button('Test')).toBeFocused();
    await keys.press('Enter');
    await expect(lampOf(page, 'Listener')).toContainText('OK');
    for (const link of ['Tunnel', 'DNS', 'TLS']) await expect(lampOf(page, link)).toContainText('Not needed');
    for (const link of ['Signature', 'Inbox']) await expect(lampOf(page, link)).toContainText('Not tested');
  });

  const ticketId = await test.step('somebody saves a ticket, and the last two lamps name it', async () => {
    await expect(button('Watch for a real change')).toBeFocused();
    await keys.press('Enter');
    await expect(lampOf(page, 'Signature')).toContainText('Waiting');
    const tickets = await Promise.all(sandbox.control.info.demo.ticketIds.map((id) => sandbox.control.ticket(id)));
    const triaged: { readonly id: number } = tickets.find(({ status }) => status.name === 'Triage');
    const changes = { summary: 'Access point, second floor' };
    await sandbox.control.act('dispatcher', 'edit-ticket', { ticketId: triaged.id, changes });
    await expect(wizard.getByText(new RegExp(`^Verified: Ticket ${String(triaged.id)}, changed by`))).toBeVisible();
    await expect(button('Done')).toBeFocused();
    await keys.reach(lampOf(page, 'Tunnel'));
    const told = wizard.getByRole('tabpanel');
    for (const [key, link] of [
      ['End', 'Inbox'],
      ['ArrowLeft', 'Signature'],
    ] as const) {
      await keys.press(key);
      await expect(lampOf(page, link)).toBeFocused();
      await expect(lampOf(page, link)).toContainText('OK');
      await expect(told).toContainText(`Ticket ${String(triaged.id)}, changed by`);
    }
    return triaged.id;
  });

  await test.step('it went through the entry that was made', async () => {
    await expect
      .poll(() => deliveriesOf(sandbox, entry.id))
      .toContainEqual(expect.objectContaining({ recordId: ticketId, outcome: 'delivered' }));
  });

  await test.step('the list tells it as a sentence', async () => {
    await keys.use(button('Done'));
    const mine = page.getByRole('region', { name: 'This workstation' }).getByRole('listitem');
    await expect(
      mine.filter({ hasText: 'Tells this workstation about every ticket in status Triage on Field Dispatch.' }),
    ).toContainText('Active');
    await expect(page.getByRole('button', { name: 'Register a callback' })).toBeFocused();
  });

  const { keys: pressed, pointers } = await hands();
  expect(pointers).toEqual([]);
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  console.log(
    `note: by keyboard, from the empty profile to the sync: ${String(afterSetup.keys)} keys, ${seconds(begunAt, afterSetup.at)} s; ` +
      `from there to a proven callback: ${String(pressed - afterSetup.keys)} keys, ${seconds(afterSetup.at, Date.now())} s`,
  );
});
