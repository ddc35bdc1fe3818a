import type { Page } from '@playwright/test';
import { walkSetup } from '../../scripts/lib/wizard.mjs';
import { freePort } from '../builders/free-port.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/app.ts';
import {
  curlArguments,
  everythingSaid,
  filesWith,
  keptCallbacks,
  lampOf,
  openTab,
  shownRequest,
  tabOf,
  watchRefusals,
  wizardOf,
} from './support/callbacks.ts';
import { ask } from './support/mapping.ts';
import { PracticeSandbox } from './support/sandbox.ts';
import { setUpOnSandbox } from './support/setup.ts';

const look = (page: Page, name: string) => expectAccessible(page, name, `callbacks-${name.replaceAll(' ', '-')}`);

const clientToken = 'e2e7-4c19-client-token';
const triggerUrl = `https://micro.fndev.net/v1/broker-sandbox/inbound?client_token=${clientToken}`;
const entryWith = (page: Page, text: RegExp) => page.getByRole('listitem').filter({ hasText: text });

/** The entry the app keeps for the trigger's board. */
async function boardEntry(sandbox: PracticeSandbox) {
  const { boardId } = sandbox.control.info.demo;
  const mine = (await keptCallbacks(sandbox)).filter(
    ({ description, level, objectId }) =>
      description.startsWith('Dispatch Bridge') && level.toLowerCase() === 'board' && objectId === boardId,
  );
  expect(mine).toHaveLength(1);
  return mine[0] ?? { id: 0, url: '', inactiveFlag: true };
}

/** Polls until the ticket has its work order. Asked while a poll is under way it joins that one, which may have looked before. */
async function polledInto(page: Page, sandbox: PracticeSandbox, ticketId: number): Promise<void> {
  await expect(async () => {
    await ask(page, 'engine:sync-now', {});
    expect(await sandbox.workOrdersFor(ticketId)).toHaveLength(1);
  }).toPass({ timeout: 60_000 });
}

test("the Integration Broker is told about the trigger's board, a person chooses who makes the work orders, and foreign entries are left alone", async ({
  running,
}) => {
  const { page, electron, profileFolder } = running;
  const refused = await watchRefusals(page);
  const sandbox = await setUpOnSandbox(running);
  const said = await everythingSaid(page);
  const wizard = wizardOf(page);
  const next = () => wizard.getByRole('button', { name: 'Continue', exact: true }).click();
  const before = await keptCallbacks(sandbox);
  await openTab(page, 'Callbacks');

  await test.step('what others registered is told with what is wrong, and is not for this app to mend', async () => {
    const others = page.getByRole('region', { name: 'Others' });
    await expect(others.getByRole('listitem')).toHaveCount(4);
    await expect(entryWith(page, /^Would tell in\.ledgerline\.example about all companies/)).toContainText(
      'Switched off',
    );
    await expect(entryWith(page, /\(callback \d+\), so changes are announced twice/)).toContainText('Duplicate');
    await expect(entryWith(page, /^Tells wall\.deskview\.example/)).toContainText(/Address is broken.*recordId=/);
    await expect(others.getByRole('button', { name: /^(Edit|Adopt|Switch on)/ })).toHaveCount(0);
    await expect(page.getByText("Tells Field Nation's Integration Broker (sandbox) about")).toBeVisible();
    await expect(tabOf(page, 'Callbacks')).not.toContainText('needs you');
  });

  await test.step('deleting what is not ours says whose it is and what is lost, and can be called off', async () => {
    const dialog = page.getByRole('dialog', { name: 'Delete this callback' });
    const remove = async () => {
      await page.getByRole('button', { name: /^More: Tells wall\.deskview\.example/ }).click();
      await page.getByRole('menuitem', { name: 'Delete...' }).click();
    };
    await remove();
    await expect(dialog.getByText('Whoever runs wall.deskview.example counts on it.')).toBeVisible();
    await expect(dialog.getByText('It cannot be brought back from here')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    expect(await keptCallbacks(sandbox)).toEqual(before);
    await remove();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(entryWith(page, /^Tells wall\.deskview\.example/)).toHaveCount(0);
    expect((await keptCallbacks(sandbox)).map(({ description }) => description)).not.toContain('Deskview wallboard');
  });

  await test.step('a trigger URL that is none is refused in words, and what was pasted stays', async () => {
    await page.getByRole('button', { name: 'Register a callback' }).click();
    await wizard.getByRole('radio', { name: /Integration Broker/ }).check();
    const field = wizard.getByRole('textbox', { name: 'Trigger URL' });
    await expect(field).toHaveAttribute('type', 'password');
    await next();
    await expect(wizard.getByText('Paste the trigger URL first.')).toBeVisible();
    const wrong = triggerUrl.replace('micro.fndev.net', 'micro.fndev.example');
    await field.fill(wrong);
    await next();
    await expect(wizard.getByText(/^This trigger URL cannot be used\. It is not the address of an/)).toBeVisible();
    await expect(field).toHaveValue(wrong);
    await field.fill(triggerUrl.replace('?client_token=', '?token='));
    await next();
    await expect(wizard.getByText(/Its client_token is missing\./)).toBeVisible();
    await field.fill(`${triggerUrl}&external_id=4711`);
    await expect(wizard.getByText('Field Nation sandbox')).toBeVisible();
    await next();
  });

  await test.step('the status of the trigger is what is recommended and what is picked', async () => {
    await expect(wizard.getByRole('radio', { name: /^Tickets in one status.*Recommended/ })).toBeChecked();
    await next();
    await expect(wizard.getByRole('option', { selected: true })).toHaveText(/^Dispatch to FN/);
    await next();
  });

  const request =
    await test.step('the request and the command hold the token, covered until it is asked for', async () => {
      await page.locator('[data-request]').waitFor();
      await wizard.getByText('No right to register? Give the command to an administrator').click();
      await expect(wizard.getByText('--data-raw')).toBeVisible();
      await expect(wizard).not.toContainText(clientToken);
      await wizard.getByRole('button', { name: 'Copy the command' }).click();
      await wizard.getByRole('button', { name: 'Show the secret' }).click();
      const { line, body } = await shownRequest(page);
      expect(body.url).toBe(`${triggerUrl}&external_id=`);
      const [method, address] = line.split(' ');
      const [, , url, , user, , client, , kind, , data = ''] = curlArguments(
        await electron.evaluate(({ clipboard }) => clipboard.readText()),
      );
      expect([url, user, client, kind]).toEqual([
        address,
        expect.stringMatching(/\+PUBLIC_KEY:PRIVATE_KEY$/),
        'clientId: CLIENT_ID',
        'Content-Type: application/json',
      ]);
      expect({ method, body: JSON.parse(data) }).toEqual({ method: 'POST', body });
      return body;
    });

  await test.step('it is registered as shown, for the broker to read the number', async () => {
    await wizard.getByRole('button', { name: 'Register in ConnectWise' }).click();
    await expect(wizard.getByText(/^ConnectWise sends it to Field Nation, not through this workstation/)).toBeVisible();
    const made = (await keptCallbacks(sandbox)).at(-1);
    const { id: _id, memberId: _memberId, ...shown } = request as typeof request & { readonly memberId: number };
    expect(made).toMatchObject(shown);
    expect(made?.url.endsWith('&external_id=')).toBe(true);
    await wizard.getByRole('button', { name: 'Done', exact: true }).click();
  });

  const ticketId = sandbox.ticket(0);
  const question = page.getByRole('region', { name: 'Who makes the work orders for Field Dispatch?' });
  await test.step('until a person chooses, a ticket in the trigger gets no work order from here', async () => {
    await expect(question.getByText(/Dispatch Bridge makes none for this board until you choose/)).toBeVisible();
    await expect(tabOf(page, 'Callbacks')).toContainText('1 needs you');
    await look(page, 'who makes them');
    await sandbox.dispatch(ticketId);
    await expect
      .poll(async () => await ask(page, 'log:page', { filter: {}, before: null, limit: 50 }))
      .toContainEqual(
        expect.objectContaining({ message: expect.stringContaining(`Ticket ${String(ticketId)} was not sent:`) }),
      );
    expect(await sandbox.workOrdersFor(ticketId)).toEqual([]);
  });

  await test.step("made here after all: it gets one, and the broker's callback is named as the second who would", async () => {
    await question.getByRole('button', { name: 'Make them here' }).click();
    await expect(page.getByText(/^Work orders for Field Dispatch are made here\. The broker's callback/)).toBeVisible();
    await polledInto(page, sandbox, ticketId);
    await page.getByRole('button', { name: "Pause the broker's callback" }).click();
    const dialog = page.getByRole('dialog', { name: 'Pause this callback' });
    await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(async () => (await keptCallbacks(sandbox)).at(-1)?.inactiveFlag).toBe(true);
    await expect(tabOf(page, 'Callbacks')).not.toContainText('needs you');
  });

  await test.step('the client token is nowhere in the app', async () => {
    expect(await said()).not.toContain(clientToken);
    expect(filesWith(profileFolder, clientToken)).toEqual([]);
  });
  expect(await refused()).toEqual([]);
});

test('a callback that was switched off is found and mended, and an own address is entered through the questions', async ({
  running,
}) => {
  const { page } = running;
  const refused = await watchRefusals(page);
  const sandbox = await setUpOnSandbox(running);
  const said = await everythingSaid(page);
  const { id, url } = await boardEntry(sandbox);
  const pathToken = new URL(url).pathname.split('/').at(-1) ?? '';

  await test.step('Check now finds that ConnectWise switched it off, and switches it on again', async () => {
    await openTab(page, 'Overview');
    await sandbox.control.call('POST', 'callbacks/disable', { id });
    await page.getByRole('button', { name: 'Check now' }).click();
    const health = page.getByRole('region', { name: 'Health' });
    await expect(health.getByText('Callback · repaired by itself')).toBeVisible();
    await expect(health.getByText(/switched off.*on again/i)).toBeVisible();
    expect((await boardEntry(sandbox)).inactiveFlag).toBe(false);
    await look(page, 'repaired');
  });

  await test.step('what a person pauses here is told as paused, not as a fault, and is left alone', async () => {
    await openTab(page, 'Callbacks');
    await page.getByRole('button', { name: /^Pause: Tells this workstation/ }).click();
    const mine = page.getByRole('region', { name: 'This workstation' }).getByRole('listitem');
    await expect(mine).toContainText('It was paused in this app and stays so until it is switched on.');
    await expect(tabOf(page, 'Callbacks')).not.toContainText('needs you');
    await openTab(page, 'Overview');
    await page.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByRole('region', { name: 'Health' }).getByText('repaired by itself')).toBeHidden();
    expect((await boardEntry(sandbox)).inactiveFlag).toBe(true);
    await openTab(page, 'Callbacks');
    await mine.getByRole('button', { name: /^Switch on/ }).click();
    await expect(mine).toContainText('Active');
  });

  await test.step('the time line tells from when to when, and that polling has caught up', async () => {
    await openTab(page, 'Outages');
    const line = page.getByRole('list', { name: 'Outages' }).getByRole('listitem');
    await expect(line).toHaveCount(1);
    await expect(line).toContainText(/Callback.*switched off/);
    await expect(line.getByText('Caught up', { exact: true })).toBeVisible();
    await look(page, 'outages');
  });

  await test.step('so does the log', async () => {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Events' }).click();
    await expect(page.getByText(/callback.*switched off.*on again/i).first()).toBeVisible();
  });

  const planted = `eyJ${'a7Qx'.repeat(12)}`;
  const tunnelView = () => ask(page, 'tunnel:state', undefined);
  await test.step('a tunnel that cannot be opened says that it needs a person; its token stays in the keychain', async () => {
    await openTab(page, 'Tunnel');
    await expect(page.getByText('No tunnel is needed: the sandbox reaches this computer by itself.')).toBeVisible();
    await page.getByRole('radio', { name: 'Yes', exact: true }).check();
    await page.getByRole('radio', { name: 'Cloudflare, with a domain of ours on it' }).check();
    await expect(page.getByText('Recommended: cloudflared, named')).toBeVisible();
    await page.getByRole('button', { name: 'Set up cloudflared, named' }).click();
    await page.getByRole('textbox', { name: 'Tunnel token' }).fill(`cloudflared service install ${planted}`);
    await page.getByRole('textbox', { name: 'Host name' }).fill('callbacks.example.com');
    await page.getByRole('textbox', { name: 'Listener port' }).fill(String(await freePort()));
    await page.getByRole('button', { name: 'Save and start the tunnel' }).click();
    await expect(page.getByText('cloudflared, named: needs you.')).toBeVisible();
    expect((await tunnelView()).secretsSet).toEqual(['tunnel.cloudflaredToken']);
  });

  const port = await freePort();
  await test.step('three questions lead to the own address, which needs a port that stays', async () => {
    await page.getByRole('button', { name: 'Choose another way' }).click();
    await page.getByRole('radio', { name: 'No, only we and the two vendors' }).check();
    await page.getByRole('radio', { name: 'A reverse proxy that reaches this computer' }).check();
    await expect(page.getByText('Recommended: Own address')).toBeVisible();
    await page.getByRole('button', { name: 'Set up your own address' }).click();
    const address = page.getByRole('textbox', { name: 'Public address' });
    const listener = page.getByRole('textbox', { name: 'Listener port' });
    const save = page.getByRole('button', { name: 'Save and use this address' });
    await listener.fill('');
    await save.click();
    await expect(page.getByText('Enter the port the other end forwards to.')).toBeVisible();
    await expect(address).toBeFocused();
    await look(page, 'tunnel own form');
    for (const [wrong, words] of [
      ['http://callbacks.example.com', 'Both vendors need an address with https://.'],
      ['https://callbacks.example.com/bridge', 'Enter only the origin, without a path: https://callbacks.example.com.'],
    ] as const) {
      await address.fill(wrong);
      await expect(page.getByText(words)).toBeVisible();
    }
    await address.fill('https://callbacks.example.com');
    await listener.fill(String(port));
    await page.getByRole('checkbox', { name: /^Forget the Cloudflare tunnel token/ }).check();
    await save.click();
    await expect(page.getByText('Own address: in use.')).toBeVisible();
    await expect(page.getByText(`${String(port)}, fixed`)).toBeVisible();
    await look(page, 'tunnel own');
    expect(await tunnelView()).toMatchObject({ secretsSet: [], listening: port });
  });

  await test.step('what is registered follows the address, also to another one', async () => {
    const leadsTo = (origin: string) =>
      expect.poll(async () => (await boardEntry(sandbox)).url).toBe(`${origin}/callbacks/${pathToken}?recordId=`);
    await leadsTo('https://callbacks.example.com');
    await page.getByRole('button', { name: 'Change the settings' }).click();
    await page.getByRole('textbox', { name: 'Public address' }).fill(`http://127.0.0.1:${String(port)}`);
    await page.getByRole('button', { name: 'Save and use this address' }).click();
    await leadsTo(`http://127.0.0.1:${String(port)}`);
  });

  await test.step('and the lamps tell how far it leads', async () => {
    await openTab(page, 'Overview');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    for (const link of ['Tunnel', 'Listener']) await expect(lampOf(page, link)).toContainText('OK');
  });

  await test.step('no secret has come back to the window', async () => {
    const webhooks: readonly { readonly secret: string }[] = await sandbox.control.call('GET', 'webhooks');
    const everything = await said();
    expect(everything).toContain('127.0.0.1');
    for (const secret of [planted, pathToken, ...webhooks.map((one) => one.secret)]) {
      expect(secret.length).toBeGreaterThan(12);
      expect(everything).not.toContain(secret);
      expect(filesWith(running.profileFolder, secret)).toEqual([]);
    }
  });
  expect(await refused()).toEqual([]);
});

test('the secret of the webhook is rotated, messages go on arriving, and one that failed is sent again', async ({
  running,
}) => {
  const { page } = running;
  const refused = await watchRefusals(page);
  const sandbox = await setUpOnSandbox(running);
  const secretNow = async (): Promise<string> => (await sandbox.control.call('GET', 'webhooks'))[0].secret;
  const create = async (title: string): Promise<number> =>
    (await sandbox.control.act('buyer', 'create', { body: { title } })).id;
  const drawer = page.getByRole('dialog', { name: 'Deliveries to this workstation' });
  const rowOf = (workOrderId: number) =>
    drawer
      .getByRole('row')
      .filter({ hasText: String(workOrderId) })
      .filter({ hasText: 'Created' });
  await openTab(page, 'Webhooks');

  await test.step('one webhook, active, with another secret once it was rotated', async () => {
    await expect(
      page.getByRole('heading', { name: /^Field Nation tells this workstation about \d+ events\.$/ }),
    ).toBeVisible();
    const old = await secretNow();
    await page.getByRole('button', { name: 'Rotate the secret' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rotate the secret of the webhook?' });
    await expect(dialog.getByText(/^Messages signed with the old secret are taken for 30 minutes more/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Rotate the secret' }).click();
    await expect(dialog).toBeHidden();
    expect(await secretNow()).not.toBe(old);
  });

  await test.step('a message signed with the new secret is taken', async () => {
    const workOrderId = await create('After the rotation');
    await page.getByRole('button', { name: 'Show deliveries' }).click();
    await expect(async () => {
      await drawer.getByRole('button', { name: 'Load again' }).click();
      await expect(rowOf(workOrderId)).toContainText('Delivered', { timeout: 1000 });
    }).toPass();
  });

  await test.step('one that failed stands in the log as failed, and arrives when it is sent again', async () => {
    await sandbox.control.call('POST', 'switches', { 'fieldnation.webhookRetries': 0 });
    await sandbox.control.call('POST', 'faults', {
      vendor: 'fieldnation',
      on: 'delivery',
      path: '^workorder\\.created$',
      kind: '503',
    });
    const workOrderId = await create('While nobody answers');
    await drawer.getByText('Failed only').click();
    await expect(async () => {
      await drawer.getByRole('button', { name: 'Load again' }).click();
      await expect(rowOf(workOrderId)).toContainText('Failed', { timeout: 1000 });
    }).toPass();
    await rowOf(workOrderId).click();
    await expect(drawer.getByText(/busy or not ready \(503\)/).first()).toBeVisible();
    await look(page, 'deliveries failed');
    await page.keyboard.press('Space');
    await drawer.getByRole('button', { name: 'Send again (1)' }).click();
    await expect(drawer.getByText('Field Nation sends 1 delivery again.')).toBeVisible();
    await drawer.getByText('All', { exact: true }).click();
    await expect(async () => {
      await drawer.getByRole('button', { name: 'Load again' }).click();
      await expect(rowOf(workOrderId)).toContainText(/Delivered.*2$/, { timeout: 1000 });
    }).toPass();
  });
  expect(await refused()).toEqual([]);
});

test('without the right to callbacks the sync starts all the same, and the wizard makes a command for an administrator', async ({
  running,
}) => {
  const { page, profileFolder } = running;
  const refused = await watchRefusals(page);
  let sandbox: PracticeSandbox | undefined;
  await walkSetup(page, {
    board: 'Field Dispatch',
    status: 'Dispatch to FN',
    onStep: async (name) => {
      if (name !== 'connectwise') return;
      sandbox = new PracticeSandbox(profileFolder);
      for (const right of ['inquire', 'add', 'edit', 'delete'])
        await sandbox.control.act('administrator', 'set-right', {
          name: 'System/Manage Hosted API',
          right,
          level: 'None',
        });
    },
  });
  if (sandbox === undefined) throw new Error('Setup did not come by the connection to ConnectWise');
  const wizard = wizardOf(page);
  const next = () => wizard.getByRole('button', { name: 'Continue', exact: true }).click();

  await test.step('a ticket is found by polling', async () => {
    const ticketId = sandbox?.ticket(0) ?? 0;
    await sandbox?.dispatch(ticketId);
    if (sandbox !== undefined) await polledInto(page, sandbox, ticketId);
  });

  await test.step('the tab says which right is missing, and two ways to do with it', async () => {
    await openTab(page, 'Callbacks');
    await expect(page.getByRole('heading', { name: 'The right to manage callbacks is missing' })).toBeVisible();
    await look(page, 'no right');
    await page.getByRole('button', { name: 'Make the command' }).click();
  });

  await test.step('the command stands at the end of the same steps; trying all the same leads to it', async () => {
    await expect(wizard.getByText('Can be reached')).toBeVisible();
    await next();
    await next();
    // The list of boards needs another right, and is there.
    await expect(wizard.getByRole('option').first()).toHaveText(/^Field Dispatch/);
    await next();
    await page.locator('[data-request]').waitFor();
    await wizard.getByRole('button', { name: 'Register in ConnectWise' }).click();
    await expect(wizard.getByText(/Nothing was registered\. Give the command above to somebody/)).toBeVisible();
    await expect(wizard.getByText('--data-raw')).toBeVisible();
    await look(page, 'wizard no right');
  });
  // That the requests were refused is what this is about.
  expect(await refused()).toEqual([]);
});
