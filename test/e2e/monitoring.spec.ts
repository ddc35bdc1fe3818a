import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import { changesArrive } from './support/callbacks.ts';
import { ask } from './support/mapping.ts';
import { leavePriorityOut } from './support/priorities.ts';
import { setUpOnSandbox } from './support/setup.ts';
import { catchNotifications, saveTo } from './support/system.ts';

/* A working day in short: what the dashboard, the log and the alerts tell of it. */

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const log = (page: Page) => page.getByRole('grid', { name: 'Events' });
const lineWith = (page: Page, text: string | RegExp) => log(page).getByRole('row').filter({ hasText: text });
const details = (page: Page) => page.getByRole('complementary', { name: 'Event details' });
const filter = (page: Page) => page.getByRole('textbox', { name: 'Filter events' });
const card = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, level: 3, exact: true }) });
const tile = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Health' }).getByRole('button', { name: new RegExp(`^${name}`) });

/** The number a card's second line begins with. */
async function counted(one: Locator, unit: RegExp): Promise<number> {
  const text = await one.getByText(unit).first().innerText();
  return Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
}

async function column(table: Locator, name: string): Promise<readonly string[]> {
  const heads = await table.locator('thead th').allInnerTexts();
  const index = heads.indexOf(name);
  expect(index, `a column ${name}`).toBeGreaterThan(0);
  return table.locator(`tbody tr > :nth-child(${String(index + 1)})`).allInnerTexts();
}

const sum = (cells: readonly string[]): number => cells.reduce((total, cell) => total + Number(cell), 0);

test('what happens is counted, told line by line, explained, exported, and tells whoever is needed', async ({
  machine,
  launch,
}) => {
  test.setTimeout(480_000);
  const running = await launch();
  const { page, electron } = running;
  const notices = await catchNotifications(electron);
  const sandbox = await setUpOnSandbox(running);
  const { connectwise, fieldnation } = sandbox.control.info;
  const secrets = [connectwise.privateKey, fieldnation.password, fieldnation.clientSecret];
  const { config } = await ask(page, 'alerts:settings', undefined);
  const quiet = { ...config.rules['success-rate'], on: false };
  await ask(page, 'alerts:save', { config: { ...config, rules: { ...config.rules, 'success-rate': quiet } } });
  const [ticketId, firstStopped, secondStopped] = [sandbox.ticket(0), sandbox.ticket(1), sandbox.ticket(2)];

  await test.step('health says what is so', async () => {
    await page.getByRole('radiogroup', { name: 'Range of the figures' }).getByText('Live').click();
    for (const remote of ['ConnectWise', 'Field Nation']) await expect(tile(page, remote)).toContainText('Answers in');
    await expect(tile(page, 'Queue')).toContainText('Nothing waits.');
    await expect(tile(page, 'Tunnel')).toContainText('off');
    await expect(tile(page, 'Backup')).toContainText('the first is made within a day');
    for (const part of ['Callbacks', 'Keychain', 'Disk', 'Database'])
      await expect(tile(page, part)).toContainText('ok');
  });

  await changesArrive(page, sandbox);
  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.assign(workOrderId);
  await sandbox.ticketReaches(ticketId, 'Scheduled');
  await leavePriorityOut(page, sandbox, firstStopped);

  await test.step('what waits is the depth of the queue', async () => {
    await ask(page, 'engine:pause', { minutes: null });
    await sandbox.dispatch(firstStopped);
    await expect(card(page, 'Queue depth')).toContainText(/Queue depth[1-9]/);
    await expect(tile(page, 'Queue')).not.toContainText('Nothing waits.');
    await ask(page, 'engine:resume', undefined);
  });

  await test.step('the figures move', async () => {
    await expect(page.getByRole('button', { name: '1 dead letter: see what stopped it' })).toBeVisible();
    await expect(card(page, 'Success rate')).toContainText(/[1-9]\d* of [1-9]\d* runs succeeded/);
    await expect(card(page, 'Error rate')).toContainText('1 run failed');
    await expect(card(page, 'Average latency')).toContainText(/p50 \d/);
    await expect.poll(() => counted(card(page, 'Event processing rate'), /\d+ events?$/)).toBeGreaterThan(2);
    await expect(tile(page, 'Queue')).toContainText('needs you');
    await expect(tile(page, 'Callbacks')).toContainText(/\d+ callbacks? and \d+ webhooks? arrived in the last hour/);
  });

  await test.step('the table has what the cards and charts show', async () => {
    await page.getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('region', { name: 'Figures as a table' }).getByRole('table');
    await expect(async () => {
      const events = await counted(card(page, 'Event processing rate'), /\d+ events?$/);
      const failed = await counted(card(page, 'Error rate'), /runs? failed$/);
      const [n, all] =
        (
          await card(page, 'Success rate')
            .getByText(/runs succeeded$/)
            .innerText()
        ).match(/\d+/g) ?? [];
      expect(sum(await column(table, 'Events'))).toBe(events);
      expect(sum(await column(table, 'Failed'))).toBe(failed);
      expect(sum(await column(table, 'Succeeded'))).toBe(Number(n));
      expect(Number(n) + failed).toBe(Number(all));
    }).toPass();
    const plot = card(page, 'Event processing rate').locator('.u-over');
    await expect(async () => {
      // The newest step is the one at the right edge, and the first row.
      const { width = 0 } = (await plot.boundingBox()) ?? {};
      await plot.hover({ position: { x: width / 2, y: 20 } });
      await plot.hover({ position: { x: width - 2, y: 20 } });
      const [time = '', events = ''] = await table.locator('tbody tr').first().locator('th, td').allInnerTexts();
      await expect(card(page, 'Event processing rate')).toContainText(`${time}: ${events} event`, { timeout: 500 });
    }).toPass();
    await page.getByRole('button', { name: 'Hide the table' }).click();
  });

  await test.step('a tile leads to what it is about', async () => {
    await tile(page, 'Backup').click();
    await expect(page.getByRole('heading', { name: 'Backups', level: 3 })).toBeVisible();
  });

  await test.step('the log follows; held, it keeps still and counts', async () => {
    await page.keyboard.press('Control+2');
    await expect(heading(page, 'Events')).toBeVisible();
    await expect(page.getByText('Following: new events appear at the top')).toBeVisible();
    await sandbox.control.act('provider', 'check-in', { workOrderId });
    await expect(lineWith(page, 'the provider checked in').first()).toBeVisible();
    await page.getByRole('button', { name: 'Hold the log' }).click();
    await expect(page.getByText('Held. Press Space to follow again.')).toBeVisible();
    const top = await log(page).getByRole('row').nth(1).innerText();
    await sandbox.control.act('provider', 'check-out', { workOrderId });
    await sandbox.dispatch(secondStopped);
    const news = page.getByRole('button', { name: /^\d+ new events?$/ });
    await expect(news).toBeVisible();
    expect(await log(page).getByRole('row').nth(1).innerText()).toBe(top);
    await news.click();
    await expect(lineWith(page, 'the provider checked out').first()).toBeVisible();
  });

  await test.step('it is searched and filtered', async () => {
    await filter(page).fill('Scheduled');
    await expect(lineWith(page, `ticket ${String(ticketId)} set to Scheduled`)).toHaveCount(1);
    await expect(
      log(page)
        .locator('tbody tr')
        .filter({ hasNotText: /scheduled/i }),
    ).toHaveCount(0);
    await filter(page).fill('');
    await expect(lineWith(page, 'the provider checked out').first()).toBeVisible();
    await page.getByRole('group', { name: 'Results' }).getByText('Failed', { exact: true }).click();
    await page.getByRole('radiogroup', { name: 'Side' }).getByText('This app').click();
    await expect(lineWith(page, 'Map it, then retry').first()).toBeVisible();
    await expect(lineWith(page, 'checked in')).toHaveCount(0);
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Stopped tickets');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved as Stopped tickets.')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('what the filter shows is exported', async () => {
    const exported = async (entry: string, name: string): Promise<string> => {
      const file = join(machine.folder, name);
      await saveTo(electron, file);
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('menuitem', { name: entry }).click();
      await expect(page.getByText(new RegExp(`written to .*${name}`))).toBeVisible();
      return readFileSync(file, 'utf8');
    };
    let lines: readonly string[] = [];
    let csv = '';
    let tries = 0;
    // The second ticket may stop between the two.
    await expect(async () => {
      tries += 1;
      lines = (await exported('As NDJSON, one event a line', `log-${String(tries)}.ndjson`)).trimEnd().split('\n');
      csv = await exported('As CSV, for a spreadsheet', `log-${String(tries)}.csv`);
      expect(csv.trimEnd().split('\r\n')).toHaveLength(lines.length + 1);
    }).toPass();
    const told = lines.map((line) => JSON.parse(line) as { side: string; result: string; ticketId: number });
    expect(new Set(told.map(({ side, result }) => `${side} ${result}`))).toEqual(new Set(['app error']));
    expect(told.map((one) => one.ticketId)).toEqual(expect.arrayContaining([firstStopped]));
    expect(csv.startsWith('\u{FEFF}Time (UTC),Side,')).toBe(true);
    expect(csv).toContain('Map it, then retry.');
    for (const secret of secrets) expect(csv + lines.join('\n')).not.toContain(secret);
  });

  await test.step('a line is explained: story, mapping, requests, attempts, replay', async () => {
    await page.getByRole('radiogroup', { name: 'Side' }).getByText('All', { exact: true }).click();
    await page.getByRole('group', { name: 'Results' }).getByText('Failed', { exact: true }).click();
    await filter(page).fill(`became work order ${String(workOrderId)}`);
    await lineWith(page, new RegExp(`${String(ticketId)}`))
      .first()
      .click();
    const tab = (name: string) => details(page).getByRole('tab', { name });
    await expect(details(page).getByRole('heading', { name: 'Received' })).toBeVisible();
    await tab('Mapping').click();
    await expect(details(page).getByText('Mapping version 1')).toBeVisible();
    await expect(details(page).getByRole('row').filter({ hasText: 'Title' })).toContainText('Written');
    await tab('Requests').click();
    await expect(details(page).getByText(/^\d+ requests, .* in all$/)).toBeVisible();
    const create = details(page)
      .getByRole('button')
      .filter({ hasText: /POST \S*\/workorders/ })
      .first();
    await create.click();
    await expect(details(page).getByRole('heading', { name: 'Answer' }).first()).toBeVisible();
    const text = await details(page).innerText();
    for (const secret of secrets) expect(text).not.toContain(secret);
    await tab('Attempts').click();
    await expect(details(page).getByRole('table', { name: 'Attempts' })).toContainText('Done');
    await tab('Story').click();
    await details(page).getByRole('button', { name: 'Replay' }).click();
    await expect(page.getByRole('dialog').getByText("What today's mapping would write")).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('the page of the link tells who changed what, what was copied, and every run', async () => {
    await page.keyboard.press('Control+3');
    await page
      .getByRole('row')
      .filter({ hasText: String(ticketId) })
      .first()
      .click();
    await expect(heading(page, `Ticket ${String(ticketId)} and work order ${String(workOrderId)}`)).toBeVisible();
    const tab = (name: string) => page.getByRole('tablist', { name: 'About this link' }).getByRole('tab', { name });
    await expect(page.getByRole('heading', { name: 'Values on both sides' })).toBeVisible();
    await tab('History').click();
    await expect(page.getByRole('heading', { name: 'Who changed what' })).toBeVisible();
    await tab('Notes and documents').click();
    await expect(page.getByRole('heading', { name: 'Notes, documents and visits' })).toBeVisible();
    await tab('Timeline').click();
    await expect(page.getByText(`ticket ${String(ticketId)} set to Scheduled`).first()).toBeVisible();
    await tab('Runs').click();
    await expect(page.getByRole('button', { name: /^Replay the run of/ }).first()).toBeVisible();
  });

  await test.step('what stopped is an alert, told once for both, and a click leads to it', async () => {
    await page.keyboard.press('Control+4');
    await page.getByRole('tab', { name: /^Alerts/ }).click();
    const alert = page.getByRole('region', { name: '2 changes stopped' });
    await expect(alert).toContainText('Map it, then retry.');
    await expect.poll(async () => (await notices.shown()).length, { timeout: 150_000 }).toBe(1);
    const [told] = await notices.shown();
    expect(told?.title).toBe('2 changes stopped (sandbox-e2e)');
    expect(told?.body).toContain('Map it, then retry.');
    await expect(alert).not.toContainText('Not told yet');
    await page.keyboard.press('Control+1');
    await notices.click();
    await expect(heading(page, 'Attention')).toBeVisible();
    await expect(page.getByRole('tab', { name: /^Stopped/ })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('the next one waits its minute', async () => {
    await sandbox.dispatch(sandbox.ticket(3));
    await page.getByRole('tab', { name: /^Alerts/ }).click();
    await expect(page.getByRole('region', { name: '3 changes stopped' })).toContainText('Not told yet');
    expect(await notices.shown()).toHaveLength(1);
  });

  await test.step('a saved filter outlives the app', async () => {
    await electron.close();
    const { page: again } = await launch();
    await again.keyboard.press('Control+2');
    await expect(heading(again, 'Events')).toBeVisible();
    await again.getByRole('button', { name: 'Saved filters' }).click();
    await again.getByRole('button', { name: /^Stopped tickets/ }).click();
    await expect(lineWith(again, 'Map it, then retry').first()).toBeVisible();
    await expect(lineWith(again, 'checked in')).toHaveCount(0);
  });
});
