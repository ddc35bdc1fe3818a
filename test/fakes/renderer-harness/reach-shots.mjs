/* Pictures of how changes arrive: the chain, health, the tunnel, outages. What is done before they are looked at. */

const overview = 'page=callbacks/overview';
const tunnel = 'page=callbacks/tunnel';
const outages = 'page=callbacks/outages';

/** There are words on the page. */
async function shown(page) {
  await page.locator('main p').first().waitFor();
  await page.waitForTimeout(150);
}

async function test(page) {
  await page.getByRole('button', { name: /^Test/ }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.getByRole('button', { name: 'Watch for a real change' }).waitFor();
}

async function midTest(page) {
  await page.getByRole('button', { name: /^Test/ }).click();
  await page.getByRole('tab', { name: 'Tunnel OK' }).waitFor();
}

/** By keyboard alone: the test, then the lamps by arrow keys. */
async function lookAtLamps(page) {
  await page.getByRole('button', { name: /^Test/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Watch for a real change' }).waitFor();
  await page.getByRole('tab', { name: /^TLS/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('Does a request from outside').waitFor();
}

async function watch(page) {
  await test(page);
  await page.getByRole('button', { name: 'Watch for a real change' }).click();
  await page.getByText('Save any ticket on Field Services.').waitFor();
}

/** By three keys alone: the keyboard goes on from Test to Stop, and from there to what comes next. */
async function proven(page) {
  await page.getByRole('button', { name: 'Test', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('button:focus', { hasText: 'Stop' }).waitFor();
  await page.locator('button:focus', { hasText: 'Watch for a real change' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('button:focus', { hasText: 'Stop' }).waitFor();
  await page.getByText('Every link was proven').waitFor();
}

const health = (act) => async (page) => {
  const heading = page.getByRole('heading', { name: 'Health' });
  await heading.waitFor();
  await act?.(page);
  await heading.evaluate((one) => one.scrollIntoView());
};

async function repair(page) {
  await page.getByRole('button', { name: 'Switch it on again' }).click();
  await page.getByText('was mended just now').waitFor();
  await page.locator('button:focus', { hasText: 'Check now' }).waitFor();
}

async function unfold(page) {
  await page.getByRole('button', { name: /in order$/ }).click();
}

/** By keyboard alone: the questions from nothing to a recommendation. */
const answer = (first, second) => async (page) => {
  await page.getByRole('radio', { name: 'Yes' }).focus();
  await page.keyboard.press(first === 'yes' ? 'Space' : 'ArrowDown');
  await page.keyboard.press('Tab');
  for (let step = 0; step < second; step += 1) await page.keyboard.press('ArrowDown');
  if (second === 0) await page.keyboard.press('Space');
  await page.getByText(/^Recommended:/).waitFor();
};

const allWays = async (page) => {
  await page.getByRole('heading', { name: 'All ways in' }).evaluate((one) => one.scrollIntoView());
};

const form = (way) => async (page) => {
  await page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: way, exact: true }) })
    .getByRole('button')
    .click();
  await page.getByRole('heading', { name: way, exact: true, level: 2 }).waitFor();
};

const untilShown = async (page, act) => {
  await page.getByRole('button', { name: 'Choose another way' }).click();
  await act(page);
};

async function nothingTyped(page) {
  await form('cloudflared, named')(page);
  await page.getByRole('button', { name: 'Save and start the tunnel' }).click();
  await page.getByText('Enter the token of the tunnel.').waitFor();
}

/** By keyboard alone: SSH from the list to a tunnel that is up. */
async function sshByKeys(page) {
  const { keyboard } = page;
  await form('SSH to your server')(page);
  await keyboard.press('Tab');
  await keyboard.type('bridge.northgate-it.com');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('bridge');
  for (let step = 0; step < 4; step += 1) await keyboard.press('Tab');
  await keyboard.type('https://callbacks.northgate-it.com');
  await page.waitForTimeout(100);
}

async function startSsh(page) {
  await sshByKeys(page);
  await page.keyboard.press('Enter');
  await page.getByText('Is this bridge.northgate-it.com').waitFor();
}

/** By keyboard alone. */
async function accept(page) {
  await page.getByRole('button', { name: 'It is the same: accept it' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('SSH to your server: up.').waitFor();
}

async function keyFile(page) {
  await page.getByRole('button', { name: 'Change the settings' }).click();
  await page.getByRole('button', { name: 'Forget' }).click();
  await page.getByText('Forgotten when you save.').waitFor();
}

async function starting(page) {
  await page.getByRole('button', { name: 'Restart' }).click();
  await page.getByText('Signing in').waitFor();
}

async function tick(page) {
  await page.getByRole('checkbox').click();
}

export const reachShots = [
  ['reach-overview', overview, shown],
  ['reach-testing', overview, midTest],
  ['reach-tested', overview, test],
  ['reach-lamps', overview, lookAtLamps],
  ['reach-watch', overview, watch],
  ['reach-proven', overview, proven],
  ['reach-quiet', `${overview}&scenario=quiet`, shown],
  ['reach-tls', `${overview}&scenario=tls-broken`, midTest],
  [
    'reach-tls-failed',
    `${overview}&scenario=tls-broken`,
    (page) => midTest(page).then(() => page.getByText('is not trusted').first().waitFor()),
  ],
  ['reach-health', overview, health(unfold)],
  ['reach-repaired', overview, health(repair)],
  ['reach-polling', `${overview}&scenario=polling`, shown],
  ['reach-loopback', `${overview}&scenario=loopback`, shown],
  ['tunnel-loopback', `${tunnel}&scenario=loopback`, shown],
  ['dashboard-loopback', 'page=dashboard&scenario=loopback'],
  ['dashboard-key', 'page=dashboard&scenario=host-key'],
  ['dashboard-polling', 'page=dashboard&scenario=polling'],
  ['reach-down', `${overview}&scenario=offline`, shown],
  ['reach-key', `${overview}&scenario=host-key`, shown],
  ['reach-failing', `${overview}&scenario=failing`, shown],
  ['tunnel-none', `${tunnel}&scenario=polling`, shown],
  ['tunnel-yes', `${tunnel}&scenario=polling`, answer('yes', 0)],
  ['tunnel-no', `${tunnel}&scenario=polling`, answer('no', 1)],
  ['tunnel-nothing', `${tunnel}&scenario=polling`, answer('no', 2)],
  ['tunnel-ways', `${tunnel}&scenario=polling`, allWays],
  ['tunnel-ngrok', `${tunnel}&scenario=polling`, form('ngrok')],
  ['tunnel-named', `${tunnel}&scenario=polling`, nothingTyped],
  ['tunnel-quick', `${tunnel}&scenario=polling`, form('cloudflared, quick')],
  ['tunnel-own', `${tunnel}&scenario=polling`, form('Own address')],
  ['tunnel-ssh', `${tunnel}&scenario=polling`, sshByKeys],
  ['tunnel-ssh-key', `${tunnel}&scenario=polling`, startSsh],
  ['tunnel-up', tunnel, shown],
  ['tunnel-change', tunnel, keyFile],
  ['tunnel-starting', tunnel, starting],
  ['tunnel-other', tunnel, (page) => untilShown(page, allWays)],
  ['tunnel-off', tunnel, (page) => untilShown(page, form('Polling only'))],
  ['tunnel-quick-up', `${tunnel}&scenario=quick`, shown],
  ['tunnel-down', `${tunnel}&scenario=offline`, shown],
  ['tunnel-accept', `${tunnel}&scenario=host-key`, shown],
  ['tunnel-accepted', `${tunnel}&scenario=host-key`, accept],
  ['tunnel-changed', `${tunnel}&scenario=host-key-changed`, tick],
  ['outages', outages, shown],
  ['outages-lasting', `${outages}&scenario=offline`, shown],
  ['outages-one', `${outages}&scenario=one`, shown],
  ['outages-none', `${outages}&scenario=quiet`, shown],
];
