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

const devtools = await page.context().newCDPSession(page);
// Time of the page's own thread: what other programs take of the processor does not count.
await devtools.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
await devtools.send('Performance.enable');
const names = {
  ScriptDuration: 'script',
  LayoutDuration: 'layout',
  RecalcStyleDuration: 'style',
  TaskDuration: 'all tasks',
};
async function spent() {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(metrics.filter(({ name }) => name in names).map(({ name, value }) => [name, value * 1000]));
}

for (const [name, by] of [
  ['down', 240],
  ['up', -240],
]) {
  const before = await spent();
  const { frames, top, rows } = await scroll(by);
  const after = await spent();
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1);
  console.log(
    `${name}: ${frames.length} frames, median ${at(0.5)} ms, 99% ${at(0.99)} ms, worst ${at(1)} ms; row ${Math.round(top / 36).toLocaleString('en')} at the top edge, ${rows} rows drawn`,
  );
  const each = Object.entries(names).map(
    ([key, words]) => `${words} ${((after[key] - before[key]) / frames.length).toFixed(1)} ms`,
  );
  console.log(`  of the page's own time a frame: ${each.join(', ')}`);
}
await browser.close();
await server.close();
