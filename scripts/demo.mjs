import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { enter } from './lib/bootstrap.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { chooseRuntime, hasDisplay, launchArgs, offerToPlaywright } from './lib/electron-runtime.mjs';
import { dataDir, root } from './lib/paths.mjs';
import { main, Stop, say } from './lib/progress.mjs';
import { openSession } from './lib/session.mjs';
import { stageApp } from './lib/staging.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';

/*
 * `npm run demo`: the real app on its sandbox, from setup to an approved work order, told as a timeline. Everything printed was
 * observed, in the sandbox's journal or in the app's log. With a display the window stays open to play with; with none it leaves a
 * screenshot of every page in screenshots/demo. `--fresh` begins with an empty profile; `--headless` acts as if there were no display.
 */
const home = join(dataDir, 'demo');
const pictures = join(root, 'screenshots', 'demo');
const profileFolder = join(home, 'profiles', 'demo');

async function demo({ visible, page, electron }) {
  const { SandboxControl } = await import('./lib/sandbox-control.mjs');
  const { prepareProfile } = await import('./lib/demo-setup.mjs');
  const { playMainJob } = await import('./lib/demo-story.mjs');
  const { Camera } = await import('./lib/demo-camera.mjs');

  const camera = new Camera(page, visible ? null : pictures);
  const control = new SandboxControl(profileFolder);
  await prepareProfile(page, camera);
  const { ticketId } = await playMainJob(page, control);
  await camera.everyPage(ticketId);
  if (!visible) {
    say(`Screenshots: ${camera.count} in screenshots/demo`);
    return;
  }
  say('The window is yours. Quit the app to end.');
  await new Promise((resolve) => electron.once('close', resolve));
}

await main(async () => {
  await enter(process.argv[1]);
  const visible = hasDisplay() && !process.argv.includes('--headless');
  say('Set-up');
  await ensureSystemLibraries();
  const runtime = await chooseRuntime();
  await buildIfChanged();
  if (process.argv.includes('--fresh')) {
    for (const folder of [home, pictures]) rmSync(folder, { recursive: true, force: true });
  }

  const ownKeyring = !visible || !process.env.DBUS_SESSION_BUS_ADDRESS;
  const session = await openSession({ display: !visible, keyring: ownKeyring, keyringFolder: join(home, 'keyring') });
  const { _electron } = await import('@playwright/test');
  offerToPlaywright(runtime);
  let electron = null;
  let page = null;
  try {
    electron = await _electron.launch({
      args: [...launchArgs({ realDisplay: visible }), stageApp(runtime), '--profile', 'demo', '--data-dir', home],
      env: { ...process.env, ...session.env },
      timeout: 30_000,
    });
    page = await electron.firstWindow();
    page.setDefaultTimeout(20_000);
    await demo({ visible, page, electron });
  } catch (error) {
    const picture = join(root, 'screenshots', 'demo-failed.png');
    const taken = await page?.screenshot({ path: picture }).then(
      () => true,
      () => false,
    );
    const reason = error instanceof Error ? error.message : String(error);
    throw new Stop(
      `The demo did not finish: ${reason}\n${taken ? 'How the window looked: screenshots/demo-failed.png. ' : ''}The app's log: ${join(profileFolder, 'logs')}\n"npm run demo -- --fresh" begins with an empty profile.`,
    );
  } finally {
    await electron?.close().catch(() => undefined);
    await session.close();
  }
});
