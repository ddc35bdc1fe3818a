import { enter } from './lib/bootstrap.mjs';
import { chooseRuntime } from './lib/electron-runtime.mjs';
import { ensureNativeJsonnet } from './lib/native-jsonnet.mjs';
import { main, say } from './lib/progress.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

/* Installs what is missing and says which Electron will be used. The other commands do the same before their own work. */
await main(async () => {
  await enter(process.argv[1]);
  await ensureSystemLibraries();
  await chooseRuntime();
  await ensureNativeJsonnet();
  say('Ready.');
});
