/** The main pages in German, whose words are longer: what is cut off or overlaps shows here. */
export const germanShots = [
  ['german-dashboard', 'page=dashboard'],
  ['german-figures', 'page=dashboard', figures],
  ['german-events', 'page=events', openLine],
  ['german-links', 'page=links'],
  ['german-link', 'page=links&link=4'],
  ['german-attention', 'page=attention'],
  ['german-conflicts', 'page=attention/conflicts'],
  ['german-alerts', 'page=attention/alerts'],
  ['german-mapping', 'page=mapping'],
  ['german-rule', 'page=mapping', openRule],
  ['german-callbacks', 'page=callbacks'],
  ['german-callbacks-list', 'page=callbacks/callbacks'],
  ['german-webhooks', 'page=callbacks/webhooks'],
  ['german-tunnel', 'page=callbacks/tunnel'],
  ['german-outages', 'page=callbacks/outages'],
  ['german-settings', 'page=settings/general'],
  ['german-settings-alerts', 'page=settings/alerts'],
  ['german-settings-recovery', 'page=settings/recovery'],
  ['german-settings-profiles', 'page=settings/profiles'],
  ['german-settings-history', 'page=settings/history'],
  ['german-settings-about', 'page=settings/about'],
  ['german-settings-updates', 'page=settings/updates'],
  ['german-setup', 'page=setup/trigger&scenario=ready'],
  ['german-setup-connectwise', 'page=setup/connectwise&scenario=testing'],
  ['german-setup-plan', 'page=setup/plan&scenario=ready'],
  ['german-palette', 'page=dashboard', openPalette],
  ['german-keys', 'page=dashboard', openKeys],
  ['german-offline', 'page=dashboard&scenario=offline'],
  ['german-problem', 'scenario=startup-problem'],
].map(([name, query, act]) => [
  name,
  `${query}&language=de`,
  async (page) => {
    await ready(page);
    await act?.(page);
  },
]);

/** A page that is fetched when it is first opened has words a little later. */
async function ready(page) {
  await page.waitForFunction(() => (document.querySelector('main, [role="main"]')?.innerText.length ?? 0) > 250);
  await page.waitForTimeout(400);
}

async function figures(page) {
  await page.getByText('Neueste Ereignisse').scrollIntoViewIfNeeded();
}
async function openLine(page) {
  await page
    .getByRole('grid')
    .getByText(/updated from/)
    .first()
    .click();
  await page.getByRole('tab', { name: 'Verlauf' }).waitFor();
}
async function openRule(page) {
  await page.getByRole('listbox').first().getByRole('option').first().click();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
}
async function openPalette(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}
async function openKeys(page) {
  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}
