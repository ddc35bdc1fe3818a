import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/app.ts';
import { openTab, watchRefusals, wizardOf } from './support/callbacks.ts';
import { setUpOnSandbox } from './support/setup.ts';

const look = (page: Page, name: string) => expectAccessible(page, name, `callbacks-${name.replaceAll(' ', '-')}`);
const next = (page: Page) => wizardOf(page).getByRole('button', { name: 'Continue', exact: true }).click();

test('every tab of the callbacks page can be used with a screen reader and read in both themes, and breaks no content policy', async ({
  running,
}) => {
  const { page } = running;
  const refused = await watchRefusals(page);
  const sandbox = await setUpOnSandbox(running);
  await sandbox.control.act('buyer', 'create', { body: { title: 'Made by hand in Field Nation' } });

  await openTab(page, 'Overview');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByText('A request from outside came out at this computer.').first()).toBeVisible();
  await look(page, 'overview');

  await openTab(page, 'Callbacks');
  await page.getByText('Tells this workstation about every ticket on Field Dispatch.').waitFor();
  await look(page, 'list');
  await page.getByRole('button', { name: /^More: .*wall\.deskview\.example/ }).click();
  await page.getByRole('menuitem', { name: 'Delete...' }).click();
  await page.getByRole('dialog').waitFor();
  await look(page, 'delete');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await openTab(page, 'Webhooks');
  await page.getByRole('heading', { name: /^Field Nation tells this workstation about/ }).waitFor();
  await look(page, 'webhooks');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Notification e-mail' }).waitFor();
  await look(page, 'webhook change');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Show deliveries' }).click();
  await page.getByRole('dialog').getByText('Delivered').first().waitFor();
  await page.getByRole('dialog').getByRole('row').nth(1).click();
  await look(page, 'deliveries');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await openTab(page, 'Tunnel');
  await page.getByRole('radio', { name: 'Yes', exact: true }).check();
  await page.getByRole('radio', { name: 'ngrok' }).check();
  await expect(page.getByText('Recommended: ngrok')).toBeVisible();
  await look(page, 'tunnel questions');
  await page.getByRole('button', { name: 'Set up ngrok' }).click();
  await page.getByRole('heading', { name: 'ngrok', level: 2 }).waitFor();
  await look(page, 'tunnel ngrok');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('radio', { name: 'No, only we and the two vendors' }).check();
  await page.getByRole('radio', { name: 'A server with SSH and a web server' }).check();
  await page.getByRole('button', { name: 'Set up SSH' }).click();
  await page.getByRole('button', { name: 'Save and start the tunnel' }).click();
  await look(page, 'tunnel ssh');

  await openTab(page, 'Outages');
  await page.getByRole('heading', { name: 'Nothing was missed' }).waitFor();
  await look(page, 'no outages');
  expect(await refused()).toEqual([]);
});

test('the wizard for callbacks can be used with a screen reader and read in both themes, and breaks no content policy', async ({
  running,
}) => {
  const { page } = running;
  const refused = await watchRefusals(page);
  const wizard = wizardOf(page);
  const sandbox = await setUpOnSandbox(running);
  await openTab(page, 'Callbacks');

  await page.getByRole('button', { name: 'Register a callback' }).click();
  await expect(wizard.getByText('Can be reached')).toBeVisible();
  await look(page, 'wizard where');
  await wizard.getByRole('radio', { name: /Integration Broker/ }).check();
  await wizard
    .getByRole('textbox', { name: 'Trigger URL' })
    .fill('https://micro.fieldnation.com/v1/broker/inbound?client_token=5f0c1e1a-practice');
  await expect(wizard.getByText('Field Nation production')).toBeVisible();
  await look(page, 'wizard broker');
  await wizard.getByRole('radio', { name: /^This workstation/ }).check();
  await next(page);
  await look(page, 'wizard what');
  await wizard.getByRole('radio', { name: /^Something else/ }).check();
  await wizard.getByRole('radio', { name: 'Time', exact: true }).check();
  await look(page, 'wizard matrix');
  await wizard.getByRole('radio', { name: /^Tickets in one status/ }).check();
  await next(page);
  await wizard.getByRole('option').nth(3).waitFor();
  await look(page, 'wizard record');
  await wizard.getByRole('combobox', { name: 'Status' }).fill('triage');
  await expect(wizard.getByRole('option')).toHaveText(['Triage']);
  await page.keyboard.press('Enter');
  await page.locator('[data-request]').waitFor();
  await wizard.getByText('No right to register?').click();
  await look(page, 'wizard review');
  await wizard.getByRole('button', { name: 'Register in ConnectWise' }).click();
  await wizard.getByRole('button', { name: 'Test', exact: true }).click();
  await wizard.getByRole('button', { name: 'Watch for a real change' }).click();
  await wizard.getByText('Save any ticket on Field Dispatch.').waitFor();
  await look(page, 'wizard watching');
  await sandbox.control.act('dispatcher', 'edit-ticket', {
    ticketId: sandbox.ticket(0),
    changes: { summary: 'Access point, second floor' },
  });
  await wizard.getByText(/^Verified: Ticket/).waitFor();
  await look(page, 'wizard proven');
  expect(await refused()).toEqual([]);
});
