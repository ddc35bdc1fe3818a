import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolEnv } from '../bootstrap.mjs';
import { buildIfChanged, buildStamp, buildTestBundleIfChanged, testBundle } from '../build.mjs';
import { keepNewest } from '../keep-newest.mjs';
import { root, workDir } from '../paths.mjs';
import { run, step } from '../progress.mjs';
import { fillAppFolder } from './app-folder.mjs';

/**
 * An unpacked app.
 * @typedef {object} PackedApp
 * @property {string} folder
 * @property {string} executable
 * @property {string} resources the folder with app.asar
 */

const packer = fileURLToPath(new URL('run-packer.mjs', import.meta.url));
/** What the fallback runtime's folder holds that is no part of Electron. */
const strangers = ['native', 'ready', join('resources', 'app-update.yml')];
const warning = `This folder is for tests on the machine it was packed on. It must not be given to anyone: `;

/** Where an unpacked app and its parts lie, by platform. */
const places = {
  linux: { folder: 'linux-unpacked', executable: 'dispatch-bridge', resources: 'resources' },
  win32: { folder: 'win-unpacked', executable: 'Dispatch Bridge.exe', resources: 'resources' },
  darwin: {
    folder: process.arch === 'arm64' ? 'mac-arm64' : 'mac',
    executable: 'Dispatch Bridge.app/Contents/MacOS/Dispatch Bridge',
    resources: 'Dispatch Bridge.app/Contents/Resources',
  },
};

/**
 * Whether what is packed with this runtime may be given to people: the Electron the lock file names, from its own makers or from where the person said.
 * @param {import('../electron-runtime.mjs').Runtime} runtime
 */
export function isOfficial({ kind, version }) {
  const manifest = join(root, 'node_modules', 'electron', 'package.json');
  return kind !== 'fallback' && version === JSON.parse(readFileSync(manifest, 'utf8')).version;
}

/** @param {string} output @returns {PackedApp} */
function packedIn(output) {
  const place = places[process.platform];
  const folder = join(output, place.folder);
  return { folder, executable: join(folder, place.executable), resources: join(folder, place.resources) };
}

/**
 * Packs what `out/` holds (built first when a source changed) for this platform.
 *
 * @param {object} options
 * @param {import('../electron-runtime.mjs').Runtime} options.runtime
 * @param {string} options.output folder for the result
 * @param {boolean} [options.testBuild] with the main bundle that can be driven from outside
 * @param {boolean} [options.onlyFolder] no installers
 * @returns {Promise<PackedApp>}
 */
export async function pack({ runtime, output, testBuild = false, onlyFolder = true }) {
  await buildIfChanged();
  if (testBuild) await buildTestBundleIfChanged();
  const official = isOfficial(runtime);
  const appFolder = join(workDir, 'app-folder', `${testBuild ? 'test' : 'release'}-${process.pid}`);
  fillAppFolder(appFolder, {
    mainBundle: testBuild ? testBundle : join(root, 'out', 'main'),
    target: { platform: process.platform, arch: process.arch },
    nativeDir: runtime.nativeDir,
  });
  const electronDist = dirname(process.platform === 'darwin' ? appOf(runtime.executable) : runtime.executable);
  const job = { root, appFolder, output, electronDist, electronVersion: runtime.version, official, onlyFolder };
  await step(testBuild ? 'Packing for tests' : 'Packing', () =>
    run(process.execPath, [packer, JSON.stringify(job)], { cwd: root, env: toolEnv() }),
  );
  rmSync(appFolder, { recursive: true, force: true });
  const packed = packedIn(output);
  if (!official) for (const name of strangers) rmSync(join(packed.folder, name), { recursive: true, force: true });
  const reasons = [
    ...(testBuild ? ['it can be debugged and driven by any program.'] : []),
    ...(official ? [] : [`its Electron ${runtime.version} is a stand-in without security updates.`]),
  ];
  if (reasons.length > 0)
    writeFileSync(join(packed.folder, 'NOT-FOR-RELEASE.txt'), `${warning}${reasons.join(' And ')}\n`);
  return packed;
}

/** `Electron.app` of the executable inside it. */
function appOf(executable) {
  return executable.slice(0, executable.indexOf('.app/') + 4);
}

/**
 * An unpacked app for tests, packed again only when something that goes into it changed. It belongs to one state of the inputs and is never changed
 * afterwards, so that commands that run side by side can share it.
 * @param {{ runtime: import('../electron-runtime.mjs').Runtime, testBuild: boolean, nativeJsonnet: boolean }} options
 * @returns {Promise<PackedApp>}
 */
export async function packForTests({ runtime, testBuild, nativeJsonnet }) {
  await buildIfChanged();
  const parent = join(workDir, 'packed', testBuild ? 'test' : 'release');
  const state = [buildStamp(), runtime.kind, runtime.version, nativeJsonnet];
  const name = createHash('sha256').update(state.join('\n')).digest('hex').slice(0, 12);
  const output = join(parent, name);
  if (existsSync(output)) return packedIn(output);
  const work = `${output}-${process.pid}`;
  try {
    await pack({ runtime, output: work, testBuild });
    renameSync(work, output);
  } catch (error) {
    // Another command packed the same in between.
    if (!existsSync(output)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  keepNewest(parent, name, 1);
  return packedIn(output);
}
