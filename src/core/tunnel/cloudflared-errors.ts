import { AppError } from '../../shared/errors.ts';
import type { ProgramExit } from './means.ts';

/** The program could not be started at all. */
export function startProblem(program: string, problem: string): AppError {
  const message =
    problem === 'ENOENT'
      ? `There is no program at ${program}. Install cloudflared, or choose where it is.`
      : problem === 'EACCES'
        ? `${program} may not be run by you. Make it executable, or choose another.`
        : `${program} cannot be started (${problem}).`;
  return new AppError({ code: 'tunnel.program-missing', kind: 'permanent', message, context: { program, problem } });
}

/** It ended by itself; its last error line is the best reason there is. */
export function exitProblem(exit: ProgramExit, lastError: string | null): AppError {
  const how = exit.code === null ? `was ended (${exit.signal ?? 'no reason given'})` : `ended with code ${exit.code}`;
  const why = lastError === null ? '' : ` Its last words: ${lastError}`;
  return new AppError({
    code: 'tunnel.cloudflared-ended',
    kind: 'transient',
    message: `cloudflared ${how}. It is started again by itself.${why}`,
    context: { exitCode: exit.code, signal: exit.signal },
  });
}

/** Cloudflare, or a setting of cloudflared's own, does not let this tunnel be. */
export function refusal(reason: 'token' | 'configured' | 'too-many', quick: boolean): AppError {
  if (reason === 'token' && !quick)
    return new AppError({
      code: 'tunnel.cloudflared-token',
      kind: 'auth',
      message:
        "Cloudflare does not accept the tunnel's token, or the tunnel was deleted. Copy the token again: Networks, Tunnels, your tunnel, Install connector.",
    });
  if (reason === 'configured')
    return new AppError({
      code: 'tunnel.cloudflared-configured',
      kind: 'permanent',
      message:
        'cloudflared has a config.yml of its own that names a tunnel, which rules out a quick one. Use a named tunnel, or move that file away.',
    });
  if (reason === 'token')
    return new AppError({
      code: 'tunnel.cloudflared-expired',
      kind: 'transient',
      message: 'Cloudflare no longer knows this quick tunnel. A new one is made, with a new address.',
    });
  return new AppError({
    code: 'tunnel.cloudflared-limit',
    kind: 'rate-limited',
    message: 'Cloudflare gives no further quick tunnel to this network for now. It is tried again in a few minutes.',
    retryAfterMs: 3 * 60_000,
  });
}
