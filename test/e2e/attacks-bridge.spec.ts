import { type Channel, channels } from '../../src/shared/ipc/contract.ts';
import { type AttackedApp, expect, expectUnmoved, freshPage, logOf, test, withNetwork } from './support/attacks.ts';
import { badInputs, valueHelpers } from './support/attacks-payloads.ts';
import { ask } from './support/mapping.ts';

/* Calls to the main process: by whom, to what, and with which values. */
test.describe.configure({ mode: 'default' });

const names = Object.keys(channels) as readonly Channel[];

/** Calls every function of the bridge a page has, with nothing, and collects how each ended. */
const callEverything = `Promise.all(Object.entries(window.dispatchBridge).filter(([name]) => name !== 'on').map(
  ([name, call]) => call(undefined).then(() => [name, 'answered'], (error) => [name, error?.code ?? String(error)]),
))`;

test('the page has the bridge and nothing else of the main process: frozen, the channels of the contract, no way to others', async ({
  attacked,
}) => {
  const { page } = attacked;
  const found = await page.evaluate(() => {
    const bridge: Readonly<Record<string, unknown>> = Reflect.get(globalThis, 'dispatchBridge');
    const attempt = (change: () => unknown): string => {
      try {
        return `done: ${String(change())}`;
      } catch (error) {
        return (error as Error).name;
      }
    };
    const strange = ['__proto__', 'constructor', 'prototype', 'invoke', 'send', 'ipcRenderer', 'toString', 'then'];
    return {
      names: Object.keys(bridge),
      frozen: Object.isFrozen(bridge),
      changed: attempt(() => {
        return Object.assign(bridge, { 'app:quit': () => 1 });
      }),
      replaced: attempt(() => Object.assign(globalThis, { dispatchBridge: {} })),
      added: attempt(() => Object.assign(bridge, { 'app:run': 1 })),
      own: strange.filter((name) => Object.hasOwn(bridge, name)),
      node: [
        'require',
        'process',
        'Buffer',
        'module',
        'global',
        '__dirname',
        'setImmediate',
        'electron',
        'ipcRenderer',
      ].filter((name) => name in globalThis),
      // Functions are the page's own copies: their constructors lead nowhere but into the page, where the policy stops them.
      realm: (bridge['app:info'] as () => unknown).constructor === Function,
      push: ['constructor', '__proto__', 'app:quit', 'ELECTRON_BROWSER_INVOKE', ''].map((name) =>
        attempt(() => (bridge.on as (push: string, listener: () => void) => void)(name, () => undefined)),
      ),
    };
  });
  expect([...found.names].sort()).toEqual([...names, 'on'].sort());
  expect(found).toMatchObject({ frozen: true, changed: 'TypeError', replaced: 'TypeError', added: 'TypeError' });
  expect(found).toMatchObject({ own: [], node: [], realm: true });
  expect(new Set(found.push)).toEqual(new Set(['Error']));
});

test('a frame in the page has no bridge, whatever it is made of', async ({ attacked }) => {
  const { page, attacker } = attacked;
  const mark = await freshPage(attacked);
  const found = await page.evaluate(async (origin) => {
    const script = '<script>parent.frameRan = true; parent.frameBridge = window.dispatchBridge</script>';
    const blob = URL.createObjectURL(new Blob([script], { type: 'text/html' }));
    const sources: Readonly<Record<string, (frame: HTMLIFrameElement) => void>> = {
      blank: (frame) => Object.assign(frame, { src: 'about:blank' }),
      srcdoc: (frame) => Object.assign(frame, { srcdoc: script }),
      'sandboxed srcdoc': (frame) => Object.assign(frame, { srcdoc: script, sandbox: 'allow-scripts' }),
      blob: (frame) => Object.assign(frame, { src: blob }),
      data: (frame) => Object.assign(frame, { src: `data:text/html,${script}` }),
      script: (frame) => Object.assign(frame, { src: 'javascript:parent.frameRan = true' }),
      file: (frame) => Object.assign(frame, { src: 'file:///etc/passwd' }),
      app: (frame) => Object.assign(frame, { src: 'app://dispatch-bridge/index.html' }),
      'other app': (frame) => Object.assign(frame, { src: 'app://elsewhere/index.html' }),
      attacker: (frame) => Object.assign(frame, { src: `${origin}/framed/page` }),
    };
    const bridges: Record<string, string> = {};
    for (const [name, prepare] of Object.entries(sources)) {
      const frame = document.createElement('iframe');
      prepare(frame);
      const settled = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      document.body.append(frame);
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 500))]);
      try {
        bridges[name] = typeof Reflect.get(frame.contentWindow ?? {}, 'dispatchBridge');
      } catch {
        // Of another origin, so that nothing of it can be seen: Chromium's own page that says what was refused.
        bridges[name] = 'out of sight';
      }
    }
    return {
      bridges,
      ran: Reflect.get(globalThis, 'frameRan') ?? false,
      bridge: Reflect.get(globalThis, 'frameBridge') ?? null,
    };
  }, attacker.origin);
  expect(found).toMatchObject({ ran: false, bridge: null });
  for (const [name, bridge] of Object.entries(found.bridges))
    expect(['undefined', 'out of sight'], name).toContain(bridge);
  expect(attacker.seen('framed')).toEqual([]);
  const frames = await attacked.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.webContents.mainFrame.framesInSubtree.slice(1)
      .map(({ url, origin }) => [url, origin]),
  );
  // What was refused is Chromium's own page for that, of no origin.
  for (const [url, origin] of frames ?? [])
    if (!url?.startsWith('about:') && url !== '') expect(origin, url).toBe('null');
  await expectUnmoved(attacked, mark);
});

/** Opens a window with the app's own preload script on an address, and calls every channel from its page. */
async function callFromAnotherWindow(
  { electron }: AttackedApp,
  url: string,
): Promise<readonly (readonly [string, string])[]> {
  return electron.evaluate(
    async ({ app, BrowserWindow }, { url: to, code }) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, contextIsolation: true, sandbox: true },
      });
      await other.webContents.loadURL(to);
      const outcomes = await other.webContents.executeJavaScript(code);
      other.destroy();
      return outcomes;
    },
    { url, code: callEverything },
  );
}

test('a window that is not ours gets no answer on any channel, not even on our own page', async ({ attacked }) => {
  const { attacker, page } = attacked;
  for (const url of ['app://dispatch-bridge/index.html', `${attacker.origin}/page`]) {
    const outcomes = await withNetwork(attacked, () => callFromAnotherWindow(attacked, url));
    expect(outcomes.map(([name]) => name).sort()).toEqual([...names].sort());
    expect(
      outcomes.filter(([, outcome]) => outcome !== 'ipc.sender'),
      url,
    ).toEqual([]);
  }
  expect(await ask(page, 'app:status', undefined)).toHaveProperty('queue');
});

test("another origin's page in our own window gets no answer on any channel, nor does an empty one", async ({
  attacked,
}) => {
  const { attacker, electron, page } = attacked;
  const call = (url: string): Promise<readonly (readonly [string, string])[]> =>
    electron.evaluate(
      async ({ BrowserWindow }, { url: to, code }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        await contents?.loadURL(to);
        return contents?.executeJavaScript(code);
      },
      { url, code: callEverything },
    );
  for (const url of [`${attacker.origin}/page`, 'about:blank', 'data:text/html,<p>x']) {
    const outcomes = await withNetwork(attacked, () => call(url));
    expect(outcomes.map(([name]) => name).sort(), url).toEqual([...names].sort());
    expect(
      outcomes.filter(([, outcome]) => outcome !== 'ipc.sender'),
      url,
    ).toEqual([]);
  }
  await page.goto('app://dispatch-bridge/index.html');
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  expect(await ask(page, 'app:status', undefined)).toHaveProperty('queue');
});

/** Everything the channels could have changed. */
async function stateOf({ page }: AttackedApp): Promise<unknown> {
  const [setup, links, attention, filters, alerts, profiles, preferences, mapping, backups, tunnel, sync] = [
    await ask(page, 'setup:state', undefined),
    await ask(page, 'links:search', { text: '', limit: 200 }),
    await ask(page, 'attention:list', undefined),
    await ask(page, 'log:saved-filters', undefined),
    await ask(page, 'alerts:settings', undefined),
    await ask(page, 'profiles:list', undefined),
    await ask(page, 'app:preferences', undefined),
    await ask(page, 'mapping:versions', undefined),
    await ask(page, 'recovery:backups', undefined),
    await ask(page, 'tunnel:state', undefined),
    await ask(page, 'sync:settings', undefined),
  ];
  return {
    setup,
    links: links.map(({ id }) => id),
    attention,
    filters,
    alerts,
    profiles: profiles.map(({ name }) => name),
    preferences,
    mapping,
    backups: backups.backups.map(({ name }) => name),
    tunnel: tunnel.config,
    sync,
    trail: (await ask(page, 'audit:page', { before: null, limit: 200 })).map(({ id }) => id),
  };
}

test('no wrong value gets past any channel of the contract, and none does any harm', async ({ attacked }, info) => {
  const { page } = attacked;
  let before = await stateOf(attacked);
  // What setup began has ended.
  await expect(async () => {
    expect((await ask(page, 'app:status', undefined)).queue.running).toBe(0);
    const last = before;
    before = await stateOf(attacked);
    expect(before).toEqual(last);
  }).toPass();
  let sent = 0;
  for (const channel of names) {
    const { refused, unsendable } = badInputs(channel);
    expect(refused.length, channel).toBeGreaterThan(10);
    sent += refused.length + unsendable.length;
    const outcomes = await page.evaluate(`(async () => {
      ${valueHelpers}
      const call = window.dispatchBridge[${JSON.stringify(channel)}];
      const outcome = async (make) => {
        try { await call(make()); return 'answered'; } catch (error) { return error?.code ?? 'not sent'; }
      };
      return {
        refused: await Promise.all([${refused.map(({ code }) => `() => ${code}`).join(',')}].map(outcome)),
        unsendable: await Promise.all([${unsendable.map(({ code }) => `() => ${code}`).join(',')}].map(outcome)),
        polluted: ({}).polluted ?? null,
      };
    })()`);
    const {
      refused: ends,
      unsendable: notSent,
      polluted,
    } = outcomes as {
      readonly refused: readonly string[];
      readonly unsendable: readonly string[];
      readonly polluted: unknown;
    };
    const wrong = refused.flatMap(({ about }, at) =>
      ends[at] === 'ipc.input' || ends[at] === 'not sent' ? [] : [`${about}: ${String(ends[at])}`],
    );
    expect(wrong, channel).toEqual([]);
    expect(ends.filter((end) => end === 'ipc.input').length, channel).toBeGreaterThan(10);
    for (const end of notSent) expect(['ipc.input', 'not sent'], channel).toContain(end);
    expect(polluted).toBeNull();
  }
  info.annotations.push({ type: 'note', description: `${sent} wrong values on ${names.length} channels` });

  expect(await stateOf(attacked)).toEqual(before);
  expect(await attacked.electron.evaluate(() => Reflect.get({}, 'polluted') ?? null)).toBeNull();
  const log = logOf(attacked);
  expect(log).toContain('A call from a page had a wrong input');
  expect(log).not.toMatch(/failed unexpectedly|without anyone waiting/);
  expect(await ask(page, 'app:status', undefined)).toHaveProperty('queue');
});
