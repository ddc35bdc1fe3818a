/* Pictures of the sync's settings: what is done on each page before it is looked at. */

const openEvent = (event) => (page) => page.getByRole('button', { name: `Action of ${event}`, exact: true }).click();

async function testEvent(page, event) {
  await openEvent(event)(page);
  await page.getByRole('combobox', { name: 'Work order' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('checked in at 09:14').first().waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).scrollIntoViewIfNeeded();
}

async function usePreset(page) {
  await page.getByRole('button', { name: /^Preset:/ }).click();
  await page.getByRole('menuitem', { name: /^Minimal/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}

async function changeNotes(page) {
  await page.getByText('Both', { exact: true }).click();
  await page.getByRole('switch', { name: 'E-mail about copied notes' }).press('Space');
  await page.getByRole('button', { name: 'Save changes' }).waitFor();
}

async function addAction(page) {
  await page.getByRole('button', { name: 'Add a status' }).click();
  await page.getByRole('button', { name: 'Add a status' }).scrollIntoViewIfNeeded();
}

async function scrollTo(page, name) {
  await page.getByRole('heading', { name }).evaluate((heading) => heading.scrollIntoView());
}

async function previewRule(page) {
  await page.getByRole('switch', { name: 'Also a workflow rule' }).press('Space');
  await page.getByText('All', { exact: true }).click();
  await page.getByRole('button', { name: 'Show the requests' }).click();
  await page.getByRole('button', { name: 'Send these requests' }).waitFor();
}

async function pickOffline(page) {
  const clients = page.getByRole('combobox', { name: 'Field Nation clients' });
  await clients.fill('Acm');
  await page.getByText('what you chose and typed is kept').waitFor();
  await clients.press('Escape');
  await scrollTo(page, 'Only for');
}

/** In setup: conditions with two of the examples. */
export async function chooseConditions(page) {
  await page.getByRole('radio', { name: 'It meets conditions' }).click();
  await page.getByRole('button', { name: 'Use the example priority/id = 3' }).click();
  await page.getByRole('button', { name: 'Use the example company/identifier = "ACME"' }).click();
}

/** In setup: what ConnectWise can be set up to do, below the form. */
export async function openTriggerHelp(page) {
  await page.getByRole('button', { name: 'Help from ConnectWise' }).click();
  await page.getByRole('button', { name: 'Show the requests' }).scrollIntoViewIfNeeded();
}

export const syncShots = [
  ['sync-events', 'page=settings/events'],
  ['sync-events-note', 'page=settings/events', openEvent('FN_WO_PROVIDER_CHECKED_IN')],
  ['sync-events-test', 'page=settings/events', (page) => testEvent(page, 'FN_WO_ASSIGNED')],
  ['sync-events-script', 'page=settings/events', (page) => testEvent(page, 'FN_WO_DONE')],
  ['sync-events-preset', 'page=settings/events', usePreset],
  ['sync-events-filters', 'page=settings/events', (page) => scrollTo(page, 'Only for')],
  ['sync-events-offline', 'page=settings/events&scenario=offline', pickOffline],
  ['sync-notes', 'page=settings/notes', changeNotes],
  ['sync-documents', 'page=settings/documents'],
  ['sync-updates', 'page=settings/updates'],
  ['sync-updates-members', 'page=settings/updates', (page) => scrollTo(page, 'People on both sides')],
  ['sync-work-orders', 'page=settings/work-orders', addAction],
  ['sync-trigger', 'page=settings/trigger', previewRule],
  ['sync-trigger-none', 'page=settings/trigger&scenario=first-use'],
];
