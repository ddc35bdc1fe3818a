import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { launchArgs, type Runtime } from '../../../scripts/lib/electron-runtime.mjs';
import { ensureNativeJsonnet } from '../../../scripts/lib/native-jsonnet.mjs';
import { filesBelow } from '../../../scripts/lib/packing/files.mjs';
import { isOfficial, type PackedApp, packForTests } from '../../../scripts/lib/packing/pack.mjs';
import type { Machine } from './app.ts';

/** The packed app as users get it, and the one whose only difference is that it can be driven. */
export interface PackedApps {
  readonly release: PackedApp;
  readonly testBuild: PackedApp;
  /** The unfused executable both were made from. */
  readonly unfused: string;
  /** Every fuse exists in it: the official Electron. */
  readonly official: boolean;
  /** Native Jsonnet was there to be packed. */
  readonly nativeJsonnet: boolean;
}

export async function packBoth(): Promise<PackedApps> {
  const runtime: Runtime = JSON.parse(process.env.E2E_RUNTIME ?? '');
  const nativeJsonnet = await ensureNativeJsonnet();
  const testBuild = await packForTests({ runtime, nativeJsonnet, testBuild: true });
  const release = await packForTests({ runtime, nativeJsonnet, testBuild: false });
  return { release, testBuild, unfused: runtime.executable, official: isOfficial(runtime), nativeJsonnet };
}

/** The same app in a folder of its own that can be tampered with: files are linked, so it is there at once. */
export function tamperable(app: PackedApp, name: string): PackedApp {
  const folder = `${app.folder}-${name}-${process.pid}`;
  for (const file of filesBelow(app.folder)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    linkSync(join(app.folder, file), join(folder, file));
  }
  const moved = (path: string): string => join(folder, path.slice(app.folder.length));
  return { folder, executable: moved(app.executable), resources: moved(app.resources) };
}

export interface StartOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A packed app that runs as a process of its own, as a person's desktop starts it. */
export class PackedProcess {
  readonly process: ChildProcess;
  readonly profileFolder: string;
  readonly exited: Promise<number | null>;
  output = '';
  #browser: Browser | null = null;

  constructor(app: PackedApp, machine: Machine, { args = [], env = {} }: StartOptions = {}) {
    const dataDir = join(machine.folder, 'app');
    this.profileFolder = join(dataDir, 'profiles', 'sandbox-packed');
    const own = ['--profile', 'sandbox-packed', '--data-dir', dataDir];
    this.process = spawn(app.executable, [...launchArgs({ realDisplay: false }), ...own, ...args], {
      // Playwright's own way into Electron must not be what is tested.
      env: { ...process.env, NODE_OPTIONS: '', ...machine.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.exited = once(this.process, 'exit').then(([code]) => code);
  }

  /** The app's own log so far; empty before there is one. */
  get log(): string {
    const file = join(this.profileFolder, 'logs', 'dispatch-bridge.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** The address of the debugging port the app opened by itself, or null. */
  get debugger(): string | null {
    return /DevTools listening on ws:\/\/([^/\s]+)/.exec(this.output)?.[1] ?? null;
  }

  /** The window, over the debugging port. Call it once `debugger` is there. */
  async attach(): Promise<Page> {
    this.#browser = await chromium.connectOverCDP(`http://${this.debugger}`);
    const [context] = this.#browser.contexts();
    if (context === undefined) throw new Error('The app has no browser context');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.getByRole('heading').first().waitFor();
    return page;
  }

  /** Ends it, kindly; with the test's own end nothing may be left. */
  async end(): Promise<number | null> {
    await this.#browser?.close();
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 15_000);
    const code = await this.exited;
    clearTimeout(late);
    return code;
  }
}
