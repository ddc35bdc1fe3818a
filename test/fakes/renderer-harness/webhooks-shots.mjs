/* Pictures of the Webhooks tab: what is done before it is looked at. */

const ready = (page) => page.getByRole('heading', { name: /Field Nation (tells|does not tell)/ }).first();
const tab = 'page=callbacks/webhooks';

async function loaded(page) {
  await page.locator('#webhooks-ours').waitFor();
  await page.waitForTimeout(200);
}

async function showEvents(page) {
  await loaded(page);
  await page.getByText('Which events').first().click();
}

async function fix(page) {
  await loaded(page);
  await page.getByRole('button', { name: 'Add the missing events' }).click();
  await ready(page).waitFor();
  await page.getByRole('button', { name: 'Add the missing events' }).waitFor({ state: 'detached' });
}

async function openEdit(page) {
  await loaded(page);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
}

/** By keyboard alone: the search, one event off, and the warning. */
async function editByKeys(page) {
  await loaded(page);
  await page.getByRole('button', { name: 'Change', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
  await page.getByRole('textbox', { name: 'Find an event' }).focus();
  await page.keyboard.type('approved');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.getByText(/^Left out: .*Approved/).waitFor();
}

async function editForeign(page) {
  await loaded(page);
  await page.getByRole('button', { name: /^Change the webhook to/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
  await page.getByRole('button', { name: 'Save the webhook' }).click();
  await page.getByText('Tick this first.').waitFor();
}

/** None of ours is left after it was deleted. */
async function none(page) {
  await loaded(page);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete the webhook', exact: true }).click();
  await page.getByRole('button', { name: 'Make the webhook' }).waitFor();
  await page.waitForTimeout(300);
  const at = await page.evaluate(() => document.activeElement?.id ?? '');
  if (at !== 'page') throw new Error(`After deleting the keyboard is at "${at}"`);
}

async function make(page) {
  await none(page);
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
}

/** By keyboard alone, from nothing to a webhook; the keyboard is not lost when the button that began it is gone. */
async function made(page) {
  await none(page);
  await page.getByRole('button', { name: 'Make the webhook' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
  await page.getByRole('textbox', { name: 'Notification e-mail' }).focus();
  await page.keyboard.type('dispatch@northgate-it.com');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Field Nation tells this workstation about 19 events.' }).waitFor();
  await page.waitForTimeout(500);
  const at = await page.evaluate(() => document.activeElement?.id ?? '');
  if (at !== 'page') throw new Error(`After making it the keyboard is at "${at}"`);
}

const openDialog = (button) => async (page) => {
  await loaded(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
};

async function openLog(page) {
  await loaded(page);
  await page.getByRole('button', { name: 'Show deliveries', exact: true }).click();
  await page.getByRole('grid', { name: 'Deliveries' }).waitFor();
  await page.waitForTimeout(250);
}

/** By keyboard alone: three ticked, the fourth shown in full. */
async function tickByKeys(page) {
  await openLog(page);
  await page.getByRole('grid', { name: 'Deliveries' }).focus();
  for (let row = 0; row < 10; row += 1) {
    await page.keyboard.press('ArrowDown');
    if (row > 6) await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Send again (3)' }).waitFor();
}

async function failedOnly(page) {
  await openLog(page);
  await page.getByText('Failed only', { exact: true }).click();
  await page.waitForTimeout(600);
}

async function sendAgain(page) {
  await failedOnly(page);
  await page.getByRole('checkbox', { name: /^All \d+ shown/ }).click();
  await page.getByRole('button', { name: /^Send again \(/ }).click();
  await page.getByText(/Field Nation sends/).waitFor();
  await page.waitForTimeout(400);
}

async function allOfThem(page) {
  await openLog(page);
  const grid = page.getByRole('grid', { name: 'Deliveries' });
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByText(/50 deliveries/).waitFor();
  await page.keyboard.press('End');
  await page.getByText(/that is all/).waitFor();
}

async function noneFits(page) {
  await openLog(page);
  await page.getByRole('textbox', { name: 'Only for a work order' }).fill('12');
  await page.getByRole('heading', { name: 'No delivery fits the filter' }).waitFor();
}

async function emptyLog(page) {
  await loaded(page);
  await page.getByRole('button', { name: /^Show deliveries to/ }).click();
  await page.getByRole('heading', { name: 'Field Nation has sent nothing yet' }).waitFor();
  await page.waitForTimeout(200);
}

/** Escape closes the drawer and the keyboard goes on at the button that opened it. */
async function closeByKey(page) {
  await tickByKeys(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForTimeout(200);
  const at = await page.evaluate(() => document.activeElement?.textContent ?? '');
  if (at !== 'Show deliveries') throw new Error(`After Escape the keyboard is at "${at}"`);
}

export const webhooksShots = [
  ['webhooks', tab, loaded],
  ['webhooks-quiet', `${tab}&scenario=quiet`, loaded],
  ['webhooks-events', tab, showEvents],
  ['webhooks-fixed', tab, fix],
  ['webhooks-edit', tab, openEdit],
  ['webhooks-edit-keys', tab, editByKeys],
  ['webhooks-edit-foreign', tab, editForeign],
  ['webhooks-first-use', `${tab}&scenario=ready`, loaded],
  ['webhooks-polling', `${tab}&scenario=polling`, loaded],
  ['webhooks-none', tab, none],
  ['webhooks-make', tab, make],
  ['webhooks-made', tab, made],
  ['webhooks-rotate', tab, openDialog('Rotate the secret')],
  ['webhooks-remove', tab, openDialog('Delete')],
  ['webhooks-remove-foreign', tab, openDialog('Delete the webhook to reports.northgate-it.com')],
  ['webhooks-offline', `${tab}&scenario=offline`],
  ['webhooks-no-rights', `${tab}&scenario=no-rights`],
  ['webhooks-log', tab, openLog],
  ['webhooks-log-keys', tab, tickByKeys],
  ['webhooks-log-failed', tab, failedOnly],
  ['webhooks-log-again', tab, sendAgain],
  ['webhooks-log-all', tab, allOfThem],
  ['webhooks-log-none', tab, noneFits],
  ['webhooks-log-empty', tab, emptyLog],
  ['webhooks-log-closed', tab, closeByKey],
];
