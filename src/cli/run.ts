import { assertNever } from '../shared/assert.ts';
import { AppError } from '../shared/errors.ts';
import { parseCommandLine } from './arguments.ts';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { commandHelp, generalHelp } from './help.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs one command to its end. A failure is one sentence on standard error and its exit code. */
export async function run(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    return await runAsked(argv, around);
  } catch (thrown) {
    const error = AppError.from(thrown);
    around.err(`dispatch-bridge: ${error.message}\n`);
    if (error.kind === 'bug' && error.cause instanceof Error) around.err(`${error.cause.stack ?? ''}\n`);
    return exitCodeOf(error);
  }
}

/** A command's code is loaded when it is asked for: help answers at once, and `export` needs no engine. */
async function runAsked(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  const asked = parseCommandLine(argv);
  switch (asked.do) {
    case 'version':
      around.out(`dispatch-bridge ${around.version}\n`);
      return 0;
    case 'help':
      around.out(`${asked.command === null ? generalHelp() : commandHelp(asked.command)}\n`);
      return 0;
    case 'plan':
      return (await import('./commands/plan.ts')).plan(asked, around);
    case 'serve':
      return (await import('./commands/serve.ts')).serve(asked, around);
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor(asked, around);
    case 'export':
      return (await import('./commands/export.ts')).exportDocument(asked, around);
    case 'import':
      return (await import('./commands/import.ts')).importDocument(asked, around);
    default:
      return assertNever(asked);
  }
}
