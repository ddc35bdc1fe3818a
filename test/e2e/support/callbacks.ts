import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { type Channel, channels, pushes } from '../../../src/shared/ipc/contract.ts';
import { ask } from './mapping.ts';
import type { PracticeSandbox } from './sandbox.ts';

/** An entry as ConnectWise's table holds it. */
export interface KeptCallback {
  readonly id: number;
  readonly description: string;
  readonly url: string;
  readonly type: string;
  readonly level: string;
  readonly objectId: number;
  readonly inactiveFlag: boolean;
  readonly isSelfSuppressedFlag: boolean;
}

/** Every entry in ConnectWise, whoever made it. */
export async function keptCallbacks({ control }: PracticeSandbox): Promise<readonly KeptCallback[]> {
  const all: readonly { readonly entry: KeptCallback }[] = await control.call('GET', 'callbacks');
  return all.map(({ entry }) => entry);
}

/** Waits until changes arrive by themselves: everything is registered, and no poll is near that could find a change before it arrives. */
export async function changesArrive(page: Page, sandbox: PracticeSandbox): Promise<void> {
  const registered = async () =>
    (await keptCallbacks(sandbox)).some(({ description }) => description.startsWith('Dispatch Bridge'));
  await expect.poll(registered).toBe(true);
  await ask(page, 'engine:sync-now', {});
}

/** What ConnectWise sent for one entry, and what came back. */
export async function deliveriesOf(
  { control }: PracticeSandbox,
  callbackId: number,
): Promise<readonly { readonly outcome: string; readonly recordId: number }[]> {
  return control.call('GET', `callbacks/deliveries?callbackId=${String(callbackId)}`);
}

export type Tab = 'Overview' | 'Callbacks' | 'Webhooks' | 'Tunnel' | 'Outages';

export const tabOf = (page: Page, name: Tab): Locator =>
  page.getByRole('tablist', { name: 'Callbacks' }).getByRole('tab', { name });

/** Opens a tab of the Callbacks page with the mouse. */
export async function openTab(page: Page, name: Tab): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('button', { name: /^Callbacks/ })
    .click();
  await tabOf(page, name).click();
  await expect(tabOf(page, name)).toHaveAttribute('aria-selected', 'true');
}

/** The wizard, whatever step it is on. */
export const wizardOf = (page: Page): Locator => page.getByRole('region', { name: 'Register a callback' });

/** One of the six lamps. */
export const lampOf = (page: Page, name: string): Locator =>
  page.getByRole('tablist', { name: 'Links of the way in' }).getByRole('tab', { name: new RegExp(`^${name}`) });

/** The request as the last step shows it. */
export async function shownRequest(page: Page): Promise<{ readonly line: string; readonly body: KeptCallback }> {
  const text = await page.locator('[data-request]').innerText();
  const [line = '', ...rest] = text.split('\n');
  return { line, body: JSON.parse(rest.join('\n')) as KeptCallback };
}

/** Collects what the content policy refuses and what fails in the window from now on. */
export async function watchRefusals(page: Page): Promise<() => Promise<readonly string[]>> {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy|Refused to/i.test(message.text()))
      refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  await page.evaluate(() => {
    const broken: string[] = [];
    Object.assign(globalThis, { broken });
    document.addEventListener('securitypolicyviolation', (event) =>
      broken.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });
  return async () => [
    ...refused,
    ...(await page.evaluate(() => (globalThis as unknown as { broken: readonly string[] }).broken)),
  ];
}

/** The arguments a shell gives to `curl` in a command. */
export function curlArguments(command: string): readonly string[] {
  const printed = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${command}`], { encoding: 'utf8' });
  return printed.trimEnd().split('\n');
}

/** Commands that need no argument; everything else of that kind only reads. */
const commands =
  /use-sandbox|resume|discard|import-file|export|refresh|restart|back-up-now|scan-links|stop-scan|:(test|watch|stop|save|quit|check|download|install)$|check-now/;
/** What is only about records of the vendors and costs many requests to them, and a long text that is the same everywhere. */
const records = /^(mapping|catalog|sync):|^setup:(plan|boards|types-of-work|work-order-statuses)$|^app:licences$/;

/** Keeps every push from now on; the returned function adds the answers of the channels that read, and the window's own document. */
export async function everythingSaid(page: Page): Promise<() => Promise<string>> {
  const reading = Object.entries(channels)
    .filter(([name, { input }]) => !commands.test(name) && !records.test(name) && input.safeParse(undefined).success)
    .map(([name]) => name);
  expect(reading).toEqual(expect.arrayContaining(['setup:state', 'callbacks:list', 'webhooks:list', 'tunnel:state']));
  await page.evaluate((names) => {
    const said: unknown[] = [];
    const { dispatchBridge } = globalThis as unknown as {
      dispatchBridge: { on(push: string, listener: (payload: unknown) => void): void };
    };
    for (const name of names) dispatchBridge.on(name, (payload) => said.push(payload));
    Object.assign(globalThis, { said });
  }, Object.keys(pushes));
  return async () => {
    const { webhooks } = await ask(page, 'webhooks:list', undefined);
    const answers: unknown[] = [
      await ask(page, 'reach:outages', { limit: 500 }),
      await ask(page, 'log:page', { filter: {}, before: null, limit: 500 }),
    ];
    for (const { webhookId } of webhooks) answers.push(await ask(page, 'webhooks:deliveries', { webhookId }));
    for (const name of reading) answers.push(await ask(page, name as Channel, undefined as never));
    const pushed = await page.evaluate(() => (globalThis as unknown as { said: readonly unknown[] }).said);
    return JSON.stringify([answers, pushed]) + (await page.content());
  };
}

/** The app's own files that hold a text; the sandbox's, which stand for the vendors, are left out. */
export function filesWith(profileFolder: string, text: string): readonly string[] {
  return readdirSync(profileFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('sandbox'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
