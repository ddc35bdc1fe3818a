import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stop } from './progress.mjs';
import { onPath } from './system-libraries.mjs';

/**
 * Starts a helper that must not outlive this process, even when this process is killed; `setpriv` asks the kernel for that.
 */
function helper(command, args, options) {
  const tied = onPath('setpriv');
  return tied ? spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], options) : spawn(command, args, options);
}

/** Resolves with the first line a helper writes to one of its streams. */
function firstLine(child, stream, name) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Stop(`${name} did not start within 15 seconds`)), 15_000);
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf('\n')).trim());
    });
    child.on('error', (error) => reject(new Stop(`${name} could not be started: ${error.message}`)));
    child.on('exit', (code) => reject(new Stop(`${name} ended with ${code} before it was ready`)));
  });
}

function stopper(child) {
  return () =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
}

/** A virtual screen; the X server picks a free display number itself. */
async function openDisplay(screen) {
  const child = helper('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await firstLine(child, child.stdio[3], 'The virtual display (Xvfb)');
  return { env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' }, close: stopper(child) };
}

/** A message bus of our own and an unlocked Secret Service on it, with its files in `folder`. */
async function openKeyring(folder) {
  const runtimeDir = join(folder, 'runtime');
  mkdirSync(runtimeDir, { recursive: true, mode: 0o700 });
  const base = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: runtimeDir, XDG_DATA_HOME: join(folder, 'data') };
  const bus = helper('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: base,
  });
  const address = await firstLine(bus, bus.stdout, 'The session bus (dbus-daemon)');
  const env = { DBUS_SESSION_BUS_ADDRESS: address };
  const keyring = helper('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...base, ...env },
  });
  const closeBus = stopper(bus);
  const closeKeyring = stopper(keyring);
  const close = async () => {
    await closeKeyring();
    await closeBus();
  };
  keyring.stdin.end('\n');
  try {
    await secretServiceUp({ ...base, ...env }, keyring);
  } catch (error) {
    await close();
    throw error;
  }
  return { env, close };
}

/** Waits until something owns org.freedesktop.secrets on the bus, which is when keytar finds it. */
async function secretServiceUp(env, keyring) {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    if (keyring.exitCode !== null) throw new Stop(`gnome-keyring-daemon ended with ${keyring.exitCode}`);
    const call = ['org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
    const answer = await output(
      'dbus-send',
      ['--session', '--print-reply=literal', `--dest=${call[0]}`, ...call.slice(1)],
      env,
    );
    if (answer.includes('true')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Stop('The Secret Service (gnome-keyring-daemon) did not appear on the bus within 15 seconds');
}

function output(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    child.on('error', () => resolve(''));
    child.on('close', () => resolve(text));
  });
}

/**
 * What a window needs where the machine has no desktop: a display and a Secret Service. Gives the environment to start the app
 * with and a `close` that ends both. On macOS and Windows, and for parts the caller does not ask for, it is the environment as it is.
 *
 * @param {{ display: boolean, keyring: boolean, screen?: string, keyringFolder?: string | null }} wanted `keyringFolder` keeps the
 * keyring for the next time; without it the keyring is new and gone afterwards
 */
export async function openSession({ display, keyring, screen = '1680x1050x24', keyringFolder = null }) {
  const parts = [];
  const close = async () => {
    for (const part of parts.splice(0).reverse()) await part.close();
  };
  if (process.platform !== 'linux') return { env: {}, close };
  try {
    if (display) parts.push(await openDisplay(screen));
    if (keyring && keyringFolder) parts.push(await openKeyring(keyringFolder));
    else if (keyring) {
      const folder = mkdtempSync(join(tmpdir(), 'dispatch-bridge-session-'));
      parts.push({ env: {}, close: async () => rmSync(folder, { recursive: true, force: true }) });
      parts.push(await openKeyring(folder));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { env: Object.assign({}, ...parts.map((part) => part.env)), close };
}
