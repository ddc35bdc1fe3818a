#!/usr/bin/env node
/*
 * Starts the command under a Node that can carry it. Written for any Node from 18 on: an older one starts the project's own Node 24 in its
 * place, hands over standard input and output, passes signals on and ends as it ended.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = join(root, 'src', 'cli', 'main.ts');
const modules = join(root, 'node_modules');

// Compiled sources are kept beside the project, which halves the time to start. A folder that cannot be written to costs only that.
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled');

/** better-sqlite3 13 ends an older Node with a segmentation fault; TypeScript runs as it is from 24 on. */
function fits(versions) {
  return Number(versions.node.split('.')[0]) >= 24 && Number(versions.napi) >= 10;
}

/** The project's Node, if it is there and answers as one that fits. */
function projectNode() {
  const names = process.platform === 'win32' ? ['node/bin/node.exe'] : ['node/bin/node', '.bin/node'];
  for (const path of names.map((name) => join(modules, name))) {
    if (!existsSync(path)) continue;
    const { status, stdout } = spawnSync(path, ['-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8' });
    if (status === 0 && fits(JSON.parse(stdout))) return path;
  }
  return null;
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

function handOver(node) {
  // The channel carries nothing: it closes when this process ends in any way, and the command then stops.
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => refuse(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
    // A signal this process ignores leaves it here; shells count such an end so.
    process.exitCode = 128 + (constants.signals[signal] ?? 0);
  });
}

if (!existsSync(join(modules, 'better-sqlite3'))) {
  refuse(`Dispatch Bridge is not installed yet. Run "npm ci --ignore-scripts && npm rebuild node" in ${root} first.`);
} else if (fits(process.versions)) {
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(entry).href);
} else {
  const node = projectNode();
  if (node === null) {
    refuse(
      `This is Node ${process.versions.node}; dispatch-bridge needs Node 24, and the project's own is missing. ` +
        `Install Node 24, or run "npm rebuild node" in ${root}.`,
    );
  } else {
    handOver(node);
  }
}
