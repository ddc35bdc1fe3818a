/**
 * Pictures of every page, to be looked at. Builds the harness, serves it under the app's own content security policy and
 * writes PNGs into screenshots/. Fails when a page logs an error or breaks the policy; with --axe also on accessibility faults.
 *
 *   node test/fakes/renderer-harness/shots.mjs [--axe] [--only=events,links] [--looks=light,dark,small,200,large,contrast,contrast-dark,forced,motion]
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { alertShots } from './alert-shots.mjs';
import { callbacksShots } from './callbacks-shots.mjs';
import { dashboardShots } from './dashboard-shots.mjs';
import { desktopShots } from './desktop-shots.mjs';
import { eventsShots } from './events-shots.mjs';
import { germanShots } from './german-shots.mjs';
import { mappingExpressionShots } from './mapping-expression-shots.mjs';
import { mappingShots } from './mapping-shots.mjs';
import { mappingVersionsShots } from './mapping-versions-shots.mjs';
import { profileShots } from './profile-shots.mjs';
import { reachShots } from './reach-shots.mjs';
import { recoveryShots } from './recovery-shots.mjs';
import { chooseConditions, openTriggerHelp, syncShots } from './sync-shots.mjs';
import { webhooksShots } from './webhooks-shots.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Of this process alone: pictures may be taken twice at a time. */
const built = join(root, `out/renderer-harness-${process.pid}`);
const pictures = join(root, 'screenshots/renderer');
const option = (name) => process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = option('only');
const withAxe = process.argv.includes('--axe');
const nonce = 'harness-nonce';
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'`;

// Portals lie outside landmarks by design; the palette's list is scrolled by the arrow keys of its search box.
const axeExceptions = ['region', 'scrollable-region-focusable'];

const shots = [
  ...dashboardShots,
  ...eventsShots,
  ['links', 'page=links'],
  ['links-send', 'page=links', sendUnknown],
  ['links-pair', 'page=links', openPair],
  ['links-first-use', 'page=links&scenario=first-use'],
  ['link', 'page=links&link=4'],
  ['link-closed', 'page=links&link=14'],
  ['link-dry-run', 'page=links&link=4', openDryRun],
  ['link-unlink', 'page=links&link=4', openUnlink],
  ['link-history', 'page=links/history&link=4'],
  ['link-history-older', 'page=links/history&link=4', lookFurtherBack],
  ['link-history-quiet', 'page=links/history&link=5'],
  ['link-copies', 'page=links/copies&link=4'],
  ['link-copies-open', 'page=links/copies&link=4', onlyOpenCopies],
  ['link-copies-none', 'page=links/copies&link=5'],
  ['link-timeline', 'page=links/timeline&link=4'],
  ['link-timeline-kind', 'page=links/timeline&link=4', onlyNotes],
  ['link-runs', 'page=links/runs&link=4', scrollToRuns],
  ['link-replay', 'page=links/runs&link=4', openReplay],
  ['link-creating', 'page=links&link=1'],
  ['attention', 'page=attention'],
  ['attention-discard', 'page=attention', openDiscard],
  ['attention-several', 'page=attention', tickSeveral],
  ['attention-approve', 'page=attention', openApprove],
  ['conflicts', 'page=attention/conflicts'],
  ['conflicts-chosen', 'page=attention/conflicts', chooseSide],
  ['conflicts-none', 'page=attention/conflicts&scenario=quiet'],
  ['attention-quiet', 'page=attention&scenario=quiet'],
  ...mappingShots,
  ...mappingExpressionShots,
  ...mappingVersionsShots,
  ['callbacks-overview', 'page=callbacks'],
  ...callbacksShots,
  ...desktopShots,
  ...profileShots,
  ...reachShots,
  ...webhooksShots,
  ...syncShots,
  ...alertShots,
  ['setup-welcome', 'page=setup/welcome&scenario=first-use'],
  ['setup-connectwise', 'page=setup/connectwise&scenario=testing', runTest],
  ['setup-fieldnation', 'page=setup/fieldnation&scenario=testing'],
  ['setup-trigger', 'page=setup/trigger&scenario=ready'],
  ['setup-trigger-publish', 'page=setup/trigger&scenario=ready', switchPublish],
  ['setup-trigger-filled', 'page=setup/trigger&scenario=ready', fillPublish],
  ['setup-trigger-help', 'page=setup/trigger&scenario=ready', openTriggerHelp],
  ['setup-trigger-conditions', 'page=setup/trigger&scenario=ready', chooseConditions],
  ['setup-status-map', 'page=setup/status-map&scenario=ready'],
  ['setup-plan', 'page=setup/plan&scenario=ready', tickPlan],
  ['setup-start', 'page=setup/start&scenario=ready'],
  ['startup-problem', 'scenario=startup-problem'],
  ...recoveryShots,
  ...germanShots,
];

async function openDiscard(page) {
  await page
    .getByRole('button', { name: /^Discard (ticket|work order)/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}
/** By keyboard alone, with a number ConnectWise does not know. */
async function sendUnknown(page) {
  await page.getByRole('button', { name: 'Send a ticket' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.getByRole('textbox', { name: 'Ticket number' }).waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.type('404');
  await page.keyboard.press('Enter');
  await page.getByText('ConnectWise has no ticket 404').waitFor();
}
async function openPair(page) {
  await page.getByRole('button', { name: 'Link two records' }).click();
  await page.getByRole('textbox', { name: 'Ticket number' }).fill('1042');
  await page.getByRole('button', { name: 'Link the two' }).click();
  await page.getByText('Type the number').waitFor();
}
async function openDryRun(page) {
  await page.getByRole('button', { name: 'What would a run do now?' }).click();
  await page.getByText('2 fields would be written').waitFor();
  await page.waitForTimeout(200);
}
async function openUnlink(page) {
  await page.getByRole('button', { name: 'Unlink...' }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}
async function scrollToRuns(page) {
  await page.getByRole('button', { name: 'Show all 23 runs' }).scrollIntoViewIfNeeded();
}
async function lookFurtherBack(page) {
  await page.getByRole('button', { name: 'Look further back' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('13 changes, compared').scrollIntoViewIfNeeded();
}
/** By keyboard alone: from the tab to the switch. */
async function onlyOpenCopies(page) {
  await page.getByRole('switch', { name: 'Only skipped or on the way' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('rack-before.jpg').waitFor({ state: 'detached' });
}
async function onlyNotes(page) {
  await page.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Work orders' });
  await page.waitForTimeout(200);
}
async function openReplay(page) {
  await page
    .getByRole('button', { name: /^Replay the run of/ })
    .first()
    .click();
  await page.getByText('2 fields would be written differently today').waitFor();
  await page.getByText("What today's mapping would write").click();
  await page.waitForTimeout(200);
}
async function tickSeveral(page) {
  const card = page.getByRole('region', { name: 'A field has no value' });
  await card.getByRole('button', { name: 'Show each' }).click();
  await card.getByRole('checkbox').nth(1).click();
  await card.getByRole('checkbox').nth(3).click();
  await card.getByRole('button', { name: 'Discard 2' }).waitFor();
  await card.scrollIntoViewIfNeeded();
}
async function openApprove(page) {
  await page.getByRole('button', { name: 'Approve 4' }).first().click();
  await page.getByText('4 work orders are created in Field Nation now.').waitFor();
  await page.waitForTimeout(200);
}
/** By keyboard alone. */
async function chooseSide(page) {
  await page.getByRole('button', { name: 'Choose Field Nation for Start (UTC)' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Chosen; the next run acts on it').nth(1).waitFor();
}
async function runTest(page) {
  await page.getByRole('button', { name: 'Save and test the connection' }).click();
  await page.getByText('Cannot add documents').waitFor();
  await page.getByRole('button', { name: 'Continue to Field Nation' }).waitFor();
}
async function switchPublish(page) {
  await page.getByRole('switch', { name: 'Publish it at once' }).click();
  await page.getByText('Publishing needs a type of work and pay.').scrollIntoViewIfNeeded();
}
/** By keyboard alone. */
async function fillPublish(page) {
  const { keyboard } = page;
  await page.getByRole('switch', { name: 'Publish it at once' }).focus();
  await keyboard.press('Space');
  await page.getByPlaceholder('Choose a type of work').waitFor();
  await keyboard.press('Tab');
  await keyboard.type('net');
  await page.getByRole('option', { name: 'Networking' }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('55');
  await keyboard.press('Tab');
  await keyboard.type('2');
  await page.getByText('It offers Networking at 55 an hour for 2 h.').waitFor({ timeout: 2000 });
  await keyboard.press('Tab');
}
async function tickPlan(page) {
  const boxes = page.getByRole('checkbox', { name: /Create a work order for ticket/ });
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  await page
    .getByRole('button', { name: /Show what ticket/ })
    .first()
    .click();
}
function serve() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname === '/' ? '/index.html' : pathname;
    try {
      let body = await readFile(join(built, file));
      if (file === '/index.html') body = Buffer.from(body.toString().replace('__CSP_NONCE__', nonce));
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const looks = [
  { name: 'light', theme: 'light', size: [1180, 760], scale: 1 },
  { name: 'dark', theme: 'dark', size: [1180, 760], scale: 1 },
  { name: 'small', theme: 'light', size: [900, 600], scale: 1 },
  { name: '200', theme: 'dark', size: [1180, 760], scale: 2 },
  { name: 'large', theme: 'light', size: [2560, 1440], scale: 1 },
  { name: 'contrast', theme: 'light', size: [1180, 760], scale: 1, contrast: 'more' },
  { name: 'contrast-dark', theme: 'dark', size: [1180, 760], scale: 1, contrast: 'more' },
  { name: 'forced', theme: 'dark', size: [1180, 760], scale: 1, forcedColors: 'active' },
  // Nothing is held still: what moves must not keep a page from being ready.
  { name: 'motion', theme: 'light', size: [1180, 760], scale: 1, reducedMotion: 'no-preference' },
];
const wantedLooks = option('looks')?.split(',') ?? ['light', 'dark', 'small'];

await build({
  configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
  logLevel: 'warn',
  build: { outDir: built },
});
await mkdir(pictures, { recursive: true });
const server = await serve();
const { port } = server.address();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
let faults = 0;
const complain = (text) => {
  faults += 1;
  console.log(`FAULT ${text}`);
};

for (const look of looks.filter((one) => wantedLooks.includes(one.name))) {
  const [width, height] = look.size;
  // 200 % means the same window with everything twice as large: half the CSS pixels.
  const context = await browser.newContext({
    viewport: { width: Math.round(width / look.scale), height: Math.round(height / look.scale) },
    deviceScaleFactor: look.scale,
    colorScheme: look.theme,
    reducedMotion: look.reducedMotion ?? 'reduce',
    contrast: look.contrast ?? 'no-preference',
    forcedColors: look.forcedColors ?? 'none',
    locale: 'en-US',
  });
  for (const [name, query, act] of shots) {
    if (only !== undefined && !only.split(',').some((start) => name.startsWith(start))) continue;
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complain(`${name} ${look.name}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complain(`${name} ${look.name}: ${error.message}`));
    await page.goto(`http://127.0.0.1:${port}/?theme=${look.theme}&${query}`);
    await page.locator('main, [role="main"]').first().waitFor();
    await page.waitForTimeout(350);
    try {
      await act?.(page);
    } catch (error) {
      complain(`${name} ${look.name}: ${String(error.message).split('\n')[0]}`);
    }
    await page.screenshot({ path: join(pictures, `${name}-${look.name}.png`) });
    if (withAxe) {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
        .exclude('[data-portal] .mantine-Notifications-root')
        .disableRules(axeExceptions)
        .analyze();
      for (const violation of violations) {
        for (const node of violation.nodes.slice(0, 3)) {
          complain(
            `${name} ${look.name} axe ${violation.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? node.failureSummary ?? ''}`,
          );
        }
      }
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();
await rm(built, { recursive: true, force: true });
console.log(faults === 0 ? 'Pictures are in screenshots/renderer, no faults.' : `${faults} faults.`);
process.exitCode = faults === 0 ? 0 : 1;
