import {
  asTask,
  expect,
  expectUnmoved,
  freshPage,
  logOf,
  type Outcome,
  refusals,
  test,
  UnlockedWindow,
} from './support/attacks.ts';
import { ask } from './support/mapping.ts';
import { openPalette } from './support/palette.ts';

/* Hostile content: code that is put into the page, text of records, and what the page asks the system for. */
test.describe.configure({ mode: 'default' });

/** Every way in which `runText` tries to run a text. */
const waysToRun = [
  'eval',
  'function',
  'async-function',
  'timeout',
  'inline-script',
  'inline-module',
  'data-script',
  'blob-script',
  'image-error',
  'toggle',
  'link',
  'form',
  'handler',
  'fragment',
  'written',
  'srcdoc',
  'inline-style',
];

/** Ways to run a text as code; each marks its name when it ran. Ends when each of `names` has, or after so long. */
function runText({ names, ms }: { names: readonly string[]; ms: number }): Promise<readonly string[]> {
  const ran: string[] = [];
  Object.assign(globalThis, { ran: (name: string) => ran.push(name) });
  const attempt = (work: () => unknown): void => {
    try {
      work();
    } catch {
      // Refused by an exception, which is one way of refusing.
    }
  };
  const tag = (name: string, members: object): HTMLElement => Object.assign(document.createElement(name), members);
  const box = document.body.appendChild(document.createElement('div'));
  attempt(() => Reflect.get(globalThis, 'eval')('ran("eval")'));
  attempt(() => new Function('ran("function")')());
  attempt(() => Reflect.construct((async () => {}).constructor, ['ran("async-function")'])());
  setTimeout('ran("timeout")');
  setInterval('ran("interval")', 1e6);
  document.head.append(tag('script', { textContent: 'ran("inline-script")' }));
  document.head.append(tag('script', { type: 'module', textContent: 'ran("inline-module")' }));
  document.head.append(tag('script', { src: 'data:text/javascript,ran("data-script")' }));
  const blob = URL.createObjectURL(new Blob(['ran("blob-script")'], { type: 'text/javascript' }));
  document.head.append(tag('script', { src: blob }));
  box.innerHTML = `<img src="data:x" onerror="ran('image-error')"><svg onload="ran('svg-load')"></svg>
    <details open ontoggle="ran('toggle')"><summary>x</summary></details><input autofocus onfocus="ran('focus')">
    <div style="animation: x 1s" onanimationstart="ran('animation')"></div><a href="javascript:ran('link')">x</a>
    <iframe srcdoc="<script>parent.ran('srcdoc')</script>"></iframe><object data="data:text/html,<script>parent.ran('object')</script>"></object>
    <form><button formaction="javascript:ran('form')"></button></form>`;
  box.querySelector('a')?.click();
  box.querySelector('button')?.click();
  box.setAttribute('onclick', 'ran("handler")');
  box.click();
  const range = document.createRange();
  box.append(range.createContextualFragment('<script>ran("fragment")</script>'));
  attempt(() =>
    (document.body.appendChild(tag('iframe', {})) as HTMLIFrameElement).contentDocument?.write(
      '<script>parent.ran("written")</script>',
    ),
  );
  const sheet = document.head.appendChild(tag('style', { textContent: 'html { --inline-style: ran }' }));
  const begun = performance.now();
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (getComputedStyle(document.documentElement).getPropertyValue('--inline-style') !== '')
        ran.push('inline-style');
      if (performance.now() - begun < ms && !names.every((name) => ran.includes(name))) return;
      clearInterval(look);
      box.remove();
      sheet.remove();
      resolve([...new Set(ran)].sort());
    }, 100);
  });
}

test('text that is put into the page never runs as code', async ({ attacked }) => {
  const { page, attacker } = attacked;
  const mark = await freshPage(attacked);
  const { gave } = (await page.evaluate(asTask(runText, { names: waysToRun, ms: 500 }))) as Outcome;
  expect(gave).toEqual([]);
  const refused = (await refusals(attacked)).map((line) => line.trim());
  expect(refused.filter((line) => line === 'script-src eval').length).toBeGreaterThanOrEqual(3);
  expect(refused).toEqual(
    expect.arrayContaining(['script-src-elem inline', 'script-src-attr inline', 'style-src-elem inline']),
  );
  await expectUnmoved(attacked, mark);

  const unlocked = await UnlockedWindow.open(attacked);
  await unlocked.load(`${attacker.origin}/page`);
  const control = await unlocked.run(asTask(runText, { names: waysToRun, ms: 20_000 }));
  await unlocked.close();
  expect(waysToRun.filter((name) => !(control.gave as readonly string[]).includes(name))).toEqual([]);
});

test('markup in records is shown as the text it is, on every page', async ({ attacked }) => {
  const { page, sandbox, attacker } = attacked;
  const summary = `<img src=x onerror=ran()><script>ran()</script>`;
  const ticketId = sandbox.ticket(0);
  await sandbox.control.act('dispatcher', 'edit-ticket', {
    ticketId,
    changes: { summary },
  });
  await sandbox.control.act('dispatcher', 'add-note', {
    ticketId,
    text: `<iframe src="${attacker.origin}/record/note"></iframe><a href="javascript:ran()">note</a>`,
  });
  const mark = await freshPage(attacked);
  await page.evaluate(() => {
    const ran: string[] = [];
    Object.assign(globalThis, { ranWhere: ran, ran: () => ran.push('ran') });
  });
  await sandbox.dispatch(ticketId);
  const workOrderId = await sandbox.workOrderFor(ticketId);
  await sandbox.ticketReaches(ticketId, 'Dispatched');
  await ask(page, 'engine:sync-now', {});
  const shown = page.getByText(summary, { exact: false }).filter({ visible: true }).first();
  const rail = page.getByRole('navigation', { name: 'Pages' });

  await test.step('Links, and the page of the link', async () => {
    await rail.getByRole('button', { name: 'Links' }).click();
    await expect(shown).toBeVisible();
    await shown.click();
    await expect(page.getByRole('heading', { name: `Ticket ${ticketId} and work order ${workOrderId}` })).toBeVisible();
    await expect(shown).toBeVisible();
  });
  await test.step('the palette', async () => {
    const palette = await openPalette(page);
    await page.keyboard.type(String(ticketId));
    await expect(palette.getByText(summary).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
  await test.step('Attention, with what both sides wrote', async () => {
    const theirs = '<svg onload=ran()>the title of the buyer';
    const ours = '<details open ontoggle=ran()>the summary of the dispatcher';
    await ask(page, 'engine:pause', { minutes: null });
    await expect.poll(async () => (await ask(page, 'app:status', undefined)).queue.running).toBe(0);
    await sandbox.control.act('buyer', 'edit', { workOrderId, changes: { title: theirs } });
    await sandbox.control.act('dispatcher', 'edit-ticket', { ticketId, changes: { summary: ours } });
    await ask(page, 'engine:resume', undefined);
    await expect.poll(async () => (await ask(page, 'conflicts:list', undefined)).length).toBe(1);
    await rail.getByRole('button', { name: /^Attention/ }).click();
    await page.getByRole('tab', { name: /^Conflicts/ }).click();
    for (const text of [theirs, ours])
      await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
  });
  await test.step('Events, and the pages that say how many there are', async () => {
    for (const name of [/^Events/, /^Mapping/, /^Callbacks/, /^Dashboard/]) {
      await rail.getByRole('button', { name }).click();
      await page.getByRole('heading').first().waitFor();
    }
    await rail.getByRole('button', { name: /^Events/ }).click();
    await expect(page.getByText(String(ticketId)).filter({ visible: true }).first()).toBeVisible();
  });
  expect(await page.evaluate(() => Reflect.get(globalThis, 'ranWhere'))).toEqual([]);
  // Nothing of it became an element either: else the policy would have had something to refuse.
  expect(await refusals(attacked)).toEqual([]);
  expect(attacker.seen('record')).toEqual([]);
  await expectUnmoved(attacked, mark);
});

/** Asks for everything a page can ask the system for; `refused` or what came back. */
function askForAll(only: readonly string[] | null): Promise<Readonly<Record<string, string>>> {
  type Loose = Record<string, (...args: unknown[]) => Promise<unknown>>;
  const part = (name: string): Loose => Reflect.get(navigator, name) as Loose;
  const wishes: Record<string, () => Promise<unknown>> = {
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: () => navigator.mediaDevices.getDisplayMedia(),
    location: () =>
      new Promise((give, refuse) => navigator.geolocation.getCurrentPosition(give, refuse, { timeout: 2000 })),
    'clipboard-read': () => navigator.clipboard.readText(),
    midi: () => navigator.requestMIDIAccess({ sysex: true }),
    usb: () => part('usb').requestDevice?.({ filters: [] }) ?? Promise.reject(),
    hid: async () => {
      const devices = (await part('hid').requestDevice?.({ filters: [] })) as unknown[];
      if (devices.length === 0) throw new Error('none');
    },
    serial: () => part('serial').requestPort?.() ?? Promise.reject(),
    bluetooth: () => part('bluetooth').requestDevice?.({ acceptAllDevices: true }) ?? Promise.reject(),
    'pointer-lock': () => Promise.resolve(document.body.requestPointerLock()),
    'keyboard-lock': () => part('keyboard').lock?.() ?? Promise.reject(),
    fullscreen: () => document.documentElement.requestFullscreen(),
    persistence: async () => {
      if (!(await navigator.storage.persist())) throw new Error('refused');
    },
    'idle-detection': async () => {
      const detector = Reflect.get(globalThis, 'IdleDetector') as { requestPermission(): Promise<string> };
      if ((await detector.requestPermission()) !== 'granted') throw new Error('refused');
    },
    fonts: async () => {
      const fonts = await (Reflect.get(globalThis, 'queryLocalFonts') as () => Promise<readonly unknown[]>)();
      if (fonts.length === 0) throw new Error('none');
    },
    screens: () => (Reflect.get(globalThis, 'getScreenDetails') as () => Promise<unknown>)(),
  };
  const late = (): Promise<never> => new Promise((_give, refuse) => setTimeout(() => refuse(new Error('late')), 6000));
  return Promise.all(
    Object.entries(wishes)
      .filter(([name]) => only?.includes(name) ?? true)
      .map(async ([name, wish]) => {
        try {
          await Promise.race([wish(), late()]);
          return [name, 'granted'] as const;
        } catch (error) {
          return [name, (error as Error | undefined)?.message === 'late' ? 'no answer' : 'refused'] as const;
        }
      }),
  ).then(Object.fromEntries);
}

test('the page gets no device and no right but to notify and to copy', async ({ attacked }) => {
  const { page, attacker } = attacked;
  await freshPage(attacked);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  const { gave } = (await page.evaluate(asTask(askForAll, null))) as Outcome;
  const given = Object.entries(gave as Record<string, string>).filter(([, end]) => end !== 'refused');
  // To fill the screen is refused by never being answered.
  expect(given.filter(([name, end]) => name !== 'fullscreen' || end !== 'no answer')).toEqual([]);
  expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
  const rights = (await page.evaluate(
    asTask(async () => {
      await navigator.clipboard.writeText('copied by a person');
      return Notification.requestPermission();
    }, undefined),
  )) as Outcome;
  expect(rights).toEqual({ gave: 'granted' });

  const states = await page.evaluate(() =>
    Promise.all(
      [
        'camera',
        'microphone',
        'geolocation',
        'midi',
        'clipboard-read',
        'persistent-storage',
        'idle-detection',
        'local-fonts',
        'window-management',
        'screen-wake-lock',
        'notifications',
        'clipboard-write',
      ].map(async (name) => `${name} ${(await navigator.permissions.query({ name: name as PermissionName })).state}`),
    ),
  );
  expect(states.filter((line) => !line.endsWith(' denied'))).toEqual([
    'notifications granted',
    'clipboard-write granted',
  ]);
  // A window that has no focus is refused the pointer before anybody is asked.
  for (const permission of ['media', 'geolocation', 'midiSysex', 'clipboard-read', 'fullscreen'])
    await expect.poll(() => logOf(attacked)).toContain(`"permission":"${permission}"`);

  const unlocked = await UnlockedWindow.open(attacked);
  await unlocked.load(`${attacker.origin}/page`);
  const harmless = ['midi', 'persistence', 'idle-detection', 'fonts', 'keyboard-lock'];
  const control = (await unlocked.run(asTask(askForAll, harmless))).gave as Record<string, string>;
  await unlocked.close();
  expect(Object.values(control).filter((end) => end === 'granted').length).toBeGreaterThan(2);
});
