import { spawn } from 'node:child_process';

/** A failure that is told to the person as it stands, without a stack. */
export class Stop extends Error {}

const started = Date.now();

/** Seconds since the command began, for the left column. */
export function elapsed(since = started) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs `work` and prints what it is and how long it took. A step that lasts says every 10 seconds that it is still going, so that
 * a long silence never looks like a hang. Steps that end within `quietMs` print nothing unless they fail.
 */
export async function step(title, work, { quietMs = 0 } = {}) {
  const begun = Date.now();
  const ticker = setInterval(() => say(`  ${title}: still going (${elapsed(begun)})`), 10_000);
  ticker.unref();
  try {
    const result = await work();
    if (Date.now() - begun >= quietMs) say(`  ${title}: done (${elapsed(begun)})`);
    return result;
  } catch (error) {
    say(`  ${title}: failed (${elapsed(begun)})`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/**
 * Runs a program to its end and gives back `{ code, output }`; its output is kept, and shown as it comes when `show` is set.
 * With `check` (the default) a non-zero end becomes a Stop that carries the last lines.
 */
export function run(command, args, { show = false, check = true, timeoutMs = 0, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    let late = false;
    const timer = timeoutMs
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : null;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (show) process.stdout.write(text);
      });
    }
    child.on('error', (error) => {
      if (timer) clearTimeout(timer);
      reject(new Stop(`${command} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      if (timer) clearTimeout(timer);
      if (code === 0 || !check) return resolve({ code: code ?? 1, output, late });
      const ending = late ? `took longer than ${timeoutMs / 1000} s` : `ended with ${signal ?? code}`;
      const tail = show ? '' : `\n${output.trim().split('\n').slice(-40).join('\n')}`;
      reject(new Stop(`${[command, ...args].join(' ').slice(0, 200)} ${ending}${tail}`));
    });
  });
}

/** Runs a command's main function: a Stop is printed as a sentence, anything else with its stack; both end with code 1. */
export async function main(work) {
  try {
    const code = await work();
    process.exitCode = typeof code === 'number' ? code : 0;
  } catch (error) {
    process.stderr.write(`\n${error instanceof Stop ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}
