/**
 * How smoothly a log of a million made-up lines scrolls: the wheel is turned down for some seconds and up again, and the time between
 * frames is measured in the page. Prints the worst and the 99th percentile, and how many rows and elements the page holds.
 *
 *   node test/fakes/renderer-harness/events-scroll.mjs [--seconds=6]
 */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';

const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
const seconds = Number(process.argv.find((arg) => arg.startsWith('--seconds='))?.slice(10) ?? 6);

await build({ configFile, logLevel: 'warn' });
const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0 }, logLevel: 'warn' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1180, height: 760 } });
await page.goto(`${server.resolvedUrls.local[0]}?page=events&scenario=million`);
await page.getByRole('grid', { name: 'Events' }).waitFor();
await page.waitForTimeout(500);

async function scroll(direction) {
  return page.evaluate(
    ([ms, by]) =>
      new Promise((resolve) => {
        const grid = document.querySelector('[role="grid"]');
        const frames = [];
        const end = performance.now() + ms;
        let last = performance.now();
        const step = (now) => {
          frames.push(now - last);
          last = now;
          grid.scrollTop += by;
          if (now < end) requestAnimationFrame(step);
          else
            resolve({
              frames: frames.slice(1),
              top: grid.scrollTop,
              rows: grid.querySelectorAll('tbody tr').length,
              first: grid.querySelector('tbody tr')?.textContent ?? '',
            });
        };
        requestAnimationFrame(step);
      }),
    [seconds * 1000, direction],
  );
}

/** Longest tasks of the page's own thread: on its processor time, which other programs on the computer do not lengthen. */
async function traced(act) {
  const devtools = await browser.newBrowserCDPSession();
  const events = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const done = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.start', {
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] },
  });
  const result = await act();
  await devtools.send('Tracing.end');
  await done;
  const main = new Set(
    events
      .filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events
    .filter((event) => event.name === 'RunTask' && main.has(`${event.pid} ${event.tid}`))
    .map((event) => (event.tdur ?? Number.NaN) / 1000)
    .sort((one, other) => other - one);
  return { ...result, tasks };
}

for (const [name, by] of [
  ['down', 240],
  ['up', -240],
]) {
  const { frames, top, rows, tasks } = await traced(() => scroll(by));
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1);
  console.log(
    `${name}: ${frames.length} frames, median ${at(0.5)} ms, 99% ${at(0.99)} ms, worst ${at(1)} ms; row ${Math.round(top / 36).toLocaleString('en')} at the top edge, ${rows} rows drawn`,
  );
  const longest = tasks.slice(0, 3).map((ms) => ms.toFixed(1));
  console.log(`  longest tasks of the page, its own processor time: ${longest.join(', ')} ms`);
}
await browser.close();
await server.close();
