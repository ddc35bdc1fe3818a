import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, Stop, say, step } from './progress.mjs';

/**
 * What Electron, the virtual display and the Secret Service need on Linux. Each row is the names one package goes by in
 * the Debian and Ubuntu releases in use; one of them is enough.
 */
export const needed = [
  ['xvfb'],
  ['xauth'],
  ['dbus'],
  ['dbus-x11'],
  ['gnome-keyring'],
  ['libsecret-1-0'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libgbm1'],
  ['libasound2', 'libasound2t64'],
  ['unzip'],
  // The SSH tunnel is tested against a real server.
  ['openssh-server'],
];

/** True when a program of that name is on PATH. */
export function onPath(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // not in this folder
    }
  }
  return false;
}

/** What compiles C++: each row is the names one program goes by. */
const compilers = [['cmake'], ['make', 'ninja'], ['c++', 'g++', 'clang++']];

function compilersPresent() {
  return compilers.every((names) => names.some(onPath));
}

/** Whether C++ can be compiled here; as root on Debian and its kin what is missing is installed first. Nothing depends on it, so it never stops. */
export async function ensureCompilers() {
  if (compilersPresent()) return true;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  const install = () => apt(['install', '-y', '--no-install-recommends', 'cmake', 'make', 'g++']);
  try {
    await step('apt-get install cmake make g++', () => install().catch(() => apt(['update']).then(install)));
  } catch {
    return false;
  }
  return compilersPresent();
}

function apt(args) {
  return run('apt-get', ['-q', '-o', 'Dpkg::Use-Pty=0', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function debianStatus(names) {
  let text = '';
  try {
    text = execFileSync('dpkg-query', ['-W', '-f', `\${Package} \${db:Status-Status}\\n`, ...names], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // dpkg-query ends with 1 when one of the names is unknown; what it knows is still printed.
    text = String(error.stdout ?? '');
  }
  return new Set(
    text
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
}

function available(name) {
  try {
    return (
      execFileSync('apt-cache', ['show', '--no-all-versions', name], { stdio: ['ignore', 'pipe', 'ignore'] }).length > 0
    );
  } catch {
    return false;
  }
}

/** The package rows that are missing on this machine; empty where packages are not what is used (macOS, Windows, other Linux). */
export function missingPackages() {
  if (process.platform !== 'linux' || !onPath('dpkg-query')) return [];
  const present = debianStatus(needed.flat());
  return needed.filter((names) => !names.some((name) => present.has(name)));
}

/** Installs the missing system packages as root on Debian and its kin; otherwise stops with the exact command to run. */
export async function ensureSystemLibraries() {
  if (process.platform === 'linux' && !onPath('dpkg-query')) {
    const programs = ['Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'unzip'].filter((program) => !onPath(program));
    if (programs.length > 0)
      say(`  Not found on this system: ${programs.join(', ')}. Install them if the next steps fail.`);
    return;
  }
  let missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    const names = missing.map((row) => row[0]).join(' ');
    throw new Stop(
      `These system packages are missing. Install them, then run the command again:\n\n  sudo apt-get install ${names}\n`,
    );
  }
  if (missing.some((row) => !row.some(available))) await step('apt-get update', () => apt(['update']));
  const install = () => {
    const names = missing.map((row) => row.find(available) ?? row[0]);
    return step(`apt-get install ${names.join(' ')}`, () =>
      apt(['install', '-y', '--no-install-recommends', ...names]),
    );
  };
  try {
    await install();
  } catch {
    // A package list from last week names files the mirror no longer has; one refresh settles it.
    await step('apt-get update', () => apt(['update']));
    await install();
  }
  missing = missingPackages();
  if (missing.length > 0) throw new Stop(`Still missing after apt-get: ${missing.map((row) => row[0]).join(', ')}`);
}
