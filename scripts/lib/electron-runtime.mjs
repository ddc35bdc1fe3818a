import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { networkEnv } from './bootstrap.mjs';
import { fallbackReady, fallbackSupported, installFallback } from './fallback-runtime.mjs';
import { cacheDir, root } from './paths.mjs';
import { run, Stop, say, step } from './progress.mjs';

/**
 * Which Electron runs the app.
 * @typedef {object} Runtime
 * @property {'override' | 'official' | 'fallback'} kind
 * @property {string} executable absolute path
 * @property {string} version e.g. `45.4.1`
 * @property {string | null} nativeDir node_modules folder with native modules built for this runtime only; null when the project's own fit
 */

const electronDir = join(root, 'node_modules', 'electron');
const unreachableStamp = join(cacheDir, 'electron-host-unreachable');
const aDay = 24 * 3600 * 1000;
/** Ends with 0 when the address answers at all. A child asks, because only it starts with the system's certificates and proxy. */
const headRequest = `fetch(process.argv[1], { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(4000) })
  .then((answer) => process.exit(answer.status < 500 ? 0 : 1), () => process.exit(1))`;

function wantedVersion() {
  return JSON.parse(readFileSync(join(electronDir, 'package.json'), 'utf8')).version;
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function readVersion(dist) {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

function official() {
  const dist = join(electronDir, 'dist');
  const executable = join(dist, executableName());
  return existsSync(executable) && readVersion(dist) === wantedVersion()
    ? { kind: 'official', executable, version: wantedVersion(), nativeDir: null }
    : null;
}

/** True when the host that serves Electron's releases answers within four seconds. A "no" is remembered for a day. */
async function releaseHostAnswers() {
  if (existsSync(unreachableStamp) && Date.now() - statSync(unreachableStamp).mtimeMs < aDay) return false;
  const host =
    process.env.ELECTRON_MIRROR ||
    process.env.npm_config_electron_mirror ||
    'https://github.com/electron/electron/releases';
  const { code } = await run(process.execPath, ['-e', headRequest, host], {
    env: networkEnv(),
    check: false,
    timeoutMs: 8000,
  });
  if (code === 0) return true;
  rememberUnreachable();
  return false;
}

function rememberUnreachable() {
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(unreachableStamp, '');
}

async function download() {
  if (!(await releaseHostAnswers())) return null;
  try {
    await step(`Electron ${wantedVersion()} (official download)`, () =>
      run(process.execPath, [join(electronDir, 'install.js')], { cwd: root, timeoutMs: 300_000, env: networkEnv() }),
    );
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    rememberUnreachable();
    say('  The official download did not finish; looking for another way.');
  }
  return official();
}

/**
 * Chooses the runtime: ELECTRON_OVERRIDE_DIST_PATH, the official binary already here, the official download, the fallback. Prints
 * one line that says which.
 * @returns {Promise<Runtime>}
 */
export async function chooseRuntime({ quiet = false } = {}) {
  const runtime = await choose();
  if (!quiet) say(`  Electron ${runtime.version} (${describe(runtime)})`);
  return runtime;
}

async function choose() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, executableName());
    if (!existsSync(executable)) throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}`);
    return { kind: 'override', executable, version: readVersion(override), nativeDir: null };
  }
  const own = official() ?? (await download());
  if (own) return own;
  if (!fallbackSupported()) {
    throw new Stop(
      `Electron could not be downloaded, and its replacement exists for Linux x64 only. Make the release host reachable (or set ELECTRON_MIRROR), or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron ${wantedVersion()}.`,
    );
  }
  return (await fallbackReady()) ?? (await installFallback());
}

function describe(runtime) {
  if (runtime.kind === 'override') return 'from ELECTRON_OVERRIDE_DIST_PATH';
  if (runtime.kind === 'official') return 'official binary';
  return 'fallback: its release host is unreachable from here; see docs/testing.md';
}

function userNamespacesWork() {
  const off = (file, value) => existsSync(file) && readFileSync(file, 'utf8').trim() === value;
  return !(
    off('/proc/sys/kernel/unprivileged_userns_clone', '0') ||
    off('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1') ||
    off('/proc/sys/user/max_user_namespaces', '0')
  );
}

/**
 * Chromium switches the machine needs. The sandbox is given up only where Chromium cannot have one: as root, or without user
 * namespaces. Without a real display there is no GPU to talk to.
 */
export function launchArgs({ realDisplay = hasDisplay() } = {}) {
  const args = [];
  if (process.platform === 'linux' && (process.getuid?.() === 0 || !userNamespacesWork())) args.push('--no-sandbox');
  if (!realDisplay) args.push('--disable-gpu');
  return args;
}

/** True when a person could see a window. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Makes this runtime the one that Playwright's `_electron.launch` starts. Given no `executablePath`, Playwright has its own loader run
 * before the app and hold back `ready` until it has attached; given one it attaches while the window opens and may miss it.
 * @param {Runtime} runtime
 */
export function offerToPlaywright(runtime) {
  if (runtime.kind === 'fallback') process.env.ELECTRON_OVERRIDE_DIST_PATH = dirname(runtime.executable);
}
