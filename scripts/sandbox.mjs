import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { enter } from './lib/bootstrap.mjs';
import { root } from './lib/paths.mjs';
import { main, Stop, say } from './lib/progress.mjs';
import { writeSandboxConfig } from './lib/sandbox-config.mjs';

/*
 * `npm run sandbox`: simulated ConnectWise and Field Nation alone. Arguments go to src/sandbox/main.ts as they are (docs/sandbox.md), except
 * `--write-config file`, which is for `dispatch-bridge` and is done here.
 */

/** Takes `--write-config file` out of the arguments. */
function splitArguments(args) {
  const at = args.findIndex((arg) => arg === '--write-config' || arg.startsWith('--write-config='));
  if (at < 0) return { file: null, rest: args };
  const inline = args[at].includes('=');
  const file = inline ? args[at].slice(args[at].indexOf('=') + 1) : args[at + 1];
  if (!file || (!inline && file.startsWith('--'))) throw new Stop('--write-config needs the name of a file.');
  const rest = args.toSpliced(at, inline ? 1 : 2);
  // A profile that worked on this sandbox finds its records again at the next start; new ones under old numbers would be other tickets.
  const kept = rest.some((arg) => /^--state(-file)?(=|$)/.test(arg));
  return { file, rest: kept ? rest : [...rest, '--state', `${file.replace(/\.json$/, '')}.state.json`] };
}

/** How `dispatch-bridge` is started on what was written. */
function commands({ config, env }) {
  const command = (name) =>
    `  node bin/dispatch-bridge.mjs ${name} --profile practice --config ${config} --env-file ${env}`;
  return ['', 'On this sandbox, in another terminal:', command('plan --accept'), command('serve')].join('\n');
}

function describe(info) {
  const { connectwise, fieldnation, demo } = info;
  return [
    '',
    'ConnectWise (simulated)',
    `  Site          ${connectwise.url}`,
    `  Company       ${connectwise.company}`,
    `  Public key    ${connectwise.publicKey}`,
    `  Private key   ${connectwise.privateKey}`,
    `  Client ID     ${connectwise.clientId}`,
    '',
    'Field Nation (simulated)',
    `  Base URL      ${fieldnation.url}`,
    `  Client ID     ${fieldnation.clientId}`,
    `  Client secret ${fieldnation.clientSecret}`,
    `  Username      ${fieldnation.username}`,
    `  Password      ${fieldnation.password}`,
    '',
    'Control API',
    `  URL           ${info.controlUrl}`,
    `  Header        x-sandbox-control: ${info.controlToken}`,
    '',
    `Trigger         ${demo.boardName} (board ${demo.boardId}), status "${demo.triggerStatusName}" (${demo.triggerStatusId})`,
    '',
    `A ticket enters the trigger status with:`,
    `  curl -H 'x-sandbox-control: ${info.controlToken}' -d '{"ticketId":${demo.ticketIds[0] ?? 0}}' \\`,
    `    ${info.controlUrl}/control/people/dispatcher/move-ticket`,
    ...(info.certificate ? ['', 'Certificate of both (give it to clients as a CA file):', info.certificate] : []),
  ].join('\n');
}

await main(async () => {
  await enter(process.argv[1]);
  // Standard input is a pipe that nothing is written to: when this process ends in any way, the sandbox sees it close.
  const { file, rest } = splitArguments(process.argv.slice(2));
  const child = spawn(process.execPath, [join(root, 'src/sandbox/main.ts'), ...rest], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line);
      if (!message.ready) {
        say(`The sandbox did not start: ${message.message}`);
        return;
      }
      const written = file === null ? Promise.resolve(null) : writeSandboxConfig(message.info, file);
      written
        .then((files) =>
          say(`${describe(message.info)}${files === null ? '' : `\n${commands(files)}`}\n\nCtrl+C ends it.`),
        )
        .catch((error) => {
          child.kill('SIGTERM');
          reject(new Stop(error.message));
        });
    });
    child.on('error', (error) => reject(new Stop(`The sandbox could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
});
