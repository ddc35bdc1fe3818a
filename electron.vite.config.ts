import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';
import { recordPackages } from './scripts/lib/packing/package-record.mjs';

/*
 * Three bundles in out/. main targets Node 20.18 so that one build runs on Electron 45 and on the fallback runtime of
 * docs/testing.md; native modules stay outside it, everything else is bundled, which starts faster than hundreds of small files.
 * `--mode development` is the only way to get a build with developer tools. `--mode test-build` makes the main bundle alone, beside
 * out/, for packed apps that tests drive: the only one that can be debugged once it is packed.
 */
const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * The window asks the main process for each file by itself, so few are better than small ones: one with all that the first paint
 * needs, one with what several pages share. A page, and a large library that one of them needs, stays a file of its own.
 */
const rendererFiles = [
  { name: 'first', tags: ['$initial' as const], priority: 2 },
  { name: 'shared', minShareCount: 2, priority: 1 },
];

export default defineConfig(({ mode }) => {
  const testBuild = mode === 'test-build';
  const main: UserConfig['main'] = {
    define: {
      __DEVELOPER_BUILD__: JSON.stringify(mode === 'development'),
      __TEST_BUILD__: JSON.stringify(testBuild),
    },
    plugins: [recordPackages('main')],
    build: {
      target: 'node20.18',
      sourcemap: true,
      ...(testBuild ? { outDir: at('.cache/test-build/main') } : {}),
      externalizeDeps: {
        exclude: ['zod', 'undici', 'pino', 'dayjs', 'jsonata', 'electron-updater', 'nodemailer', 'fflate'],
        // An optional dependency, which the build would bundle, and a native one, which it cannot.
        include: ['@hanazuki/node-jsonnet'],
      },
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          'store-worker': at('src/core/store/worker.ts'),
          'script-worker': at('src/core/scripts/jsonata-worker.ts'),
          'jsonnet-evaluator': at('src/core/scripts/jsonnet/evaluator.ts'),
          'jsonnet-worker': at('src/core/scripts/jsonnet/portable-worker.ts'),
          sandbox: at('src/sandbox/main.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  };
  if (testBuild) return { main };
  return {
    main,
    preload: {
      plugins: [recordPackages('preload')],
      build: {
        // A sandboxed preload can load nothing but its own file.
        externalizeDeps: false,
        rolldownOptions: {
          input: { index: at('src/preload/index.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
    renderer: {
      root: at('src/renderer'),
      plugins: [react(), recordPackages('renderer')],
      build: {
        target: 'chrome130',
        minify: true,
        outDir: at('out/renderer'),
        // The content security policy has no place for data: fonts or scripts; small files stay files.
        assetsInlineLimit: 0,
        rolldownOptions: { input: at('src/renderer/index.html'), output: { codeSplitting: { groups: rendererFiles } } },
      },
    },
  };
});
