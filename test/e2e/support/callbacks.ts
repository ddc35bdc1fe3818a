import { expect, type Locator, type Page } from '@playwright/test';
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
