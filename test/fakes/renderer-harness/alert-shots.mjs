/* Pictures of alerts: what is done on each page before it is looked at. */

async function scrollTo(page, name) {
  await page.getByRole('heading', { name, exact: true }).evaluate((heading) => heading.scrollIntoView());
}

async function wrongNumbers(page) {
  await page.getByRole('textbox', { name: 'Success rate: Percent' }).fill('140');
  await page.getByText('Enter a whole number from 1 to 100.').waitFor();
}

async function tested(page) {
  await scrollTo(page, 'Where you are told');
  await page.getByRole('button', { name: 'Send a test to the chat' }).click();
  await page.getByText('The chat took the test message.').waitFor();
  await page.getByRole('button', { name: 'Send a test e-mail' }).click();
  await page
    .getByText(/does not let/)
    .nth(1)
    .waitFor();
  await page.getByRole('button', { name: 'Replace: Webhook address' }).click();
  await page.getByLabel('Webhook address', { exact: true }).last().fill('http://hooks.slack.com/services/x');
  await page.keyboard.press('Enter');
  await page.getByText('The address has to begin with https://.').waitFor();
}

async function quietHours(page) {
  await page.getByRole('textbox', { name: 'Until' }).fill('7 o');
  await page.getByRole('textbox', { name: 'From', exact: true }).last().focus();
  await page.getByText('Enter a time').waitFor();
  await scrollTo(page, 'Quiet hours');
}

async function half(page) {
  await page.getByRole('switch', { name: 'Teams or Slack' }).press('Space');
  await page.getByRole('switch', { name: 'E-mail', exact: true }).press('Space');
  await page.getByText('Still missing').waitFor();
  await page.getByText('None', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Mail server' }).fill('mail.example.com');
  await page.getByText('Mail goes unencrypted only').waitFor();
  await scrollTo(page, 'Where you are told');
}

async function showPast(page) {
  await page.getByRole('button', { name: /^Show \d+ past alert/ }).click();
  await page.getByText('Lasted').first().waitFor();
}

async function findAlerts(page) {
  await page.getByRole('textbox', { name: 'Search settings' }).fill('tunnel down');
  await page.getByText('Tell me when the tunnel').waitFor();
}

export const alertShots = [
  ['alerts-settings', 'page=settings/alerts'],
  ['alerts-settings-wrong', 'page=settings/alerts', wrongNumbers],
  ['alerts-settings-tested', 'page=settings/alerts', tested],
  ['alerts-settings-quiet', 'page=settings/alerts', quietHours],
  ['alerts-settings-first', 'page=settings/alerts&scenario=quiet'],
  ['alerts-settings-half', 'page=settings/alerts&scenario=quiet', half],
  ['alerts-settings-search', 'page=settings', findAlerts],
  ['alerts-tab', 'page=attention/alerts'],
  ['alerts-tab-past', 'page=attention/alerts', showPast],
  ['alerts-tab-quiet', 'page=attention/alerts&scenario=quiet'],
];
