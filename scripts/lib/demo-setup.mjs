import { step } from './progress.mjs';
import { walkSetup } from './wizard.mjs';

/**
 * Brings the window to the dashboard of a profile that runs on the sandbox: through the setup wizard the first time, at once after that.
 * @param {import('@playwright/test').Page} page
 * @param {import('./demo-camera.mjs').Camera} camera
 */
export async function prepareProfile(page, camera) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const steps = page.getByRole('navigation', { name: 'Setup steps' });
  if (!(await steps.isVisible())) return;
  const welcome = steps.getByRole('button', { name: /^Welcome/ });
  await welcome.click();
  await step('Setup on the sandbox, step by step', () =>
    walkSetup(page, {
      board: 'Field Dispatch',
      status: 'Dispatch to FN',
      onStep: (name) => camera.take(`setup-${name}`),
    }),
  );
}
