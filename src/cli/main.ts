import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { systemClock } from '../shared/clock.ts';
import { run } from './run.ts';
import { loadKeychain } from './secrets/keytar.ts';
import { listenForTheEnd } from './serve/signals.ts';

/* The process of `dispatch-bridge`: bin/dispatch-bridge.mjs has seen to it that this Node can carry it. */

// A reader that went away (`| head`) is no reason to stop keeping records in step.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// The clock's timers do not keep a process alive; a command that only waits for one must not end for that.
const { port1: held } = new MessageChannel();
held.on('message', () => {});

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

process.exitCode = await run(process.argv.slice(2), {
  machine: { platform: process.platform, env: process.env, home: homedir() },
  version: manifest.version,
  clock: systemClock,
  loadKeychain,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stopAsked: () => listenForTheEnd(process, systemClock),
});
// Both would keep this process alive: the channel to the launcher, and what is held on purpose.
if (process.connected) process.disconnect();
held.close();
