import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

const folderName = String.raw`(?:@[^\\/]+[\\/])?[^\\/@][^\\/]*`;
const insideModules = new RegExp(
  String.raw`[\\/]node_modules[\\/](${folderName}(?:[\\/]node_modules[\\/]${folderName})*)[\\/]`,
);

/**
 * The package folder a module's file lies in, below node_modules and with forward slashes (`@scope/name`, `one/node_modules/other`), or null for the
 * project's own files.
 * @param {string} id
 */
export function packageOf(id) {
  return insideModules.exec(id.split('?')[0] ?? '')?.[1]?.replaceAll('\\', '/') ?? null;
}

const name = /^(?:@[^/]+\/)?[^/]+/;

/**
 * What a bundle is made of besides the project's own files: package folders that were built in, and packages it imports when it runs.
 * @typedef {{ bundled: readonly string[], external: readonly string[] }} BundleRecord
 */

/**
 * A build plugin that writes the bundle's record to `packages/<part>.json` beside the bundle's folder, so that the licence list, the parts list and the
 * packer go by what was really built.
 * @param {string} part
 */
export function recordPackages(part) {
  return {
    name: 'record-packages',
    writeBundle(options, bundle) {
      const bundled = new Set();
      const external = new Set();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of Object.keys(chunk.modules)) bundled.add(packageOf(id));
        for (const id of [...chunk.imports, ...chunk.dynamicImports])
          if (!(id in bundle)) external.add(name.exec(id)?.[0]);
      }
      bundled.delete(null);
      const file = join(dirname(options.dir), 'packages', `${part}.json`);
      const record = { bundled: [...bundled].sort(), external: [...external].filter((id) => !isBuiltin(id)).sort() };
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
    },
  };
}

/**
 * The record of a bundle.
 * @param {string} out the folder with the bundles, `out/` @param {string} part @returns {BundleRecord}
 */
export function readRecord(out, part) {
  return JSON.parse(readFileSync(join(out, 'packages', `${part}.json`), 'utf8'));
}
