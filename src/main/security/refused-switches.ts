/**
 * Switches on the command line that a packed app does not start with, as Chromium names them: each lets whoever starts the app read it, steer it, run
 * code in it or weaken its walls. Fuses (packaging/fuses.mjs) take the ways Node.js would offer; these are the browser's, which no fuse covers.
 */
const refused: readonly string[] = [
  // Debuggers.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-socket-name',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'debug-port',
  // Code and programs of others.
  'js-flags',
  'load-extension',
  'disable-extensions-except',
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'ppapi-plugin-launcher',
  // Walls between pages, processes and the network.
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'single-process',
  // What it writes would hold what must stay inside.
  'log-net-log',
  'ssl-key-log-file',
  'enable-automation',
];

/** The part of Electron's `app.commandLine` that is used here. */
interface CommandLine {
  hasSwitch(name: string): boolean;
}

/**
 * The refused switches that the command line has, read by Chromium itself, so that none can be spelled in a way that only Chromium understands. Called
 * before Electron is ready, when none of them has had an effect yet on debuggers, pages or the network.
 */
export function refusedSwitches(commandLine: CommandLine): readonly string[] {
  return refused.filter((name) => commandLine.hasSwitch(name));
}

/** What a person who started the app with them is told. */
export function refusalMessage(names: readonly string[]): string {
  const listed = names.map((name) => `--${name}`).join(', ');
  return `It does not start with ${listed}: other programs could read and steer it. Start it without.`;
}
