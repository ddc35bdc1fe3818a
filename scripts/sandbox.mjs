import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { enter } from './lib/bootstrap.mjs';
import { root } from './lib/paths.mjs';
import { main, Stop, say } from './lib/progress.mjs';

/* `npm run sandbox`: simulated ConnectWise and Field Nation alone. Arguments go to src/sandbox/main.ts as they are (docs/sandbox.md). */

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
    '',
    ...(info.certificate ? ['Certificate of both (give it to clients as a CA file):', info.certificate] : []),
    'Ctrl+C ends it.',
  ].join('\n');
}

await main(async () => {
  await enter(process.argv[1]);
  // Standard input is a pipe that nothing is written to: when this process ends in any way, the sandbox sees it close.
  const child = spawn(process.execPath, [join(root, 'src/sandbox/main.ts'), ...process.argv.slice(2)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line);
    say(message.ready ? describe(message.info) : `The sandbox did not start: ${message.message}`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Stop(`The sandbox could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
});
