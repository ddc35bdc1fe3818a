/* Pictures of the mapping page: what is done before it is looked at. */

const list = (page) => page.getByRole('listbox', { name: 'Rules' });

/** The record whose values are shown. */
async function choose(page) {
  await page.getByRole('textbox', { name: 'Preview with' }).click();
  await page.getByRole('listbox', { name: 'Preview with' }).getByRole('option').nth(3).click();
  await page.getByRole('option', { name: /Gives/ }).first().waitFor();
  await page.waitForTimeout(200);
}

async function showField(page) {
  await choose(page);
  await page.getByRole('listbox', { name: 'Field Nation fields' }).getByRole('option').nth(3).click();
}

async function connectByKeys(page) {
  await page.getByRole('listbox', { name: 'ConnectWise fields' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(250);
}

async function connectDates(page) {
  await choose(page);
  await list(page).focus();
  await page.keyboard.press('n');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.type('due');
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  await page.getByText('Connect with a field of Field Nation').first().waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.type('window end');
  await page.waitForTimeout(100);
  await page.keyboard.press('Enter');
  await page.getByRole('complementary').waitFor();
  await page.waitForTimeout(300);
}

/** With the mouse: a field onto the other side's. */
async function connectByDragging(page) {
  const field = (side, name) => page.getByRole('listbox', { name: `${side} fields` }).getByRole('option', { name });
  await field('ConnectWise', /^Priority/).dragTo(field('Field Nation', /^Incident number/));
  await page.getByRole('complementary').waitFor();
  await page.waitForTimeout(300);
}

async function undoByKey(page) {
  await removeOne(page);
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: /^Redo: Removal of/ }).hover();
  await page.getByRole('tooltip').waitFor();
}

async function openMenu(page) {
  await page.getByRole('button', { name: 'More about the mapping' }).click();
  await page.getByRole('menuitem', { name: 'Keyboard' }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}

/** By keyboard alone. */
async function removeAll(page) {
  await list(page).focus();
  for (let left = 30; left > 0 && (await list(page).isVisible()); left -= 1) await page.keyboard.press('Delete');
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
  await page.getByRole('button', { name: /^Standard/ }).waitFor();
}

const openTab = (name) => async (page) => {
  await page.getByRole('tab', { name }).click();
  await page.waitForTimeout(600);
};

async function openProblems(page) {
  await page
    .getByRole('button', { name: /error|warning/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}

async function removeOne(page) {
  await list(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await page
    .getByText(/removed/)
    .first()
    .waitFor();
}

async function filterProblems(page) {
  await page.keyboard.press('Control+f');
  await page.keyboard.type('zebra');
  await page.getByText('No rule fits the filter.').waitFor();
}

export const mappingShots = [
  ['mapping', 'page=mapping'],
  ['mapping-record', 'page=mapping', choose],
  ['mapping-field', 'page=mapping', showField],
  ['mapping-map', 'page=mapping/priority-access', choose],
  ['mapping-text', 'page=mapping/description', choose],
  ['mapping-date', 'page=mapping/start', choose],
  ['mapping-script', 'page=mapping/instructions', choose],
  ['mapping-ranges', 'page=mapping/hours', choose],
  ['mapping-connect', 'page=mapping', connectByKeys],
  ['mapping-connected', 'page=mapping', connectDates],
  ['mapping-dragged', 'page=mapping', connectByDragging],
  ['mapping-undone', 'page=mapping', undoByKey],
  ['mapping-keys', 'page=mapping', openMenu],
  ['mapping-problems', 'page=mapping', openProblems],
  ['mapping-removed', 'page=mapping', removeOne],
  ['mapping-filtered', 'page=mapping', filterProblems],
  ['mapping-empty', 'page=mapping', removeAll],
  ['mapping-status-maps', 'page=mapping', openTab('Status maps')],
  ['mapping-examples', 'page=mapping', openTab('Examples')],
  ['mapping-fields', 'page=mapping', openTab('Fields')],
  ['mapping-history', 'page=mapping', openTab('History')],
  ['mapping-offline', 'page=mapping&scenario=offline'],
  ['mapping-compact', 'page=mapping&density=compact', choose],
];
