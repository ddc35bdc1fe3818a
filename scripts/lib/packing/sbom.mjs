import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { networkEnv } from '../bootstrap.mjs';
import { root } from '../paths.mjs';
import { Stop } from '../progress.mjs';

/** Name of the list of parts in `out/` and beside a release: a software bill of materials in CycloneDX's JSON. */
export const partsList = 'dispatch-bridge.cdx.json';

/**
 * Writes the list of parts. npm describes everything the lock file names, with hashes and licences; what is not shipped is taken out. `npm sbom --omit dev`
 * would leave out the window's libraries, which are bundled and therefore development dependencies.
 * @param {string} out
 * @param {readonly import('./components.mjs').Component[]} components
 */
export async function writeParts(out, components) {
  const { stdout } = await promisify(execFile)('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
    cwd: root,
    env: networkEnv(),
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  writeFileSync(join(out, partsList), `${JSON.stringify(shippedParts(JSON.parse(stdout), components), null, 2)}\n`);
}

/**
 * npm's description of the whole tree without what is not shipped. Throws a Stop when a shipped package is not in it.
 * @param {any} whole
 * @param {readonly { name: string, version: string }[]} components
 */
export function shippedParts(whole, components) {
  const refs = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const parts = whole.components.filter((part) => refs.has(part['bom-ref']));
  const found = new Set(parts.map((part) => part['bom-ref']));
  const missing = [...refs].filter((ref) => !found.has(ref));
  if (missing.length > 0)
    throw new Stop(`package-lock.json does not have ${missing.join(', ')}. Run "npm ci" and build again.`);

  const edges = whole.dependencies
    .filter(({ ref }) => found.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => found.has(other)) }));
  const reached = new Set(edges.flatMap((edge) => edge.dependsOn));
  const app = whole.metadata.component;
  const direct = new Set(whole.dependencies.find(({ ref }) => ref === app['bom-ref'])?.dependsOn ?? []);
  return {
    ...whole,
    metadata: {
      ...whole.metadata,
      lifecycles: [{ phase: 'build' }],
      component: { ...app, type: 'application', name: 'dispatch-bridge' },
    },
    // To npm these are development dependencies or optional ones. In the product they are there.
    components: parts.map((part) => ({
      ...part,
      scope: 'required',
      properties: (part.properties ?? []).filter(({ name }) => name !== 'cdx:npm:package:development'),
    })),
    dependencies: [
      { ref: app['bom-ref'], dependsOn: [...found].filter((ref) => direct.has(ref) || !reached.has(ref)) },
      ...edges,
    ],
  };
}
