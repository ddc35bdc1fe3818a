import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a helper program without a shell, with a deadline. Used to ask the desktop about itself. */
export async function runProgram(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(file, [...args], { timeout: 3000, windowsHide: true, maxBuffer: 64 * 1024 });
  return stdout;
}
