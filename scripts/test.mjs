import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { enter, toolEnv } from './lib/bootstrap.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { chooseRuntime } from './lib/electron-runtime.mjs';
import { ensureNativeJsonnet } from './lib/native-jsonnet.mjs';
import { root, workDir } from './lib/paths.mjs';
import { elapsed, main, run, Stop, say, step } from './lib/progress.mjs';
import { openSession } from './lib/session.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { checkCounts, playwrightCounts, sum, vitestCounts } from './lib/test-counts.mjs';

/*
 * `npm test`: set-up, then every check there is. `--proof` (`npm run proof`) runs the long proofs in full instead of their samples.
 * Two lanes run side by side; each step prints its time, a failing one its output. The last line is the sum.
 */
const proof = process.argv.includes('--proof');
const reports = join(workDir, 'reports');
const minute = 60_000;
const limits = { vitest: (proof ? 60 : 8) * minute, e2e: (proof ? 45 : 15) * minute, check: 3 * minute };

const modules = join(root, 'node_modules');
const bins = {
  tsc: join(modules, 'typescript', 'bin', 'tsc'),
  biome: join(modules, '@biomejs', 'biome', 'bin', 'biome'),
  knip: join(modules, 'knip', 'bin', 'knip.js'),
  vitest: join(modules, 'vitest', 'vitest.mjs'),
  playwright: join(modules, '@playwright', 'test', 'cli.js'),
};

/** Runs one step under Node 24, prints how it went, and gives back its counts. */
async function check(title, args, { counts = checkCounts, env = {}, timeoutMs = limits.check } = {}) {
  const begun = Date.now();
  const {
    code,
    output: raw,
    late,
  } = await run(process.execPath, args, {
    cwd: root,
    check: false,
    timeoutMs,
    env: toolEnv({ FORCE_COLOR: '0', ...(proof ? { PROOF: '1' } : {}), ...env }),
  });
  const output = stripVTControlCharacters(raw);
  const result = counts(code);
  const numbers = result.passed + result.failed > 1 ? `, ${result.passed} passed, ${result.failed} failed` : '';
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  say(`  ${result.failed === 0 ? 'ok  ' : 'FAIL'} ${title} (${elapsed(begun)}${numbers}${skipped})`);
  for (const line of notes(output)) say(`       ${line}`);
  if (result.failed > 0) {
    if (late) say(`  ${title} was ended after ${timeoutMs / minute} minutes`);
    say(output.trimEnd().replace(/^/gm, '    | '));
  }
  return result;
}

/** Lines a test run wants a person to read, such as which specifications it was compared with. */
function notes(output) {
  return [...new Set(output.split('\n').filter((line) => line.startsWith('note: ')))];
}

async function lane(steps) {
  const results = [];
  for (const one of steps) results.push(await one());
  return sum(results);
}

function hasSpecs() {
  return readdirSync(join(root, 'test', 'e2e'), { recursive: true }).some((name) => String(name).endsWith('.spec.ts'));
}

await main(async () => {
  await enter(process.argv[1]);
  const begun = Date.now();
  say('Set-up');
  await ensureSystemLibraries();
  await chooseRuntime();
  // Compiling takes as long as the checks that do not need it; only vitest waits.
  const native = ensureNativeJsonnet();
  native.catch(() => {});
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  if (!existsSync(join(root, 'test', 'e2e')) || !hasSpecs()) throw new Stop('There is no end-to-end test in test/e2e');

  say(proof ? 'Checks and full proofs' : 'Checks');
  const session = await openSession({ display: false, keyring: true });
  try {
    const vitestReport = join(reports, 'vitest.json');
    const e2eReport = join(reports, 'e2e.json');
    const unit = () =>
      check(
        'vitest',
        [bins.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
        {
          counts: (code) => vitestCounts(vitestReport, code),
          env: session.env,
          timeoutMs: limits.vitest,
        },
      );
    const build = async () => {
      try {
        await step('build', buildIfChanged, { quietMs: 500 });
        return checkCounts(0);
      } catch (error) {
        say(error instanceof Stop ? error.message : String(error.stack));
        return checkCounts(1);
      }
    };
    const first = await Promise.all([
      lane([
        () => check('types', [bins.tsc, '--noEmit', '--pretty', 'false', '-p', 'tsconfig.json']),
        () => check('lint', [bins.biome, 'check', '--error-on-warnings', '--max-diagnostics=100', '.']),
        () => check('unused code', [bins.knip, '--no-progress']),
        () => check('imports', [join('scripts', 'lint-imports.mjs')]),
        build,
      ]),
      lane([() => native.then(unit)]),
    ]);
    const last = await check('end to end', [bins.playwright, 'test'], {
      counts: (code) => playwrightCounts(e2eReport, code),
      env: { ...session.env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport, E2E_REPORTERS: 'line,json' },
      timeoutMs: limits.e2e,
    });
    const { passed, failed, skipped } = sum([...first, last]);
    say(`Took ${elapsed(begun)}${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    say(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await session.close();
  }
});
