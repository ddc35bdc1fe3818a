/* Pictures of the Callbacks tab and its wizard: what is done before it is looked at. */

const tab = 'page=callbacks/callbacks';

async function loaded(page) {
  await page.getByRole('heading', { name: 'This workstation' }).first().waitFor();
  await page.waitForTimeout(200);
}

const firstUse = `${tab}&scenario=ready`;

async function empty(page) {
  await page.getByRole('heading', { name: 'ConnectWise tells nobody yet' }).waitFor();
}

async function toEnd(page) {
  await loaded(page);
  await page.locator('details summary').last().click();
  await page.locator('main').evaluate((main) => main.scrollTo({ top: main.scrollHeight }));
}

async function toBroker(page) {
  await loaded(page);
  await page
    .getByRole('heading', { name: 'Integration Broker', exact: true })
    .evaluate((heading) => heading.scrollIntoView());
}

async function openMenu(page) {
  await loaded(page);
  await page
    .getByRole('button', { name: /^More:/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Delete...' }).waitFor();
}

async function askDelete(page) {
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Delete...' }).click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}

async function askBroker(page) {
  await loaded(page);
  await page
    .getByRole('button', { name: /^Pause: .*Broker/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}

async function chooseHere(page) {
  await loaded(page);
  await page.getByRole('button', { name: 'Make them here' }).click();
  await page.getByText('Work orders for', { exact: false }).first().waitFor();
  await page.waitForTimeout(400);
}

/** By keyboard alone, from the tab: N opens it. */
async function openWizard(page) {
  await page.waitForTimeout(600);
  await page.keyboard.press('n');
  await page.getByRole('heading', { name: 'Who shall be told?' }).waitFor();
  await page.waitForTimeout(150);
}

const triggerUrl =
  'https://micro.fieldnation.com/v1/broker/inbound?client_token=77ce4b0a51f24d1c9f3e6a20d8b8e4aa&external_id=';

async function broker(page) {
  await openWizard(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type(triggerUrl);
}

async function brokerWrong(page) {
  await openWizard(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('https://micro.fieldnation.com/v1/broker/inbound?token=1');
  await page.keyboard.press('Enter');
  await page.getByText('This trigger URL cannot be used').waitFor();
}

async function what(page) {
  await openWizard(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What shall it tell?' }).waitFor();
  await page.waitForTimeout(100);
}

async function matrix(page) {
  await what(page);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('radio', { name: 'Schedule', exact: true }).first().waitFor();
}

async function record(page) {
  await what(page);
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Service Board' }).waitFor();
  await page.waitForTimeout(500);
}

async function statusRecord(page) {
  await what(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Status' }).waitFor();
  await page.waitForTimeout(500);
}

async function otherBoard(page) {
  await statusRecord(page);
  await page.getByRole('button', { name: 'Change the Service Board' }).click();
  await page.getByRole('combobox', { name: 'Service Board' }).waitFor();
  await page.waitForTimeout(500);
}

async function found(page) {
  await record(page);
  await page.keyboard.type('help');
  await page.waitForTimeout(700);
}

async function byNumber(page) {
  await record(page);
  await page.getByRole('button', { name: 'Enter the number instead' }).click();
  await page.keyboard.type('12a');
  await page.keyboard.press('Tab');
}

async function review(page) {
  await record(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'This will be registered' }).waitFor();
  await page.getByRole('heading', { name: 'The request' }).waitFor();
}

async function reviewBroker(page) {
  await broker(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What shall it tell?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Status' }).waitFor();
  await page.waitForTimeout(600);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The request' }).waitFor();
  await page.getByText('No right to register').click();
  await page.getByRole('button', { name: 'Copy the command' }).scrollIntoViewIfNeeded();
}

/** From the empty tab to a registered callback by keyboard alone. */
async function registered(page) {
  await review(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'The callback is registered' }).waitFor();
  await page.waitForTimeout(500);
}

/** On by keyboard: the focus stands on Test, then on Watch. */
async function tested(page) {
  await registered(page);
  await page.getByRole('button', { name: 'Test', exact: true }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.getByText('is good for 9 days more').first().waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).waitFor();
  await page.waitForTimeout(150);
}

async function verified(page) {
  await tested(page);
  await page.keyboard.press('Enter');
  await page.getByText('Verified:').waitFor();
  await page.waitForTimeout(150);
}

/** To the Tunnel tab and back. */
async function parked(page) {
  await openWizard(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Go on with the callback' }).waitFor();
  await page.waitForTimeout(400);
}

async function forbidden(page) {
  await page.getByRole('button', { name: 'Make the command' }).click();
  await page.getByRole('heading', { name: 'Who shall be told?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What shall it tell?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(900);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(900);
  await page.keyboard.press('Enter');
  await page.getByText('Nothing was registered', { exact: false }).waitFor();
}

async function leave(page) {
  await broker(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(200);
}

async function edit(page) {
  await loaded(page);
  await page
    .getByRole('button', { name: /^Edit: .*all time entries/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Who shall be told?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What shall it tell?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'This will be changed' }).waitFor();
  await page.waitForTimeout(400);
}

/** By keyboard: the callback of the broker, whose status is kept until another is wanted. */
async function editBroker(page) {
  await loaded(page);
  await page
    .getByRole('button', { name: /^Edit: .*Broker/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Edit it' }).click();
  await page.getByRole('heading', { name: 'Who shall be told?' }).waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'What shall it tell?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Which Status?' }).waitFor();
  await page.waitForTimeout(400);
}

async function marked(page) {
  await found(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('about every ticket on Help Desk.').waitFor();
}

/** From any page. */
async function byPalette(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('register');
  await page.getByRole('dialog').getByText('Register a callback').waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who shall be told?' }).waitFor();
}

export const callbacksShots = [
  ['callbacks', tab, loaded],
  ['callbacks-broker', tab, toBroker],
  ['callbacks-end', tab, toEnd],
  ['callbacks-menu', tab, openMenu],
  ['callbacks-delete', tab, askDelete],
  ['callbacks-told', tab, askBroker],
  ['callbacks-chosen', tab, chooseHere],
  ['callbacks-quiet', `${tab}&scenario=quiet`, loaded],
  ['callbacks-compact', `${tab}&density=compact`, loaded],
  ['callbacks-empty', firstUse, empty],
  ['callbacks-offline', `${tab}&scenario=offline`],
  ['callbacks-failing', `${tab}&scenario=failing`],
  ['callbacks-no-rights', `${tab}&scenario=no-rights`],
  ['callbacks-palette', 'page=dashboard', byPalette],
  ['callbacks-wizard', tab, openWizard],
  ['callbacks-wizard-broker', tab, broker],
  ['callbacks-wizard-broker-wrong', tab, brokerWrong],
  ['callbacks-wizard-what', tab, what],
  ['callbacks-wizard-matrix', tab, matrix],
  ['callbacks-wizard-record', tab, record],
  ['callbacks-wizard-found', tab, found],
  ['callbacks-wizard-status', tab, statusRecord],
  ['callbacks-wizard-board-first', tab, otherBoard],
  ['callbacks-wizard-number', tab, byNumber],
  ['callbacks-wizard-review', tab, review],
  ['callbacks-wizard-review-broker', tab, reviewBroker],
  ['callbacks-wizard-parked', firstUse, parked],
  ['callbacks-wizard-registered', tab, registered],
  ['callbacks-wizard-tested', tab, tested],
  ['callbacks-wizard-verified', tab, verified],
  ['callbacks-wizard-forbidden', `${tab}&scenario=no-rights`, forbidden],
  ['callbacks-wizard-unreached', firstUse, openWizard],
  ['callbacks-wizard-leave', tab, leave],
  ['callbacks-wizard-marked', tab, marked],
  ['callbacks-wizard-edit', tab, edit],
  ['callbacks-wizard-edit-broker', tab, editBroker],
];
