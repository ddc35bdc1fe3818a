/* Start to usable window and idle memory with a log of a million events, against an empty Electron window on the same runtime, in turns. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { chooseRuntime, launchArgs, offerToPlaywright } from '../../scripts/lib/electron-runtime.mjs';
import { stageApp } from '../../scripts/lib/staging.mjs';
import { percentile, row, sleep } from './support/figures.ts';
import { fillLog } from './support/fill-log.ts';

const lines = Number(process.env.LINES ?? 1_000_000);
const rounds = 5;
const idleMs = 5_000;
/** What only the engine's answers can fill: the step setup stands at, or the status bar. A heading alone would not count as usable. */
const ownContent = '[aria-current="step"], footer section';

const runtime = await chooseRuntime({ quiet: true });
offerToPlaywright(runtime);
const folder = mkdtempSync(join(tmpdir(), 'bench-startup-'));
const empty = join(folder, 'empty');
mkdirSync(empty);
writeFileSync(join(empty, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }));
writeFileSync(join(empty, 'index.html'), '<!doctype html><title>Empty</title><h1>Empty</h1>');
writeFileSync(
  join(empty, 'main.cjs'),
  `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1180, height: 760, webPreferences: { sandbox: true } }).loadFile('index.html'));`,
);

interface Figures {
  readonly startMs: number;
  readonly idleMb: number;
}

const data = join(folder, 'data');
const { megabytes } = await fillLog(join(data, 'profiles', 'bench'), lines, Date.now());

const figures: { empty: Figures[]; app: Figures[] } = { empty: [], app: [] };
// The first start of each warms the disk cache and is not counted.
for (let round = 0; round <= rounds; round += 1) {
  const bare = await measure([empty], 'h1');
  const own = await measure([stageApp(runtime), '--profile', 'bench', '--data-dir', data], ownContent);
  if (round === 0) continue;
  figures.empty.push(bare);
  figures.app.push(own);
}
rmSync(folder, { recursive: true, force: true });

console.log(
  `Electron ${runtime.version}, ${rounds} starts of each in turns, store (${lines} events, ${Math.round(megabytes)} MB) and keychain opened.`,
);
report('start to usable window', 'ms', (one) => one.startMs, 'at most 1.5');
report('idle memory (PSS of all processes)', 'MB', (one) => one.idleMb, 'at most 1.4');

function report(name: string, unit: string, of: (one: Figures) => number, aim: string): void {
  const [bare, own] = [figures.empty.map(of), figures.app.map(of)];
  row(`${name}, empty window`, { [unit]: percentile(bare, 0.5) });
  row(`${name}, app`, { [unit]: percentile(own, 0.5) });
  const ratios = own.map((value, index) => value / (bare[index] ?? Number.NaN));
  row(name, { 'median ratio': percentile(ratios, 0.5), all: ratios.map((ratio) => ratio.toFixed(2)).join(' ') }, aim);
}

async function measure(target: readonly string[], content: string): Promise<Figures> {
  const started = performance.now();
  const electron = await _electron.launch({ args: [...launchArgs({ realDisplay: false }), ...target] });
  try {
    const page = await electron.firstWindow();
    await page.locator(content).first().waitFor();
    await page.getByRole('heading').first().waitFor();
    const startMs = performance.now() - started;
    await sleep(idleMs);
    return { startMs, idleMb: memoryOf(electron.process().pid ?? 0) };
  } finally {
    await electron.close();
  }
}

/** Proportional set size of a process and all it started, in MB: shared pages are counted once, spread over their users. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8');
      parents.set(Number(entry), Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]));
    } catch {
      // Ended meanwhile.
    }
  }
  const family = (pid: number): boolean =>
    pid === root || (parents.has(pid) && pid !== 1 && family(parents.get(pid) ?? 1));
  let kilobytes = 0;
  for (const pid of parents.keys()) {
    if (!family(pid)) continue;
    try {
      kilobytes += Number(/^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // Ended meanwhile.
    }
  }
  return kilobytes / 1024;
}
