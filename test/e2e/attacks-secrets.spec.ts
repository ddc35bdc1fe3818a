import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { secretNames } from '../../src/shared/config.ts';
import { expect, type Machine, type RunningApp, test } from './support/app.ts';
import { practise } from './support/attacks.ts';
import { EchoingVendor } from './support/attacks-echo.ts';
import { foundBelow, foundIn, heapOf, type Planted } from './support/attacks-search.ts';
import { ask } from './support/mapping.ts';

/* Every credential the app ever holds is planted, used, refused and quoted by whoever refused it. Then everything that is kept is searched for it. */

const typed = {
  privateKey: 'Zq7PlantedPrivateKey+x/1=&9',
  connectwiseClientId: '5e7a91c4-planted-cw-4c1d-client',
  clientSecret: 'Zq7PlantedClientSecret%/+ 2&=',
  password: 'Zq7PlantedPass word+&=/3',
} as const;
const given = {
  ngrokAuthtoken: '2kQ9PlantedNgrokToken0815abc',
  cloudflaredToken: 'eyJhIjoiUGxhbnRlZENsb3VkZmxhcmVkIn0',
  sshPassphrase: 'Zq7 planted horse 4 battery',
  emailPassword: 'Zq7PlantedMail+Password=5',
} as const;

/** The keychain's entries of the profile, as another program of the same person reads them. */
async function keychain(machine: Machine, profile: string): Promise<Planted> {
  const script = `require('keytar').findCredentials(process.argv[1]).then((all) => process.stdout.write(JSON.stringify(all)))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, `dispatch-bridge/${profile}`], {
    env: { ...process.env, ...machine.env },
    timeout: 60_000,
  });
  const all = JSON.parse(stdout) as readonly { readonly account: string; readonly password: string }[];
  return Object.fromEntries(all.map(({ account, password }) => [account, password]));
}

async function typeConnectWise(page: Page, url: string): Promise<void> {
  const fill = (name: string, value: string) => page.getByLabel(name, { exact: true }).fill(value);
  await fill('Site', url);
  await fill('Company', 'planted');
  await fill('Public key', 'plantedPublicKey');
  await fill('Private key', typed.privateKey);
  await fill('Client id', typed.connectwiseClientId);
}

async function typeFieldNation(page: Page, url: string): Promise<void> {
  const fill = (name: string, value: string) => page.getByLabel(name, { exact: true }).fill(value);
  await page.getByText('Custom address', { exact: true }).click();
  await fill('Address', url);
  await fill('Client id', 'planted-client');
  await fill('User name', 'planted@example.com');
  await fill('Client secret', typed.clientSecret);
  await fill('Password', typed.password);
}

/** Saves what the app offers to save, into a folder. */
async function exportEverything({ electron, page }: RunningApp, folder: string): Promise<readonly string[]> {
  mkdirSync(folder);
  await electron.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = (async (...args: readonly unknown[]) => {
      const { defaultPath = 'file' } = (args.at(-1) ?? {}) as { defaultPath?: string };
      return { canceled: false, filePath: `${to}/${defaultPath.split('/').at(-1)}` };
    }) as typeof dialog.showSaveDialog;
  }, folder);
  await ask(page, 'log:export', { filter: {}, format: 'csv' });
  await ask(page, 'log:export', { filter: {}, format: 'ndjson' });
  await ask(page, 'attention:export', undefined);
  await ask(page, 'config:export', undefined);
  await ask(page, 'diagnostics:preview', undefined);
  await ask(page, 'diagnostics:save', {});
  return readdirSync(folder);
}

test('no credential is found in any file, export or memory of the page, after everything refused it and said so', async ({
  machine,
  launch,
}, info) => {
  const profile = 'sandbox-secrets';
  const app = await launch({ profile });
  const { page } = app;
  const vendor = await EchoingVendor.open();
  const chatUrl = `${vendor.url}/services/T024PLANTED/B024PLANTED/9sQ2PlantedChatWebhook`;
  const basic = Buffer.from(`planted+plantedPublicKey:${typed.privateKey}`).toString('base64');
  const seen: string[] = [];
  try {
    await test.step('a person types them, and both sides refuse them in the words they were told', async () => {
      await page.getByRole('button', { name: 'Connect ConnectWise' }).click();
      await typeConnectWise(page, vendor.url);
      expect(foundIn(await heapOf(page), typed)).toEqual(expect.arrayContaining(['privateKey', 'connectwiseClientId']));
      await page.getByRole('button', { name: 'Save and test the connection' }).click();
      await page.getByRole('button', { name: 'Test again' }).waitFor();
      await expect.poll(() => vendor.received).toContain(basic);
      seen.push(await page.getByRole('main').innerText());
      await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send('navigate', { page: 'setup/fieldnation' }),
      );
      await typeFieldNation(page, vendor.url);
      await page.getByRole('button', { name: 'Save and test the connection' }).click();
      await page.getByRole('button', { name: 'Test again' }).waitFor();
      await expect.poll(() => vendor.received).toContain(typed.password);
      seen.push(await page.getByRole('main').innerText());
    });

    await test.step('so do the tunnels, the chat and the mail server', async () => {
      const { emailPassword, ...secrets } = given;
      await ask(page, 'tunnel:save', { config: { kind: 'none' }, port: 0, secrets });
      await ask(page, 'alerts:save', {
        config: {
          chat: { on: true, kind: 'slack' },
          email: {
            on: true,
            host: '127.0.0.1',
            port: vendor.mailPort,
            security: 'none',
            user: 'planted',
            from: 'a@b.example',
            to: ['c@d.example'],
          },
        },
        secrets: { chatUrl, emailPassword },
      });
      for (const way of ['chat', 'email'] as const)
        await ask(page, 'alerts:test', { way }).catch((error: unknown) => seen.push(String(error)));
      expect(vendor.received).toContain('9sQ2PlantedChatWebhook');
      expect(vendor.received).toContain(Buffer.from(`\0planted\0${emailPassword}`).toString('base64'));
    });

    const wanted = await keychain(machine, profile);
    expect(Object.values(wanted)).toEqual(
      expect.arrayContaining([...Object.values(typed), ...Object.values(given), chatUrl]),
    );

    const sandbox = await test.step('practising, a ticket is dispatched with the keys of the sandbox', async () => {
      const practised = await practise(app);
      const ticketId = practised.ticket(0);
      await practised.control.act('dispatcher', 'edit-ticket', {
        ticketId,
        changes: { summary: 'Zq7 a summary anybody may read' },
      });
      await practised.dispatch(ticketId);
      await practised.workOrderFor(ticketId);
      await practised.ticketReaches(ticketId, 'Dispatched');
      return practised;
    });

    const kept = await keychain(machine, profile);
    expect(Object.keys(kept)).toEqual(
      expect.arrayContaining(['fieldnation.webhookSecret', 'intake.pathToken', 'alerts.chatUrl']),
    );
    for (const name of Object.keys(kept)) expect(secretNames).toContain(name);
    const { controlToken } = sandbox.control.info;
    const planted: Planted = {
      ...typed,
      ...given,
      chatUrl,
      chatPath: '9sQ2PlantedChatWebhook',
      basic,
      ...kept,
      controlToken,
    };
    const public_: Planted = { summary: 'Zq7 a summary anybody may read' };

    await test.step('the window was told none of them', async () => {
      for (const channel of [
        'setup:state',
        'tunnel:state',
        'alerts:settings',
        'callbacks:list',
        'webhooks:list',
        'attention:list',
        'alerts:list',
        'diagnostics:preview',
      ] as const)
        seen.push(JSON.stringify(await ask(page, channel, undefined)));
      seen.push(JSON.stringify(await ask(page, 'log:page', { filter: {}, before: null, limit: 500 })));
      seen.push(JSON.stringify(await ask(page, 'audit:page', { before: null, limit: 200 })));
      expect(foundIn(Buffer.from(seen.join('\n')), planted)).toEqual([]);
    });

    const exports = join(machine.folder, 'exports');
    await test.step('nothing that is saved for others holds any', async () => {
      expect(await exportEverything(app, exports)).toHaveLength(5);
      expect(foundBelow(exports, planted)).toEqual([]);
      expect(foundBelow(exports, public_).length).toBeGreaterThan(0);
    });

    await test.step('the memory of the page holds none', async () => {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Links' }).click();
      await page.getByText('Zq7 a summary anybody may read').first().waitFor();
      const heap = await heapOf(page);
      info.annotations.push({
        type: 'note',
        description: `${Math.round(heap.length / 1e6)} MB of page memory searched`,
      });
      expect(foundIn(heap, public_)).toEqual(['summary']);
      expect(foundIn(heap, planted)).toEqual([]);
    });

    await ask(page, 'recovery:back-up-now', undefined);
    await app.electron.close();
    await test.step('no file of the profile holds any: database, backups, logs, settings, what Chromium keeps', async () => {
      const toy = (file: string): boolean => file.startsWith('sandbox');
      expect(foundBelow(app.profileFolder, planted, toy)).toEqual([]);
      const holding = foundBelow(app.profileFolder, public_, toy);
      expect(holding.some((line) => line.includes('.db'))).toBe(true);
      expect(holding.some((line) => line.startsWith('backups'))).toBe(true);
      // The toy's own keys lie open, and the search sees them.
      expect(foundBelow(app.profileFolder, { controlToken })).toContain('sandbox.json: controlToken');
      expect(existsSync(join(app.profileFolder, 'browser'))).toBe(true);
    });
  } finally {
    vendor.close();
  }
});

test('what a person typed is gone from the memory of the page once they left it', async ({ launch }) => {
  const { page } = await launch({ profile: 'sandbox-typed' });
  await page.getByRole('button', { name: 'Connect ConnectWise' }).click();
  await typeConnectWise(page, 'http://127.0.0.1:9');
  expect(foundIn(await heapOf(page), typed)).toEqual(['privateKey', 'connectwiseClientId']);
  await page.getByRole('button', { name: 'Close setup' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
  expect(foundIn(await heapOf(page), typed)).toEqual([]);
});
