import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Runtime } from '../../../scripts/lib/electron-runtime.mjs';
import { isOfficial } from '../../../scripts/lib/packing/pack.mjs';
import { root } from '../../../scripts/lib/paths.mjs';

const manifest = readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8');
const { version } = JSON.parse(manifest) as { version: string };
const runtime = (change: Partial<Runtime>): Runtime => ({
  kind: 'official',
  executable: '/electron',
  version,
  nativeDir: null,
  ...change,
});

it('what people get is made of the Electron the lock file names', () => {
  expect(isOfficial(runtime({}))).toBe(true);
  expect(isOfficial(runtime({ kind: 'override' }))).toBe(true);
});

it('is never made of the stand-in, nor of another Electron somebody pointed at', () => {
  expect(isOfficial(runtime({ kind: 'fallback', version: '33.2.1' }))).toBe(false);
  expect(isOfficial(runtime({ kind: 'fallback' }))).toBe(false);
  expect(isOfficial(runtime({ kind: 'override', version: '33.2.1' }))).toBe(false);
});
