import { copyFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { enter } from './lib/bootstrap.mjs';
import { chooseRuntime } from './lib/electron-runtime.mjs';
import { ensureNativeJsonnet } from './lib/native-jsonnet.mjs';
import { shippedComponents } from './lib/packing/components.mjs';
import { folderSize, megabytes } from './lib/packing/files.mjs';
import { licenceList } from './lib/packing/licence-texts.mjs';
import { isOfficial, pack } from './lib/packing/pack.mjs';
import { partsList, writeParts } from './lib/packing/sbom.mjs';
import { root } from './lib/paths.mjs';
import { main, Stop, say } from './lib/progress.mjs';

/*
 * `npm run package`: installers for this platform in `dist/`. `--dir` packs only the folder they are made of; `--test-build` makes that folder one that
 * tests can drive. See docs/releasing.md.
 */
await main(async () => {
  await enter(process.argv[1]);
  const testBuild = process.argv.includes('--test-build');
  const onlyFolder = testBuild || process.argv.includes('--dir');
  const runtime = await chooseRuntime();
  const official = isOfficial(runtime);
  if (!official && !onlyFolder) {
    throw new Stop(
      `Installers are made with the official Electron only, and here is Electron ${runtime.version} (${runtime.kind}). "npm run package -- --dir" packs a folder to try with it.`,
    );
  }
  if (!(await ensureNativeJsonnet()) && process.platform !== 'win32' && !onlyFolder) {
    throw new Stop(
      'Installers ship native Jsonnet, and it could not be compiled here. Install cmake, make and a C++ compiler.',
    );
  }
  const output = join(root, 'dist', ...(official && !testBuild ? [] : ['not-for-release']));
  rmSync(output, { recursive: true, force: true });
  const packed = await pack({ runtime, output, testBuild, onlyFolder });
  const archive = join(packed.resources, 'app.asar');
  say(
    `  ${relative(root, packed.folder)}: ${megabytes(folderSize(packed.folder))}, of which the app's archive ${megabytes(statSync(archive).size)}`,
  );
  say(`  and what it loads as files ${megabytes(folderSize(`${archive}.unpacked`))}`);
  if (onlyFolder) return;

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const system = { win32: 'win', darwin: 'mac' }[process.platform] ?? process.platform;
  const name = `dispatch-bridge-${version}-${system}-${process.arch}`;
  const out = join(root, 'out');
  await writeParts(out, shippedComponents(out));
  copyFileSync(join(out, partsList), join(output, `${name}.cdx.json`));
  copyFileSync(join(out, licenceList), join(output, `${name}-licences.txt`));
  for (const made of readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isFile()))
    say(`  dist/${made.name}: ${megabytes(statSync(join(output, made.name)).size)}`);
});
