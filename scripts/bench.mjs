import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { enter } from './lib/bootstrap.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { chooseRuntime } from './lib/electron-runtime.mjs';
import { ensureNativeJsonnet } from './lib/native-jsonnet.mjs';
import { root } from './lib/paths.mjs';
import { main, run, Stop, say } from './lib/progress.mjs';
import { openSession } from './lib/session.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

/*
 * `npm run bench [name ...]`: runs the files of test/bench one after the other, each alone on the machine, and shows what they print.
 * Figures are reported, never judged: a slow machine fails nothing here.
 */
await main(async () => {
  await enter(process.argv[1]);
  await ensureSystemLibraries();
  await chooseRuntime();
  await ensureNativeJsonnet();
  await buildIfChanged();
  const folder = join(root, 'test', 'bench');
  const wanted = process.argv.slice(2);
  const files = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.bench.ts'))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
    .sort();
  if (files.length === 0) throw new Stop(`No benchmark matches ${wanted.join(' ') || 'test/bench/*.bench.ts'}`);
  const session = await openSession({ display: true, keyring: true });
  try {
    for (const file of files) {
      say(`\n${file}`);
      await run(process.execPath, [join(folder, file)], {
        show: true,
        cwd: root,
        env: { ...process.env, ...session.env },
      });
    }
  } finally {
    await session.close();
  }
});
