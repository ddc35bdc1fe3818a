import { spawn } from 'node:child_process';
import { AppError } from '../../shared/errors.ts';
import type { Launch } from './launch.ts';

/**
 * Starts a process of its own for a profile; it outlives this one. One that runs already is told by its single-instance lock and comes to the
 * front. Throws `profile.not-opened`.
 */
export function openProfile({ program, args }: Launch, profile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { detached: true, stdio: 'ignore' });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
    child.once('error', (cause) =>
      reject(
        new AppError({
          code: 'profile.not-opened',
          kind: 'permanent',
          message: `Profile "${profile}" could not be opened: ${cause.message}. Start Dispatch Bridge yourself with --profile ${profile}.`,
          context: { profile },
          cause,
        }),
      ),
    );
  });
}
