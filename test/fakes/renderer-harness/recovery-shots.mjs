/** Backups, restoring, links found again, diagnostics, and starts that did not go well. */
export const recoveryShots = [
  ['recovery', 'page=settings/recovery', shownBackups],
  ['recovery-restore', 'page=settings/recovery', openRestore],
  ['recovery-links', 'page=settings/recovery', readBoth],
  ['diagnostics', 'page=settings/diagnostics', shownDiagnostics],
  ['diagnostics-preview', 'page=settings/diagnostics', collect],
  ['paused-restored', 'page=dashboard&scenario=restored'],
  ['paused-fresh', 'page=dashboard&scenario=fresh'],
  ['paused-crashes', 'page=dashboard&scenario=crashes'],
  ['startup-problem-diagnostics', 'scenario=startup-problem', collectAtStart],
];

async function shownBackups(page) {
  await page.getByRole('heading', { name: 'Quarantine' }).waitFor();
}
async function shownDiagnostics(page) {
  await page.getByRole('button', { name: 'Collect', exact: true }).waitFor();
}
async function openRestore(page) {
  await page
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}
/** By keyboard alone. */
async function readBoth(page) {
  await page.getByRole('button', { name: 'Read both sides' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Link 3 pairs' }).waitFor();
  await page.getByRole('button', { name: 'Link 3 pairs' }).scrollIntoViewIfNeeded();
}
async function collect(page) {
  await page.getByRole('button', { name: 'Collect', exact: true }).click();
  await page.getByRole('button', { name: /^log\.txt/ }).click();
  await page.getByRole('checkbox', { name: 'Save developers-log.txt' }).click();
  await page.getByRole('button', { name: 'Save 5 files...' }).waitFor();
}
async function collectAtStart(page) {
  await page.getByRole('button', { name: 'Diagnostics for whoever helps' }).click();
  await page.getByRole('button', { name: 'Collect', exact: true }).click();
  await page.getByRole('button', { name: 'Save 6 files...' }).waitFor();
}
