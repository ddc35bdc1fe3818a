/** Pictures of the frame, the settings of the app, and About. */
export const desktopShots = [
  ['settings', 'page=settings&scenario=paused'],
  ['settings-search', 'page=settings', searchSettings],
  ['settings-none', 'page=settings', searchNothing],
  ['about', 'page=settings/about'],
  ['about-found', 'page=settings/about&scenario=update-found'],
  ['about-downloading', 'page=settings/about&scenario=update-found', download],
  ['about-ready', 'page=settings/about&scenario=update-ready'],
  ['about-failed', 'page=settings/about&scenario=update-failed'],
  ['about-off', 'page=settings/about&scenario=update-off'],
  ['about-licences', 'page=settings/about', searchLicences],
  ['update-banner', 'page=dashboard&scenario=update-ready'],
  ['palette', 'page=dashboard', openPalette],
  ['palette-empty', 'page=dashboard', openEmptyPalette],
  ['palette-words', 'page=dashboard', searchPalette],
  ['shortcuts', 'page=dashboard', openShortcuts],
];

async function searchSettings(page) {
  await page.getByRole('textbox', { name: 'Search settings' }).fill('update');
  await page.getByRole('heading', { name: 'App', level: 2 }).waitFor();
}
async function searchNothing(page) {
  await page.getByRole('textbox', { name: 'Search settings' }).fill('zebra');
  await page.getByRole('heading', { name: 'No setting found' }).waitFor();
}
/** By keyboard alone. */
async function download(page) {
  await page.getByRole('button', { name: 'Download' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('progressbar').waitFor();
  await page.waitForTimeout(500);
}
async function searchLicences(page) {
  await page.getByRole('button', { name: 'Show the licences' }).click();
  await page.getByRole('textbox', { name: 'Search in the licences' }).fill('sqlite');
  await page.getByText('1 library').waitFor();
  await page.getByRole('textbox', { name: 'Licences', exact: true }).scrollIntoViewIfNeeded();
}
async function openPalette(page) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('914');
  await page.getByText('work order 914', { exact: false }).first().waitFor();
  await page.waitForTimeout(200);
}
async function openEmptyPalette(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(300);
}
async function searchPalette(page) {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pause');
  await page.waitForTimeout(300);
}
async function openShortcuts(page) {
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}
