import { AppError } from '../../shared/errors.ts';
import { startProblem } from './cloudflared-errors.ts';
import { readVersion } from './cloudflared-lines.ts';
import type { ProgramExit, TunnelMeans } from './means.ts';

/** The first version that takes a token from its environment; Cloudflare itself supports those of the last year. */
const oldest = [2022, 3, 0] as const;
const versionMs = 10_000;

/**
 * The cloudflared to run: the chosen one, or that on PATH. Throws `tunnel.program-missing`, `tunnel.program-wrong` (it is something else) or
 * `tunnel.cloudflared-old`; all permanent.
 */
export async function cloudflaredProgram(
  chosen: string,
  means: Pick<TunnelMeans, 'programs' | 'clock'>,
  signal: AbortSignal,
): Promise<string> {
  const program = chosen.trim() === '' ? await means.programs.find('cloudflared') : chosen.trim();
  if (program === null)
    throw new AppError({
      code: 'tunnel.program-missing',
      kind: 'permanent',
      message: 'cloudflared is not installed, or not on PATH. Install it from Cloudflare, or choose where it is.',
    });
  const { exit, output } = await run(program, means, signal);
  if (exit.problem !== null) throw startProblem(program, exit.problem);
  const version = readVersion(output);
  if (version === null)
    throw new AppError({
      code: 'tunnel.program-wrong',
      kind: 'permanent',
      message: `${program} does not say that it is cloudflared. Choose the right program.`,
      context: { program },
    });
  if (older(version, oldest))
    throw new AppError({
      code: 'tunnel.cloudflared-old',
      kind: 'permanent',
      message: `cloudflared ${version.join('.')} is too old. Install one of the last twelve months; Cloudflare supports no older ones.`,
      context: { program, version: version.join('.') },
    });
  return program;
}

async function run(
  program: string,
  means: Pick<TunnelMeans, 'programs' | 'clock'>,
  signal: AbortSignal,
): Promise<{ readonly exit: ProgramExit; readonly output: string }> {
  const release = means.clock.hold();
  const child = means.programs.start(program, ['--version']);
  const lines: string[] = [];
  child.onLine((line) => {
    if (lines.length < 20) lines.push(line);
  });
  const end = (): void => child.kill();
  const cancel = means.clock.after(versionMs, end);
  signal.addEventListener('abort', end, { once: true });
  const exit = await new Promise<ProgramExit>((resolve) => child.onExit(resolve));
  signal.removeEventListener('abort', end);
  cancel();
  release();
  return { exit, output: lines.join('\n') };
}

function older(version: readonly number[], than: readonly number[]): boolean {
  for (const [index, part] of than.entries()) {
    const difference = (version[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
