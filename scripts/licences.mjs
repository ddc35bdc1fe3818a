import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { enter } from './lib/bootstrap.mjs';
import { licenceList } from './lib/packing/licence-texts.mjs';
import { writeLicences } from './lib/packing/licences.mjs';
import { partsList, writeParts } from './lib/packing/sbom.mjs';
import { root } from './lib/paths.mjs';
import { main, Stop, say } from './lib/progress.mjs';

/*
 * `npm run licences`: what the last build is made of, as a list of licences and as a list of parts (CycloneDX). Ends with an error when a package may not
 * be shipped.
 */
await main(async () => {
  await enter(process.argv[1]);
  const out = join(root, 'out');
  if (!existsSync(join(out, 'packages'))) throw new Stop('There is no build yet. Run "npm run build" first.');
  const components = writeLicences(out);
  await writeParts(out, components);
  say(
    `${components.length} packages: ${[licenceList, partsList].map((name) => relative('.', join(out, name))).join(', ')}`,
  );
});
