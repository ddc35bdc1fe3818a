import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedModules } from '../../../packaging/modules.mjs';
import { root } from '../paths.mjs';
import { filesBelow } from './files.mjs';
import { innerLicenceFile, licenceFile } from './licence-texts.mjs';
import { readRecord } from './package-record.mjs';

/**
 * A package that is part of what users get.
 * @typedef {object} Component
 * @property {string} folder below node_modules, with forward slashes; the lock file's name for it
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression, as its manifest has it; empty when it has none
 * @property {string} author empty when it names none
 * @property {string} address home page or repository; empty when it names none
 * @property {readonly { file: string, text: string }[]} texts licence texts inside it
 */

/**
 * Every package that is shipped on this machine's platform: what the bundles hold, what lies beside them, and Electron.
 * @param {string} out folder of the build
 * @returns {readonly Component[]} by name
 */
export function shippedComponents(out) {
  const modules = join(root, 'node_modules');
  const beside = shippedModules({ platform: process.platform, arch: process.arch })
    .map((module) => module.name)
    .filter((name) => existsSync(join(modules, name)));
  const bundled = ['main', 'preload', 'renderer'].flatMap((part) => readRecord(out, part).bundled);
  return [...new Set(['electron', ...beside, ...bundled])]
    .map((folder) => component(join(modules, folder), folder))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function component(path, folder) {
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const { license, licenses, homepage, repository, author } = manifest;
  const old = [licenses ?? []].flat().map((each) => each.type ?? each);
  const texts = filesBelow(path).filter((file) => licenceFile.test(file) || innerLicenceFile.test(file));
  return {
    folder,
    name: manifest.name,
    version: manifest.version,
    licence: license?.type ?? license ?? (old.length > 1 ? `(${old.join(' OR ')})` : (old[0] ?? '')),
    author: author?.name ?? author ?? '',
    address: homepage ?? plainAddress(repository?.url ?? repository ?? ''),
    texts: texts.map((file) => ({ file, text: readFileSync(join(path, file), 'utf8') })),
  };
}

/** `git+https://host/owner/repo.git`, `git@host:owner/repo` and `owner/repo` as something to click. */
function plainAddress(repository) {
  const address = repository
    .replace(/^git\+/, '')
    .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
    .replace(/^git:\/\//, 'https://')
    .replace(/\.git$/, '');
  return /^[\w.-]+\/[\w.-]+$/.test(address) ? `https://github.com/${address}` : address;
}
