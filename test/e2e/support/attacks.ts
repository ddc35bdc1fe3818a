import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { SandboxControl } from '../../../scripts/lib/sandbox-control.mjs';
import { test as base, expect, launchApp, openMachine, type RunningApp } from './app.ts';
import { Attacker } from './attacks-attacker.ts';
import { ask } from './mapping.ts';
import { PracticeSandbox } from './sandbox.ts';

/*
 * What tests that attack the app share: one running app that practises, the attacker's own server, and a window without any lock, in which each attack has
 * to succeed before it counts that the app withstands it.
 */

export interface AttackedApp extends RunningApp {
  readonly attacker: Attacker;
  readonly sandbox: PracticeSandbox;
  /** What every process of this machine gets. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Goes through setup the way its pages do, without them. */
export async function practise({ page, profileFolder }: RunningApp): Promise<PracticeSandbox> {
  await ask(page, 'setup:use-sandbox', undefined);
  const sandbox = new PracticeSandbox(profileFolder);
  const { demo } = new SandboxControl(profileFolder).info;
  for (const remote of ['connectwise', 'fieldnation'] as const) await ask(page, 'setup:test', { remote });
  await ask(page, 'setup:save-trigger', {
    boardId: demo.boardId,
    boardName: demo.boardName,
    statusId: demo.triggerStatusId,
    statusName: demo.triggerStatusName,
    publish: false,
  });
  const statuses = await ask(page, 'setup:statuses', { boardId: demo.boardId });
  const dispatched = statuses.find(({ name }) => name === 'Dispatched');
  if (dispatched === undefined) throw new Error("The sandbox's board has no status for what was dispatched");
  const all = await ask(page, 'setup:work-order-statuses', undefined);
  await ask(
    page,
    'setup:save-status-map',
    all.map((workOrderStatus) => ({
      workOrderStatus,
      ticketStatusId: workOrderStatus === 'Draft' ? dispatched.id : null,
      ticketStatusName: workOrderStatus === 'Draft' ? dispatched.name : '',
    })),
  );
  await ask(page, 'setup:start', { ticketIds: [] });
  await page.reload();
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  return sandbox;
}

/** The project's `test` with `attacked`: an app that is set up once for all tests of a worker. */
export const test = base.extend<object, { readonly attacked: AttackedApp }>({
  attacked: [
    async ({ display }, use) => {
      const { close, ...machine } = await openMachine(display);
      const attacker = await Attacker.open();
      const app = await launchApp(machine, { profile: 'sandbox-attacked' });
      const sandbox = await practise(app);
      await use({ ...app, attacker, sandbox, environment: machine.env });
      await app.electron.close().catch(() => undefined);
      await attacker.close();
      await close();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect } from './app.ts';

/** The developers' log of the app so far. */
export function logOf({ profileFolder }: RunningApp): string {
  return readFileSync(join(profileFolder, 'logs', 'dispatch-bridge.log'), 'utf8');
}

/** Code that runs a function in a page as its own task, where none of the driver's exemptions from the content policy holds. */
export function asTask<A>(run: (argument: A) => unknown, argument: A): string {
  return `new Promise((done) => setTimeout(async () => {
    try { done({ gave: await (${run.toString()})(${JSON.stringify(argument)}) }); } catch (error) { done({ threw: String(error) }); }
  }, 0))`;
}

export interface Outcome {
  readonly gave?: unknown;
  readonly threw?: string;
}

/** A page without the app's locks, rights or policy: what attacks do where nothing holds them back. */
export class UnlockedWindow {
  readonly #electron: ElectronApplication;
  readonly #id: number;

  private constructor(electron: ElectronApplication, id: number) {
    this.#electron = electron;
    this.#id = id;
  }

  static async open({ electron }: RunningApp): Promise<UnlockedWindow> {
    const id = await electron.evaluate(({ app, BrowserWindow, session }, partition) => {
      // The app locks whatever there is, also what a window without locks opens.
      app.on('web-contents-created', (_event, contents) => {
        if (contents.session === session.defaultSession) return;
        for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])
          contents.removeAllListeners(event);
        contents.setWebRTCIPHandlingPolicy('default');
        contents.setWindowOpenHandler(() => ({ action: 'allow', overrideBrowserWindowOptions: { show: false } }));
      });
      const window = new BrowserWindow({
        show: false,
        webPreferences: { partition, webviewTag: true, navigateOnDragDrop: true },
      });
      return window.id;
    }, `unlocked-${randomUUID()}`);
    return new UnlockedWindow(electron, id);
  }

  /** Until it is there: what the attack before began may still take the window elsewhere. */
  async load(url: string): Promise<void> {
    await expect(async () => {
      const at = await this.#electron.evaluate(
        async ({ BrowserWindow }, { id, url: to }) => {
          const contents = BrowserWindow.fromId(id)?.webContents;
          await contents?.loadURL(to);
          return contents?.getURL();
        },
        { id: this.#id, url },
      );
      expect(at).toBe(url);
    }).toPass({ intervals: [50], timeout: 60_000 });
  }

  /** Runs code as if somebody had just clicked. What it gives is lost when the page leaves meanwhile. */
  run(code: string): Promise<Outcome> {
    return this.#electron.evaluate(
      ({ BrowserWindow }, { id, code: text }) =>
        BrowserWindow.fromId(id)?.webContents.executeJavaScript(text, true) as Promise<Outcome>,
      { id: this.#id, code },
    );
  }

  /** Starts code and does not wait: most attacks end the page they run in. */
  begin(code: string): Promise<void> {
    return this.#electron.evaluate(
      ({ BrowserWindow }, { id, code: text }) =>
        void BrowserWindow.fromId(id)
          ?.webContents.executeJavaScript(text, true)
          .catch(() => undefined),
      { id: this.#id, code },
    );
  }

  /** Ends it and every window it opened. */
  async close(): Promise<void> {
    await this.#electron.evaluate(({ BrowserWindow }) => {
      // What was opened goes before what opened it.
      for (const window of BrowserWindow.getAllWindows().sort((a, b) => b.id - a.id))
        if (!window.webContents.getURL().startsWith('app:')) window.destroy();
    });
  }
}

/** The page is the one it was: same document, one window, nothing beside it. */
export async function expectUnmoved({ electron, page }: RunningApp, mark: string, after = ''): Promise<void> {
  const seen = await page.evaluate(() => Reflect.get(globalThis, 'attackMark')).catch(String);
  expect(seen, after).toBe(mark);
  const windows = await electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL().replace(/#.*/, '')),
  );
  expect(windows, after).toEqual(['app://dispatch-bridge/index.html']);
}

/** Loads the page anew, marks its document and counts what the content policy refuses in it from now on. */
export async function freshPage({ page }: RunningApp): Promise<string> {
  const mark = randomUUID();
  await page.reload();
  await page.getByRole('heading').first().waitFor();
  await page.evaluate((value) => {
    const refused: string[] = [];
    Object.assign(globalThis, { attackMark: value, refused });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      refused.push(`${effectiveDirective} ${blockedURI}`),
    );
  }, mark);
  return mark;
}

/** What the content policy refused since the page was fresh: `img-src http://...`. */
export function refusals({ page }: RunningApp): Promise<readonly string[]> {
  return page.evaluate(() => Reflect.get(globalThis, 'refused') as readonly string[]);
}

/** Lets pages of the app's own session reach the network for a while: the attacker's own page has to load before it can attack. */
export async function withNetwork<T>({ electron }: RunningApp, work: () => Promise<T>): Promise<T> {
  await electron.evaluate(({ session }) => session.defaultSession.setProxy({ mode: 'direct' }));
  try {
    return await work();
  } finally {
    await electron.evaluate(({ session }) =>
      session.defaultSession.setProxy({ proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' }),
    );
  }
}
