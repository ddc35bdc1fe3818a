import { byMouse, walkSetup } from '../../../scripts/lib/wizard.mjs';
import type { RunningApp } from './app.ts';
import { PracticeSandbox } from './sandbox.ts';

/** Goes through setup on the sandbox with what its seed is made for, and gives back the sandbox. */
export async function setUpOnSandbox(app: RunningApp, by = byMouse): Promise<PracticeSandbox> {
  await walkSetup(app.page, { by, board: 'Field Dispatch', status: 'Dispatch to FN' });
  return new PracticeSandbox(app.profileFolder);
}
