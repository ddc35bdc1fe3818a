/* Pictures of the dashboard: its ranges, its states, the charts as a table. What is done before they are looked at. */

/** The charts come after the first paint. */
async function drawn(page) {
  await page.locator('.uplot canvas').first().waitFor();
  await page.waitForTimeout(150);
}

async function down(page) {
  await drawn(page);
  await toFigures(page);
}

/** Scrolls the page as a person does: the frame stays where it is. */
async function toFigures(page) {
  await page.getByRole('heading', { name: 'Figures' }).evaluate((title) => {
    let pane = title.parentElement;
    while (pane !== null && !(pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY === 'auto'))
      pane = pane.parentElement;
    const top = title.getBoundingClientRect().top - (pane?.getBoundingClientRect().top ?? 0);
    pane?.scrollBy({ top: top - 16 });
  });
  await page.waitForTimeout(50);
}

/** The pointer on one chart tells the step on every card. */
async function hover(page) {
  await down(page);
  const box = await page.locator('.uplot .u-over').first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  await page.waitForTimeout(100);
}

/** By keyboard alone. */
async function asTable(page) {
  await drawn(page);
  await page.getByRole('button', { name: 'Show as table' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: 'Figures by step' }).waitFor();
  await toFigures(page);
}

async function facts(page) {
  await drawn(page);
  await page
    .getByRole('button', { name: /^ConnectWise/ })
    .first()
    .hover();
  await page.getByText('95 of 100 within').waitFor();
  await page.waitForTimeout(150);
}

async function changeRange(page) {
  await down(page);
  await page.getByText('7 d', { exact: true }).click();
  await page.waitForTimeout(300);
}

async function highContrast(page) {
  await page.evaluate(() => {
    document.documentElement.dataset.contrast = 'high';
  });
  await down(page);
}

export const dashboardShots = [
  ['dashboard', 'page=dashboard', drawn],
  ['dashboard-figures', 'page=dashboard', down],
  ['dashboard-hover', 'page=dashboard', hover],
  ['dashboard-facts', 'page=dashboard', facts],
  ['dashboard-table', 'page=dashboard&range=live', asTable],
  ['dashboard-live', 'page=dashboard&range=live', down],
  ['dashboard-hour', 'page=dashboard&range=1h', down],
  ['dashboard-week', 'page=dashboard', changeRange],
  ['dashboard-month', 'page=dashboard&range=30d', down],
  ['dashboard-contrast', 'page=dashboard', highContrast],
  ['dashboard-many', 'page=dashboard&scenario=many&range=30d', down],
  ['dashboard-one', 'page=dashboard&scenario=one&range=live', down],
  ['dashboard-loading', 'page=dashboard&scenario=loading'],
  ['dashboard-failing', 'page=dashboard&scenario=failing'],
  ['dashboard-low', 'page=dashboard&scenario=low', drawn],
  ['dashboard-quiet', 'page=dashboard&scenario=quiet', drawn],
  ['dashboard-paused', 'page=dashboard&scenario=paused', drawn],
  ['dashboard-offline', 'page=dashboard&scenario=offline', drawn],
  ['dashboard-sign-in', 'page=dashboard&scenario=sign-in', drawn],
  ['dashboard-watching', 'page=dashboard&scenario=ready'],
  ['dashboard-first-use', 'page=dashboard&scenario=first-use'],
  ['dashboard-stopped', 'page=dashboard&scenario=stopped', drawn],
];
