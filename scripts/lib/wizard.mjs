/**
 * Drives the window as a person would, by the names a person reads. Used by the demo and by the end-to-end tests.
 *
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 * @typedef {Readonly<Record<string, string>>} StatusMap Field Nation status -> ticket status
 */

/** The one stage the suggestions leave open on the sandbox's board: a draft already counts as dispatched. */
const sandboxStatusMap = { Draft: 'Dispatched' };

/** Presses a control with the mouse. */
export const byMouse = {
  /** @param {Locator} target */
  async press(target) {
    await target.click();
  },
  /** @param {Page} page @param {Locator} field @param {string} label */
  async choose(page, field, label) {
    await field.click();
    const wanted = page.getByRole('option', { name: label, exact: true });
    await wanted.click();
    await wanted.waitFor({ state: 'hidden' });
  },
};

/** Presses a control with the keyboard alone: Tab until it has the focus, then a key. */
export const byKeyboard = {
  /** @param {Locator} target */
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press('Enter');
  },
  /** @param {Page} page @param {Locator} field @param {string} label */
  async choose(page, field, label) {
    await tabTo(field);
    await page.keyboard.press('ArrowDown');
    const wanted = page.getByRole('option', { name: label, exact: true });
    await wanted.waitFor();
    await atRest(page);
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await wanted.getAttribute('data-combobox-selected')) === 'true') {
        await page.keyboard.press('Enter');
        await wanted.waitFor({ state: 'hidden' });
        return;
      }
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`The keyboard does not reach the option "${label}"`);
  },
};

/** Waits until what the last key began is drawn: a list that has just opened may still move its mark by itself. @param {Page} page */
export async function atRest(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Presses Tab until `target` has the focus. @param {Locator} target */
export async function tabTo(target) {
  await target.and(target.page().locator(':enabled')).waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${target}`);
}

/**
 * Walks the setup wizard on the sandbox from the first step to the dashboard.
 *
 * @param {Page} page
 * @param {{
 *   by?: typeof byMouse,
 *   board: string, status: string,
 *   statusMap?: StatusMap,
 *   onStep?: (name: string) => Promise<void> | void,
 * }} options `onStep` is called when a step shows what it has to show
 */
export async function walkSetup(
  page,
  { by = byMouse, board, status, statusMap = sandboxStatusMap, onStep = () => {} },
) {
  const button = (name) => page.getByRole('button', { name });
  const heading = (name) => page.getByRole('heading', { name, level: 1 });

  await heading('How do you want to begin?').waitFor();
  await onStep('welcome');
  await by.press(button(/^(Start the sandbox|Continue to ConnectWise)$/));

  await heading('Which ConnectWise do you use?').waitFor();
  await by.press(button(/^(Save and test the connection|Test again)$/));
  await button('Continue to Field Nation').waitFor();
  await onStep('connectwise');
  await by.press(button('Continue to Field Nation'));

  await heading('Which Field Nation do you use?').waitFor();
  await by.press(button(/^(Save and test the connection|Test again)$/));
  await button('Continue to the trigger').waitFor();
  await onStep('fieldnation');
  await by.press(button('Continue to the trigger'));

  await heading('Which tickets become work orders?').waitFor();
  await by.choose(page, page.getByRole('combobox', { name: 'Service board' }), board);
  await by.choose(page, page.getByRole('combobox', { name: 'Status' }), status);
  await onStep('trigger');
  await by.press(button('Save and map the statuses'));

  await heading('What does a work order status mean for the ticket?').waitFor();
  await by.press(button(/^Use (all )?\d+ suggestions?$/));
  for (const [workOrder, ticket] of Object.entries(statusMap)) {
    await by.choose(page, page.getByRole('combobox', { name: `Ticket status for ${workOrder}`, exact: true }), ticket);
  }
  await by.press(button(/^Leave the ticket alone for the other/));
  await onStep('status-map');
  await by.press(button('Save and see the plan'));

  await heading('What would happen now?').waitFor();
  await button('Continue to Start').waitFor();
  await onStep('plan');
  await by.press(button('Continue to Start'));

  await heading('Start the sync?').waitFor();
  await onStep('start');
  await by.press(button('Start the sync'));
  await heading('Dashboard').waitFor();
}
