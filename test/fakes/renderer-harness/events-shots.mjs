/* Pictures of the log: what is done on the page before it is looked at. */

const grid = (page) => page.getByRole('grid', { name: 'Events' });
const details = (page) => page.getByRole('complementary', { name: 'Event details' });

/** By keyboard alone: the first line that says this. */
async function openLine(page, words) {
  await page.getByRole('textbox', { name: 'Filter events' }).fill(words);
  await page.waitForTimeout(300);
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await details(page).waitFor();
  await page.waitForTimeout(150);
}

async function openTab(page, words, tab) {
  await openLine(page, words);
  await details(page).getByRole('tab', { name: tab }).click();
  await page.waitForTimeout(150);
}

async function openRequest(page) {
  await openTab(page, 'became', 'Requests');
  await details(page)
    .getByRole('button', { name: /Create the work order/ })
    .click();
  await page.waitForTimeout(100);
}

async function askWhy(page, ticket) {
  await page.getByRole('textbox', { name: 'Filter events' }).fill(ticket);
  await page
    .getByRole('button', { name: `Why was ticket ${ticket} not dispatched?` })
    .first()
    .click();
  await page.getByRole('heading', { name: 'What was looked at' }).waitFor();
  await page.waitForTimeout(150);
}

async function narrow(page) {
  await page.getByText('Field Nation', { exact: true }).first().click();
  await page.getByText('Needs you', { exact: true }).first().click();
  await page.getByText('Done', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('textbox', { name: 'Ticket', exact: true }).fill('1011');
  await page.getByLabel('From', { exact: true }).fill('2026-01-05T06:00');
  await page.getByRole('button', { name: 'Filters, 2 on' }).waitFor();
  await page.waitForTimeout(300);
}

async function openSaved(page) {
  await page.getByText('Needs you', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('dialog', { name: 'Saved filters' }).waitFor();
  await page.waitForTimeout(200);
}

async function renameSaved(page) {
  await openSaved(page);
  await page.getByRole('button', { name: /^Rename Failed/ }).click();
  await page.getByRole('textbox', { name: /^Rename/ }).fill('northwind, notes only');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('A saved filter has this name').waitFor();
}

async function openTime(page) {
  await page.getByRole('button', { name: 'Go to time' }).click();
  await page.getByRole('dialog', { name: 'Go to time' }).waitFor();
  await page.waitForTimeout(200);
}

async function goYesterday(page) {
  await openTime(page);
  await page.getByRole('button', { name: /^Yesterday/ }).click();
  await page.getByText('Held while you read').waitFor();
  await page.waitForTimeout(300);
}

async function save(page) {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  await page.getByText('events written to').waitFor();
  await page.waitForTimeout(200);
}

async function scrollLog(page) {
  await grid(page).evaluate((element) => element.scrollTo({ top: 6000 }));
  await page.getByRole('button', { name: /new event/ }).waitFor({ timeout: 10_000 });
}

async function hold(page) {
  await grid(page).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /new event/ }).waitFor({ timeout: 10_000 });
}

async function toOldest(page) {
  await grid(page).focus();
  await page.keyboard.press('End');
  await page.waitForTimeout(400);
}

async function none(page) {
  await page.getByRole('textbox', { name: 'Filter events' }).fill('zebra');
  await page.getByRole('heading', { name: 'No event fits the filter' }).waitFor();
}

async function typeNumber(page) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('1042');
  await page.getByText('Why was ticket 1042 not dispatched?').waitFor();
  await page.waitForTimeout(200);
}

export const eventsShots = [
  ['events', 'page=events'],
  ['events-details', 'page=events', (page) => openLine(page, 'updated from')],
  ['events-dead', 'page=events', (page) => openLine(page, 'was not sent')],
  ['events-mapping', 'page=events', (page) => openTab(page, 'updated from', 'Mapping')],
  ['events-requests', 'page=events', openRequest],
  ['events-requests-failed', 'page=events', (page) => openTab(page, 'slow down', 'Requests')],
  ['events-attempts', 'page=events', (page) => openTab(page, 'was not sent', 'Attempts')],
  ['events-raw', 'page=events', (page) => openTab(page, 'became', 'Raw')],
  ['events-why', 'page=events', (page) => askWhy(page, '1042')],
  ['events-why-not-meant', 'page=events', (page) => askWhy(page, '1051')],
  ['events-why-unknown', 'page=events', (page) => askWhy(page, '1049')],
  ['events-filters', 'page=events', narrow],
  ['events-saved', 'page=events', openSaved],
  ['events-saved-rename', 'page=events', renameSaved],
  ['events-time', 'page=events', openTime],
  ['events-yesterday', 'page=events&scenario=million', goYesterday],
  ['events-export', 'page=events', save],
  ['events-many', 'page=events&scenario=many&density=compact', scrollLog],
  ['events-million', 'page=events&scenario=million', toOldest],
  ['events-held', 'page=events', hold],
  ['events-none', 'page=events', none],
  ['events-failing', 'page=events&scenario=failing'],
  ['events-first-use', 'page=events&scenario=first-use'],
  ['events-one', 'page=events&scenario=one'],
  ['events-offline', 'page=events&scenario=offline'],
  ['events-palette', 'page=dashboard', typeNumber],
];
