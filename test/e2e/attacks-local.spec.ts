import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { command } from './support/app.ts';
import { type AttackedApp, asTask, expect, expectUnmoved, freshPage, test, UnlockedWindow } from './support/attacks.ts';
import { keptCallbacks } from './support/callbacks.ts';
import { ask } from './support/mapping.ts';

/* Others on this computer and around it: its other addresses, web pages in its browser, other accounts, other starts of the app. */
test.describe.configure({ mode: 'default' });

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 3000 });
    const end = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}

/** Every port this app listens on: the way in, and what it practises with. */
async function ports({ page, sandbox }: AttackedApp): Promise<Readonly<Record<string, number>>> {
  await expect.poll(async () => (await ask(page, 'tunnel:state', undefined)).listening).not.toBeNull();
  const { listening } = await ask(page, 'tunnel:state', undefined);
  const { controlUrl, connectwise, fieldnation } = sandbox.control.info;
  const portOf = (url: string): number => Number(new URL(url).port);
  return {
    intake: listening ?? 0,
    control: portOf(controlUrl),
    connectwise: portOf(connectwise.url),
    fieldnation: portOf(fieldnation.url),
  };
}

test('nothing listens on an address other computers can reach', async ({ attacked }) => {
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
  for (const [name, port] of Object.entries(await ports(attacked))) {
    expect(await connects('127.0.0.1', port), name).toBe(true);
    for (const host of [...others, '::1', '127.0.0.2'])
      expect(await connects(host, port), `${name} at ${host}`).toBe(false);
  }
});

function asked(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
  body = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, setHost: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

test('a name that was pointed at this computer opens nothing: the listener takes only its own names', async ({
  attacked,
}) => {
  const { intake = 0 } = await ports(attacked);
  // The true address, which the attacker would have to know as well.
  const ours = async () =>
    (await keptCallbacks(attacked.sandbox)).map(({ url }) => new URL(url)).find(({ port }) => Number(port) === intake)
      ?.pathname;
  await expect.poll(ours).toBeDefined();
  const callback = (await ours()) ?? '';
  for (const host of [
    'attacker.example',
    `attacker.example:${intake}`,
    '127.0.0.1.attacker.example',
    'localhost.attacker.example',
    '169.254.169.254',
    '0.0.0.0',
    '[::ffff:7f00:1]',
  ])
    for (const [method, path] of [
      ['GET', '/healthz'],
      ['POST', callback],
    ] as const)
      expect(await asked(intake, path, { host }, method), `${host}${path}`).toBe(421);
  expect(await asked(intake, callback, { host: `127.0.0.1:${intake}` }, 'POST', '{}')).toBe(401);
  expect(await asked(intake, '/healthz', { host: `127.0.0.1:${intake}` })).toBeLessThan(300);
});

test('a web page in the browser of this computer reaches neither the way in nor what is practised with', async ({
  attacked,
}) => {
  const { attacker, page, sandbox } = attacked;
  const { intake = 0, control = 0, connectwise = 0, fieldnation = 0 } = await ports(attacked);
  const queue = async () => (await ask(page, 'app:status', undefined)).queue;
  // Paused, nothing that came in goes out of sight again.
  await ask(page, 'engine:pause', { minutes: null });
  await expect.poll(async () => (await queue()).running).toBe(0);
  const before = await queue();
  const orders = (await sandbox.control.workOrders()).length;
  const ticketId = sandbox.ticket(3);
  const tricks = async ({ list, own }: { list: readonly string[]; own: string }) => {
    const reads: Record<string, string> = {};
    for (const url of [...list, own]) {
      const kinds: Readonly<Record<string, RequestInit>> = {
        read: {},
        'plain post': { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"ticketId":1}' },
        'json post': { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"ticketId":1}' },
        'with the header': { method: 'POST', headers: { 'x-sandbox-control': 'guess' }, body: '{}' },
        put: { method: 'PUT', body: '{}' },
        blind: { method: 'POST', mode: 'no-cors', body: '{"ticketId":1}' },
      };
      for (const [kind, init] of Object.entries(kinds)) {
        const answer = await fetch(url, init).catch(() => null);
        reads[`${kind} ${url}`] = answer === null ? 'refused' : answer.type === 'opaque' ? 'sent blindly' : 'read';
      }
    }
    return reads;
  };
  const list = [
    `http://127.0.0.1:${control}/control/people/dispatcher/move-ticket`,
    `http://127.0.0.1:${control}/control/info`,
    `http://127.0.0.1:${intake}/callbacks/guess?recordId=1`,
    `http://127.0.0.1:${intake}/webhooks/guess`,
    `http://127.0.0.1:${connectwise}/v4_6_release/apis/3.0/service/tickets/${ticketId}`,
    `http://127.0.0.1:${fieldnation}/api/rest/v2/workorders`,
  ];
  const unlocked = await UnlockedWindow.open(attacked);
  await unlocked.load(`${attacker.origin}/page`);
  const { gave } = await unlocked.run(asTask(tricks, { list, own: `${attacker.origin}/own` }));
  await unlocked.close();
  const reads = gave as Record<string, string>;
  for (const [trick, end] of Object.entries(reads))
    if (!trick.includes('/own')) expect(end, trick).toBe(trick.startsWith('blind') ? 'sent blindly' : 'refused');
  // The browser reads where it may.
  expect(reads[`read ${attacker.origin}/own`]).toBe('read');
  expect((await sandbox.control.workOrders()).length).toBe(orders);
  expect(await queue()).toEqual(before);
  await ask(page, 'engine:resume', undefined);
});

test('other accounts of this computer cannot open what the profile keeps', async ({ attacked }) => {
  test.skip(process.platform === 'win32', 'Windows keeps the rights of a profile by its folder');
  const { profileFolder } = attacked;
  expect(statSync(profileFolder).mode & 0o777).toBe(0o700);
  const open = readdirSync(profileFolder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    // Chromium's own, which lies in a folder nobody else can enter.
    .filter((path) => !relative(profileFolder, path).startsWith('browser/'))
    .filter((path) => (statSync(path).mode & 0o077) !== 0)
    .map((path) => relative(profileFolder, path));
  expect(open).toEqual([]);
  expect(statSync(join(profileFolder, 'browser')).mode & 0o777).toBe(0o700);
  expect(readdirSync(profileFolder)).toEqual(expect.arrayContaining(['logs', 'lock.db', 'profile.json']));
});

test('another start of the app can steer the running one nowhere, and no argument leads out of the profiles', async ({
  attacked,
}) => {
  const { attacker, profileFolder } = attacked;
  const mark = await freshPage(attacked);
  const dataDir = join(profileFolder, '..', '..');
  const machine = { folder: join(dataDir, '..'), env: attacked.environment };
  const start = async (args: readonly string[]) => {
    const { executablePath, args: own, env } = command(machine, { profile: 'sandbox-attacked' });
    return promisify(execFile)(executablePath, [...own, ...args], {
      env: { ...env, NODE_OPTIONS: '' },
      timeout: 60_000,
    }).then(
      () => 0,
      (error: { readonly code?: number }) => error.code ?? -1,
    );
  };
  const hostile = [
    `${attacker.origin}/argument/page`,
    'app://dispatch-bridge/../../package.json',
    'dispatch-bridge://open?page=settings&url=https://attacker.example/',
    'file:///etc/passwd',
    '/etc/passwd',
    `--app=${attacker.origin}/argument/app`,
    '--navigate=links/1',
    '--recover=start-fresh',
  ];
  expect(await start(hostile)).toBe(0);
  expect(attacker.seen('argument')).toEqual([]);
  await expectUnmoved(attacked, mark);
  expect(readdirSync(join(dataDir, 'profiles'))).toEqual(['sandbox-attacked']);
});

test('a second program cannot have the database while the app has it', async ({ attacked }) => {
  const { profileFolder } = attacked;
  const dataDir = join(profileFolder, '..', '..');
  const bin = new URL('../../bin/dispatch-bridge.mjs', import.meta.url).pathname;
  const run = (args: readonly string[]) =>
    promisify(execFile)(process.execPath, [bin, ...args], {
      env: { ...process.env, ...attacked.environment },
      timeout: 60_000,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
      (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({
        code: error.code,
        said: error.stdout + error.stderr,
      }),
    );
  const second = await run(['serve', '--profile', 'sandbox-attacked', '--data-dir', dataDir]);
  expect(second.code).not.toBe(0);
  expect(second.said).toMatch(/open in|already|in use/i);
});
