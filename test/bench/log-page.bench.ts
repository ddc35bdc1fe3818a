/*
 * The Events page of the real app over a log of 1,000,000 lines: from the action to the first row painted, and the frames of a scroll.
 * Measured inside the window, on its own clock. `LINES=100000 npm run bench log-page` takes fewer.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { chooseRuntime, launchArgs, offerToPlaywright } from '../../scripts/lib/electron-runtime.mjs';
import { stageApp } from '../../scripts/lib/staging.mjs';
import { percentile, row, sleep } from './support/figures.ts';
import { filledLog, fillLog } from './support/fill-log.ts';

const lines = Number(process.env.LINES ?? 1_000_000);
const tries = 5;
const restMs = 1_000;
const scrollMs = 5_000;
/** What the mouse wheel moves in a frame when it is turned fast. */
const scrollPx = 240;

const runtime = await chooseRuntime({ quiet: true });
offerToPlaywright(runtime);
const folder = mkdtempSync(join(tmpdir(), 'bench-log-page-'));
const { megabytes } = await fillLog(join(folder, 'profiles', 'bench'), lines, Date.now());
const electron = await _electron.launch({
  args: [...launchArgs({ realDisplay: false }), stageApp(runtime), '--profile', 'bench', '--data-dir', folder],
});
try {
  const page = await electron.firstWindow();
  await page.getByRole('button', { name: 'Close setup' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  row('the log', { lines, 'file MB': Math.round(megabytes), runtime: `Electron ${runtime.version}` });
  const [rare] = filledLog.rareWords;

  await measure('open the page', async () => {
    await press(page, 'Dashboard', '#page h2');
    // From a page at rest, not from one that still draws its charts.
    await sleep(restMs);
    return press(page, 'Events', '[role="grid"] tbody tr');
  });
  await measure('search: a rare word', async () => {
    const ms = await type(page, rare, rare);
    await type(page, '', rare);
    return ms;
  });
  await measure('search: a word of half the lines', async () => {
    const ms = await type(page, filledLog.commonWord, filledLog.commonWord);
    await type(page, '', filledLog.commonWord);
    return ms;
  });
  await measure('filter: failed', async () => {
    const ms = await chip(page, 'Failed', true);
    await chip(page, 'Failed', false);
    return ms;
  });
  for (const [name, by] of [
    ['scroll down', scrollPx],
    ['scroll up', -scrollPx],
  ] as const) {
    const frames = await scroll(page, by);
    const worst = Math.max(...frames);
    row(
      name,
      {
        frames: frames.length,
        'median ms': percentile(frames, 0.5),
        '99% ms': percentile(frames, 0.99),
        'worst ms': worst,
      },
      'no frame over 50 ms',
    );
  }
} finally {
  await electron.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(name: string, act: () => Promise<number>): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < tries; n += 1) times.push(await act());
  row(name, { 'median ms': percentile(times, 0.5), 'worst ms': Math.max(...times) }, 'under 150 ms');
}

/** A page of the rail, until something of it is painted. */
function press(page: Page, name: string, shown: string): Promise<number> {
  return page.evaluate(
    ([wanted, selector]) =>
      new Promise<number>((resolve) => {
        const buttons = [...document.querySelectorAll<HTMLElement>('nav button')];
        const started = performance.now();
        buttons.find((button) => button.textContent.startsWith(wanted))?.click();
        const look = (): void => {
          if (document.querySelector(selector) === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now() - started));
        };
        requestAnimationFrame(look);
      }),
    [name, shown] as const,
  );
}

/** Types into the filter, until every row that is drawn has the word; with nothing typed, until not every row has it any more. */
function type(page: Page, typed: string, word: string): Promise<number> {
  return page.evaluate(
    ([text, wanted]) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('[data-page-filter]');
        const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        const started = performance.now();
        setter?.call(field, text);
        field?.dispatchEvent(new Event('input', { bubbles: true }));
        const look = (): void => {
          const rows = [...document.querySelectorAll('tbody tr')];
          const every = rows.every((one) => one.textContent.toLowerCase().includes(wanted));
          if (rows.length === 0 || every !== (text !== '')) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now() - started));
        };
        requestAnimationFrame(look);
      }),
    [typed, word] as const,
  );
}

/** Ticks a result, until the first row has it; or takes it off, until the first row is another again. */
function chip(page: Page, name: string, on: boolean): Promise<number> {
  return page.evaluate(
    ([wanted, ticked]) =>
      new Promise<number>((resolve) => {
        const labels = [...document.querySelectorAll<HTMLElement>('search fieldset label')];
        const started = performance.now();
        labels.find((label) => label.textContent === wanted)?.click();
        const look = (): void => {
          const words = document.querySelector('tbody tr')?.textContent ?? '';
          if (words === '' || words.includes(wanted) !== ticked) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now() - started));
        };
        requestAnimationFrame(look);
      }),
    [name, on] as const,
  );
}

/** Scrolls at every frame; the time between frames. */
function scroll(page: Page, by: number): Promise<number[]> {
  return page.evaluate(
    ([ms, px]) =>
      new Promise<number[]>((resolve) => {
        const grid = document.querySelector('[role="grid"]');
        const frames: number[] = [];
        let last = performance.now();
        const end = last + ms;
        const step = (now: number): void => {
          frames.push(now - last);
          last = now;
          if (grid !== null) grid.scrollTop += px;
          if (now < end) requestAnimationFrame(step);
          else resolve(frames.slice(1));
        };
        requestAnimationFrame(step);
      }),
    [scrollMs, by] as const,
  );
}
