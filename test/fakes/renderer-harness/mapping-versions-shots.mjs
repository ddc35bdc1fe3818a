/* Pictures beside the rules of the mapping page: activation, history, examples, fields, presets, import. */

async function tab(page, name) {
  await page.getByRole('tab', { name }).click();
  await page.waitForTimeout(300);
}

/** By keyboard alone. */
async function activate(page) {
  await page.getByRole('button', { name: /^Activate/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Activate version/ }).waitFor();
  await page
    .getByText(/would change/)
    .first()
    .waitFor();
  await page.waitForTimeout(200);
}

async function activateLinks(page) {
  await activate(page);
  await page.getByRole('heading', { name: 'Current links' }).evaluate((heading) => heading.scrollIntoView());
}

async function activateChanges(page) {
  await activate(page);
  await page.getByRole('button', { name: 'Open all' }).click();
}

async function rollBack(page) {
  await tab(page, 'History');
  await page.getByRole('option', { name: /^Version 4/ }).click();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Roll back to version 3' }).click();
  await page.getByRole('dialog').waitFor();
  await page
    .getByText(/would change|same values as today/)
    .first()
    .waitFor();
}

async function allRules(page) {
  await tab(page, 'History');
  await page.getByText('All rules').click();
  await page.waitForTimeout(200);
}

async function refresh(page) {
  await tab(page, 'Fields');
  await page.getByRole('button', { name: 'Refresh fields' }).click();
  await page.getByText(/What changed since/).waitFor();
}

async function statuses(page) {
  await tab(page, 'Fields');
  const status = page.getByRole('button', { name: 'Status', exact: true });
  await status.click();
  await page.waitForTimeout(200);
  await status.evaluate((button) => button.closest('tr').scrollIntoView({ block: 'center' }));
}

async function menu(page, item) {
  await page.getByRole('button', { name: 'More about the mapping' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(400);
}

async function importFile(page) {
  await menu(page, /Import/);
  await page.getByRole('button', { name: 'Choose a file...' }).click();
  await page.getByRole('button', { name: 'Use as draft' }).waitFor();
}

export const mappingVersionsShots = [
  ['mapping-activate', 'page=mapping', activate],
  ['mapping-activate-links', 'page=mapping', activateLinks],
  ['mapping-activate-changes', 'page=mapping', activateChanges],
  ['mapping-history', 'page=mapping', (page) => tab(page, 'History')],
  ['mapping-history-rules', 'page=mapping', allRules],
  ['mapping-history-back', 'page=mapping', rollBack],
  ['mapping-history-one', 'page=mapping&scenario=first-use', (page) => tab(page, 'History')],
  ['mapping-examples', 'page=mapping', (page) => tab(page, 'Examples')],
  ['mapping-examples-first', 'page=mapping&scenario=first-use', (page) => tab(page, 'Examples')],
  ['mapping-fields', 'page=mapping', (page) => tab(page, 'Fields')],
  ['mapping-fields-news', 'page=mapping', refresh],
  ['mapping-fields-open', 'page=mapping', statuses],
  ['mapping-presets', 'page=mapping', (page) => menu(page, /preset/i)],
  ['mapping-import', 'page=mapping', importFile],
];
