import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fallbackModules, shippedModules } from '../../../packaging/modules.mjs';
import { root } from '../paths.mjs';
import { Stop } from '../progress.mjs';
import { filesBelow } from './files.mjs';
import { licenceFile, licenceList } from './licence-texts.mjs';
import { readRecord } from './package-record.mjs';

const modules = join(root, 'node_modules');

/**
 * Fills `folder` with what goes into the app: the build without source maps, the files read at run time, a manifest without anything of the project's
 * workshop, and in `modules/` (which the packer puts in as node_modules) the packages that stay outside the bundle.
 *
 * @param {string} folder emptied first
 * @param {{ mainBundle: string, target: import('../../../packaging/modules.mjs').Target, nativeDir: string | null }} options
 * `nativeDir`: see Runtime in electron-runtime.mjs
 * @returns {readonly string[]} the packages in `modules/`
 */
export function fillAppFolder(folder, { mainBundle, target, nativeDir }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const out = join(root, 'out');
  const noMaps = (path) => !path.endsWith('.map');
  cpSync(mainBundle, join(folder, 'out', 'main'), { recursive: true, filter: noMaps });
  for (const part of ['preload', 'renderer'])
    cpSync(join(out, part), join(folder, 'out', part), { recursive: true, filter: noMaps });
  copyFileSync(join(out, licenceList), join(folder, 'out', licenceList));
  cpSync(join(root, 'resources', 'jsonnet'), join(folder, 'resources', 'jsonnet'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const kept = ['name', 'productName', 'version', 'description', 'type', 'main'].map((key) => [key, manifest[key]]);
  // Names the window for the desktop, which finds the icon and the entry of the installed app by it.
  kept.push(['desktopName', `${manifest.name}.desktop`]);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);

  const ours = shippedModules(target);
  refuseMissing(readRecord(dirname(mainBundle), 'main').external, ours);
  const replacing = nativeDir === null ? [] : fallbackModules;
  const shipped = [
    ...ours.filter(({ name }) => !replacing.some((module) => module.name === name)).map((module) => [modules, module]),
    ...replacing.map((module) => [nativeDir, module]),
  ];
  return shipped
    .filter(([from, module]) => copyModule(join(from, module.name), join(folder, 'modules', module.name), module))
    .map(([, { name }]) => name);
}

/** Copies a package's files. An optional one that is not there, or was not compiled, is left out as a whole. */
function copyModule(from, to, { name, files, optional = false }) {
  const there = existsSync(from) ? filesBelow(from) : [];
  const missing = files.find((wanted) => !there.some((file) => wanted.test(file)));
  if (missing !== undefined) {
    if (optional) return false;
    throw new Stop(`${name} has nothing like ${missing.source}. Run "npm ci" and try again.`);
  }
  const always = (file) => file === 'package.json' || licenceFile.test(file);
  for (const file of there.filter((each) => always(each) || files.some((wanted) => wanted.test(each)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
  return true;
}

/** A bundle that imports a package nobody put in would fail on the user's machine only. */
function refuseMissing(external, named) {
  const strange = external.filter((name) => name !== 'electron' && !named.some((module) => module.name === name));
  if (strange.length > 0)
    throw new Stop(
      `The main bundle imports ${strange.join(', ')}; packaging/modules.mjs does not say which files of that are shipped.`,
    );
}
