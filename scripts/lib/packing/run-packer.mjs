import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { packConfig } from '../../../packaging/config.mjs';
import { setFuses } from '../../../packaging/fuses.mjs';

/*
 * The packer in a process of its own: it writes to the console as it likes and keeps listeners. `node run-packer.mjs <job as JSON>`; see pack.mjs.
 */
const job = JSON.parse(process.argv[2] ?? '');
const platforms = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS };
const executables = {
  linux: ({ packager }) => packager.executableName,
  darwin: ({ packager }) => `${packager.appInfo.productFilename}.app`,
  win32: ({ packager }) => `${packager.appInfo.productFilename}.exe`,
};
// What is not set in a repository's settings arrives empty, and the packer takes an empty certificate for one that cannot be read.
for (const [name, value] of Object.entries(process.env)) if (value === '') delete process.env[name];
const platform = platforms[process.platform];
if (platform === undefined) throw new Error(`Dispatch Bridge is not packed on ${process.platform}.`);

await build({
  projectDir: job.root,
  publish: 'never',
  targets: platform.createTarget(job.onlyFolder ? ['dir'] : null, Arch[process.arch]),
  config: {
    ...packConfig({ ...job, env: process.env }),
    // Before anything is signed: the signature covers the executable.
    afterPack: async (context) => {
      rmSync(join(context.packager.getResourcesDir(context.appOutDir), 'default_app.asar'), { force: true });
      await setFuses(join(context.appOutDir, executables[process.platform](context)), {
        platform: process.platform,
        complete: job.official,
      });
    },
  },
});
