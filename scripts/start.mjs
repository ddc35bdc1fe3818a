import { spawn } from 'node:child_process';
import { enter } from './lib/bootstrap.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { chooseRuntime, hasDisplay, launchArgs } from './lib/electron-runtime.mjs';
import { main, Stop } from './lib/progress.mjs';
import { stageApp } from './lib/staging.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

/* The everyday command: `npm start`, or `npm start -- --profile staging`. Arguments go to the app as they are. */
await main(async () => {
  await enter(process.argv[1]);
  if (!hasDisplay()) throw new Stop('There is no display to open a window on. "npm run demo" works without one.');
  await ensureSystemLibraries();
  const runtime = await chooseRuntime();
  await buildIfChanged();
  const given = process.argv.slice(2);
  const profile = given.some((argument) => argument === '--profile' || argument.startsWith('--profile='))
    ? []
    : ['--profile', 'production'];
  const app = spawn(runtime.executable, [...launchArgs(), stageApp(runtime), ...profile, ...given], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.kill(signal));
  return new Promise((resolve, reject) => {
    app.on('error', reject);
    app.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
});
