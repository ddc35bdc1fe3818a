import { type SecretName, secretNames } from '../shared/config.ts';
import { exitCodeWords } from './exit-codes.ts';
import { variableOf, vendorSecrets } from './secrets/names.ts';

export const commandNames = ['plan', 'serve', 'doctor', 'export', 'import'] as const;
export type CommandName = (typeof commandNames)[number];

const everywhere = `  --profile <name>    profile to use (default: server)
  --data-dir <dir>    folder that holds profiles/ (default: the app's own)
  --help              this text`;

const configured = `  --config <file>     configuration document; what it says is saved into the profile
  --env-file <file>   secrets as NAME=value lines, beside those in the environment`;

const texts: Readonly<Record<CommandName, string>> = {
  plan: `dispatch-bridge plan [options]

Shows which tickets would become work orders, with their fields, and which cannot and why. Writes nothing to either side.

  --accept            records that you have seen the plan: from now on "serve" may write. Tickets that already stand in the
                      trigger are left alone, except those named with --ticket
  --ticket <number>   with --accept: this ticket becomes a work order as well; may be repeated
  --json              the plan as one JSON document
${configured}
${everywhere}`,
  serve: `dispatch-bridge serve [options]

Keeps tickets and work orders in step until SIGTERM or SIGINT. Writes one JSON document per line to standard output and nothing else.
Starts only after "plan --accept", or with "started": true in the configuration document.

  --take-over         relieve another installation that dispatches the same board
  --paused            start with sync paused
  --health-port <n>   port of http://127.0.0.1:<n>/healthz (default: a free one, told in the first line)
${configured}
${everywhere}`,
  doctor: `dispatch-bridge doctor [options]

Checks a set-up: runtime, data folder, secrets, configuration, both connections with each right, callbacks. Changes nothing, and works beside
a running "serve".

  --json              the checks as one JSON document
${configured}
${everywhere}`,
  export: `dispatch-bridge export [file] [options]

Writes configuration and mapping as one JSON document, to the file or to standard output. It never holds a secret.

${everywhere}`,
  import: `dispatch-bridge import <file> [options]

Checks a configuration document, shows what would change, and saves it into the profile. Does not start anything.

  --dry-run           show the difference, save nothing
  --other-system      allow moving the profile to another ConnectWise or Field Nation; all its links are closed
${everywhere}`,
};

export function commandHelp(command: CommandName): string {
  return texts[command];
}

export function generalHelp(): string {
  const codes = exitCodeWords.map(([code, words]) => `  ${code}  ${words}`).join('\n');
  const listed = (names: readonly SecretName[]): string => names.map((name) => `  ${variableOf(name)}`).join('\n');
  const ofTunnels = secretNames.filter((name) => name.startsWith('tunnel.'));
  return `dispatch-bridge: keeps ConnectWise tickets and Field Nation work orders in step, without a window.

  dispatch-bridge plan      what would become a work order; --accept allows writing
  dispatch-bridge serve     keep in step until told to stop
  dispatch-bridge doctor    check a set-up
  dispatch-bridge export    configuration and mapping as one document
  dispatch-bridge import    take such a document over
  dispatch-bridge --version

"dispatch-bridge <command> --help" lists its options.

Secrets come from these environment variables (or <NAME>_FILE, a file that holds the value), else from the keychain:
${listed(vendorSecrets)}
and, where the tunnel has one:
${listed(ofTunnels)}

Exit codes:
${codes}`;
}
