import { buildIfChanged } from '../../scripts/lib/build.mjs';
import { chooseRuntime, offerToPlaywright } from '../../scripts/lib/electron-runtime.mjs';
import { stageApp } from '../../scripts/lib/staging.mjs';

/** Builds once and tells the workers what to run, through the environment they inherit. */
export default async function globalSetup(): Promise<void> {
  const runtime = await chooseRuntime({ quiet: true });
  await buildIfChanged();
  offerToPlaywright(runtime);
  process.env.E2E_ELECTRON = runtime.executable;
  process.env.E2E_RUNTIME = JSON.stringify(runtime);
  process.env.E2E_APP = stageApp(runtime);
}
