/* Pictures of the profiles, of a configuration on its way in, and of the change history. */
export const profileShots = [
  ['profiles', 'page=settings/profiles', shown('New profile')],
  ['profiles-one', 'page=settings/profiles&scenario=one', shown('New profile')],
  ['profiles-new', 'page=settings/profiles', typeName],
  ['promotion', 'page=settings/profiles', bringIn],
  ['promotion-chosen', 'page=settings/profiles', choose],
  ['promotion-done', 'page=settings/profiles', takeOver],
  ['promotion-offline', 'page=settings/profiles&scenario=offline', bringInOffline],
  ['promotion-refused', 'page=settings/profiles&scenario=failing', refused],
  ['history', 'page=settings/history', shown('Change history')],
  ['history-many', 'page=settings/history&scenario=many', shown('Change history')],
  ['history-filtered', 'page=settings/history', filterHistory],
  ['history-none', 'page=settings/history', filterNothing],
  ['history-empty', 'page=settings/history&scenario=first-use', shown('No setting was changed yet')],
];

/** Pages of the settings are fetched when they are first shown. */
function shown(heading) {
  return (page) => page.getByRole('heading', { name: heading, exact: true }).waitFor();
}
async function typeName(page) {
  await page.getByRole('textbox', { name: 'Name' }).fill('demo-friday');
  await page.getByText('Marked as Sandbox').waitFor();
  await page.getByRole('button', { name: 'Make and open' }).scrollIntoViewIfNeeded();
}
/** By keyboard alone. */
async function bringIn(page) {
  await page.getByRole('button', { name: 'Bring in the configuration of profile staging' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '3 ids have no counterpart here' }).waitFor();
}
async function bringInOffline(page) {
  await page.getByRole('button', { name: 'Bring in the configuration of profile staging' }).click();
  await page.getByText('It cannot be taken over now', { exact: true }).waitFor();
}
async function pick(page, name, option) {
  await page.getByRole('combobox', { name }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: option }).first().waitFor();
  await page.keyboard.type(option.slice(0, 4));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}
async function choose(page) {
  await bringIn(page);
  await pick(page, 'Ticket status Send to Field Nation here', 'Dispatch to FN');
  await pick(page, 'Ticket status Technician booked here', 'Scheduled');
  await pick(page, 'Company Alder Logistics here', 'Alder Logistics (251)');
  await pick(page, /priority\/id = 3/, 'Keep 3');
  await page.getByRole('button', { name: '4 ids were found by their names' }).click();
  await page.getByRole('button', { name: 'Take over', exact: true }).scrollIntoViewIfNeeded();
  await page.waitForTimeout(200);
}
async function takeOver(page) {
  await choose(page);
  await page.getByRole('button', { name: 'Take over', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Look at the plan' }).waitFor();
}
async function refused(page) {
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await page.getByText('it is a mapping').waitFor();
}
async function filterHistory(page) {
  await page.getByRole('textbox', { name: 'Search changes' }).fill('status');
  await page.getByText('Dispatched (514)').waitFor();
}
async function filterNothing(page) {
  await page.getByRole('textbox', { name: 'Search changes' }).fill('zebra');
  await page.getByText('No change fits').waitFor();
}
