import { buildIfChanged } from '../../scripts/lib/build.mjs';
import { chooseRuntime, hasDisplay, offerToPlaywright } from '../../scripts/lib/electron-runtime.mjs';
import { openSession } from '../../scripts/lib/session.mjs';
import { stageApp } from '../../scripts/lib/staging.mjs';

/** Builds once and tells the workers what to run, through the environment they inherit. Opens a display where there is none. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const runtime = await chooseRuntime({ quiet: true });
  await buildIfChanged();
  offerToPlaywright(runtime);
  process.env.E2E_ELECTRON = runtime.executable;
  process.env.E2E_RUNTIME = JSON.stringify(runtime);
  process.env.E2E_APP = stageApp(runtime);
  const session = await openSession({ display: !hasDisplay(), keyring: false });
  Object.assign(process.env, session.env);
  return session.close;
}
