import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkProject } from './lib/import-rules.mjs';
import { root } from './lib/paths.mjs';

/* Checks which folder of src/ may import what, and who may touch time, the keychain, the database and IPC. */
function* sources(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mts|cts)$/.test(entry.name)) yield { path, text: readFileSync(join(root, path), 'utf8') };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = [...sources('src')];
  const problems = checkProject(files);
  for (const { path, line, message } of problems) process.stdout.write(`${path}:${line} ${message}\n`);
  process.stdout.write(`${files.length} files, ${problems.length} problems\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
