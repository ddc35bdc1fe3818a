import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './paths.mjs';
import { run, Stop, say, step } from './progress.mjs';

const binDir = join(root, 'node_modules', '.bin');
const stampFile = join(root, 'node_modules', '.installed-from');
/** The real executable, not the .bin link: Windows has a .cmd there, which takes no signal. */
const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function wanted() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', '.npmrc']) hash.update(readFileSync(join(root, file)));
  return `${hash.digest('hex')} ${process.platform}-${process.arch}`;
}

function installed() {
  return existsSync(stampFile) && existsSync(node24) && readFileSync(stampFile, 'utf8') === wanted();
}

/**
 * Installs what package-lock.json names when it is not there yet or the lock changed. No install script runs except the one that
 * fetches Node 24: keytar and better-sqlite3 bring their binaries inside their packages, and native Jsonnet is compiled apart (native-jsonnet.mjs).
 */
export async function ensureDependencies() {
  if (installed()) return false;
  const npm = (args) =>
    run('npm', [...args, '--loglevel=error', '--no-update-notifier'], {
      cwd: root,
      shell: process.platform === 'win32',
      env: networkEnv(),
    });
  await step('npm ci (dependencies)', () => npm(['ci', '--ignore-scripts']));
  await step('Node 24 for tests and tools', () => npm(['rebuild', 'node']));
  if (!existsSync(node24)) throw new Stop('Node 24 was not installed. Run "npm rebuild node" to see why.');
  writeFileSync(stampFile, wanted());
  return true;
}

/**
 * The environment for whatever talks to the network: npm runs on the Node it came with, and Node 24 trusts what the operating system
 * trusts and takes the environment's proxy. In many companies nothing could be fetched otherwise.
 */
export function networkEnv() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  return { ...process.env, PATH: path.join(delimiter), NODE_USE_SYSTEM_CA: '1', NODE_USE_ENV_PROXY: '1' };
}

/** The environment in which every child finds Node 24 and the project's tools first. */
export function toolEnv(extra = {}) {
  const path = process.env.PATH ?? '';
  return { ...process.env, PATH: path.startsWith(binDir) ? path : `${binDir}${delimiter}${path}`, ...extra };
}

/**
 * The first line of every command: dependencies are installed, and the command goes on under Node 24. Resolves only in the process
 * that shall do the work; on an older Node it starts that process, passes signals on and ends with its code.
 */
export async function enter(scriptPath) {
  const old = Number(process.versions.node.split('.')[0]);
  if (old < 20) throw new Stop(`Node ${process.versions.node} is too old to start with. Install Node 20 or newer.`);
  await ensureDependencies();
  if (old >= 24 && Number(process.versions.napi) >= 10) {
    process.env.PATH = toolEnv().PATH;
    return;
  }
  const child = spawn(node24, [scriptPath, ...process.argv.slice(2)], { stdio: 'inherit', env: toolEnv() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      say(`Node 24 could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (status, signal) => resolve(signal ? 1 : (status ?? 1)));
  });
  process.exit(code);
}
