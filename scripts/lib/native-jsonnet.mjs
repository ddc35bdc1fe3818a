import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cacheDir, root } from './paths.mjs';
import { run, Stop, say, step } from './progress.mjs';
import { ensureCompilers } from './system-libraries.mjs';

/*
 * Native Jsonnet comes as C++ and is the one thing of this project that is compiled, and only where it is tested or measured: the portable Jsonnet
 * does without. What was compiled once on this machine is kept for every clone. The headers are a package (node-api-headers); nothing is fetched.
 */
const folder = join(root, 'node_modules', '@hanazuki', 'node-jsonnet');
const stamp = join(folder, 'build', 'built-from');
/** Below `build/`: what is needed to run. Beside it lies everything it was made from. */
const results = [
  { place: 'Release', name: /\.node$/ },
  { place: join('third_party', 'jsonnet'), name: /^libjsonnet(\.so\.0|\.0\.dylib)$/ },
];
const options = [
  // Found beside each other wherever they lie, so that they can be kept elsewhere and copied.
  'CMAKE_BUILD_RPATH_USE_ORIGIN=ON',
  'CMAKE_CXX_FLAGS_RELEASE=-O2 -g0 -DNDEBUG',
  'BUILD_JSONNET=OFF',
  'BUILD_JSONNETFMT=OFF',
  'BUILD_STATIC_LIBS=OFF',
];

/** Package, platform and recipe: what a compiled library is good for. */
function recipe() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { integrity } = lock.packages['node_modules/@hanazuki/node-jsonnet'];
  const libc = process.report?.getReport().header.glibcVersionRuntime === undefined ? 'other' : 'glibc';
  return createHash('sha256')
    .update([integrity, process.platform, process.arch, libc, ...options].join('\n'))
    .digest('hex');
}

/** True when the library that lies in node_modules runs. */
async function runs() {
  const script = `const { Jsonnet } = require(process.argv[1]);
    new Jsonnet().evaluateSnippet('1 + 1').then((text) => process.exit(text.trim() === '2' ? 0 : 1), () => process.exit(1));`;
  const { code } = await run(process.execPath, ['-e', script, folder], { check: false, timeoutMs: 30_000 });
  return code === 0;
}

/**
 * Makes native Jsonnet usable in node_modules: there already, from the machine's cache, or compiled (about a minute). Where that cannot be done one
 * line says so and everything goes on with the portable one. Gives back whether it is there.
 */
export async function ensureNativeJsonnet() {
  if (!existsSync(folder)) return without('its package was not installed');
  const wanted = recipe();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  const kept = join(cacheDir, `jsonnet-${wanted.slice(0, 16)}`);
  if (existsSync(kept)) {
    install(kept, wanted);
    if (await runs()) return true;
    rmSync(kept, { recursive: true, force: true });
  }
  if (!(await ensureCompilers())) return without('cmake, make and a C++ compiler are needed for it');
  try {
    await step('Native Jsonnet (compiled once)', compile);
  } catch (error) {
    if (error instanceof Stop) return without(error.message.trim().split('\n').at(-1) ?? '');
    throw error;
  }
  if (!(await runs())) return without('what was compiled does not run');
  keep(kept);
  writeFileSync(stamp, wanted);
  return true;
}

function without(why) {
  say(`  Native Jsonnet is not here (${why}); the portable one serves, and what needs the native one is not tested`);
  return false;
}

async function compile() {
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));
  const linker = process.platform === 'linux' ? ['CMAKE_SHARED_LINKER_FLAGS=-s'] : [];
  const flags = [...options, ...linker].map((option) => `--CD${option}`);
  await run(process.execPath, [join(root, 'node_modules', 'cmake-js', 'bin', 'cmake-js'), 'build', ...flags], {
    cwd: folder,
    env: { ...env, CMAKE_BUILD_PARALLEL_LEVEL: String(availableParallelism()) },
  });
}

function copyLibraries(from, to) {
  for (const { place, name } of results) {
    mkdirSync(join(to, place), { recursive: true });
    // Their links are followed.
    for (const file of readdirSync(join(from, place)).filter((each) => name.test(each)))
      copyFileSync(join(from, place, file), join(to, place, file));
  }
}

function keep(kept) {
  mkdirSync(cacheDir, { recursive: true });
  const work = mkdtempSync(join(cacheDir, 'jsonnet-'));
  copyLibraries(join(folder, 'build'), work);
  try {
    renameSync(work, kept);
  } catch {
    // Another clone kept the same meanwhile.
    rmSync(work, { recursive: true, force: true });
  }
}

function install(kept, wanted) {
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  copyLibraries(kept, join(folder, 'build'));
  writeFileSync(stamp, wanted);
}
