import { assertNever } from '../shared/assert.ts';
import { AppError } from '../shared/errors.ts';
import { parseCommandLine } from './arguments.ts';
import { doctor } from './commands/doctor.ts';
import { exportDocument } from './commands/export.ts';
import { importDocument } from './commands/import.ts';
import { plan } from './commands/plan.ts';
import { serve } from './commands/serve.ts';
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
      return plan(asked, around);
    case 'serve':
      return serve(asked, around);
    case 'doctor':
      return doctor(asked, around);
    case 'export':
      return exportDocument(asked, around);
    case 'import':
      return importDocument(asked, around);
    default:
      return assertNever(asked);
  }
}
