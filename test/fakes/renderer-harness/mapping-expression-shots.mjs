/* Pictures of scripts, the chosen record and status maps on the mapping page. */

async function chooseRecord(page, typed) {
  await page.getByRole('textbox', { name: 'Preview with' }).click();
  await page.keyboard.type(typed);
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
}

async function openScript(page) {
  await page.waitForTimeout(400);
  await chooseRecord(page, '1023');
  await page.getByPlaceholder('Filter').fill('Confidential');
  await page.waitForTimeout(200);
  await page.locator('[data-list="rules"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
}

async function complete(page) {
  await openScript(page);
  await page.keyboard.type(' + $.input.con');
  await page.getByRole('option', { name: /contactName/ }).waitFor();
}

async function openLarger(page) {
  await openScript(page);
  await page.getByRole('button', { name: 'Open Script larger' }).click();
  await page.locator('[role="dialog"] .cm-content').waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' + $.util.date');
  await page.getByRole('option', { name: /date_convert/ }).waitFor();
  await page.waitForTimeout(200);
}

async function openMaps(page) {
  await page.getByRole('tab', { name: 'Status maps' }).click();
  await page.getByRole('combobox', { name: 'Ticket status for Draft' }).waitFor();
}

async function mapsExample(page) {
  await openMaps(page);
  await chooseRecord(page, '1023');
  await page.getByText(/Work order 91433 is/).waitFor();
}

async function addAction(page) {
  await openMaps(page);
  await page.getByRole('button', { name: 'Add a status' }).click();
  await page.getByText('Not finished: not part of the mapping yet').scrollIntoViewIfNeeded();
}

async function copyMap(page) {
  await openMaps(page);
  await page.getByRole('button', { name: /^Help Desk/ }).click();
  await page.getByRole('button', { name: 'More for Help Desk' }).click();
  await page.getByRole('menuitem', { name: 'Copy from Field Services' }).click();
  await page.getByText('were taken from Field Services').waitFor();
}

async function unknownRecord(page) {
  await page.waitForTimeout(400);
  await chooseRecord(page, '404404');
  await page.getByText('ConnectWise has no ticket 404404').waitFor();
}

export const mappingExpressionShots = [
  ['mapping-script-complete', 'page=mapping', complete],
  ['mapping-script-larger', 'page=mapping', openLarger],
  ['mapping-status-maps-example', 'page=mapping', mapsExample],
  ['mapping-status-maps-action', 'page=mapping', addAction],
  ['mapping-status-maps-copy', 'page=mapping', copyMap],
  ['mapping-record-unknown', 'page=mapping', unknownRecord],
];
