import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxInfo } from '../../../src/sandbox/kernel-types.ts';

const main = fileURLToPath(new URL('../../../src/sandbox/main.ts', import.meta.url));
let folder: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-process-'));
});
afterEach(async () => {
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly info: SandboxInfo;
}

async function run(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code} before it was ready`)));
  });
  const message = JSON.parse(line);
  expect(message.ready).toBe(true);
  return { child, info: message.info };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

async function act(info: SandboxInfo, path: string, body: unknown): Promise<{ id: number }> {
  const response = await fetch(`${info.controlUrl}/control/people/${path}`, {
    method: 'POST',
    headers: { 'x-sandbox-control': info.controlToken },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { id: number };
}

async function read(info: SandboxInfo, path: string) {
  const headers = { 'x-sandbox-control': info.controlToken };
  return (await fetch(`${info.controlUrl}/control/${path}`, { headers })).json();
}

const portOf = (url: string): string => new URL(url).port;

describe('The sandbox as a process', () => {
  it('comes back with the same records, keys and ports after it was stopped', async () => {
    const state = join(folder, 'state.json');
    const first = await run('--state', state);
    const [ticketId] = first.info.demo.ticketIds;
    await act(first.info, 'dispatcher/move-ticket', { ticketId });
    const made = await act(first.info, 'buyer/create', { body: { title: 'Made by hand' } });
    first.child.kill('SIGTERM');
    expect(await ended(first.child)).toBe(0);

    const ports = ['connectwise', 'fieldnation'] as const;
    const second = await run(
      '--state-file',
      state,
      ...ports.flatMap((vendor) => [`--${vendor}-port`, portOf(first.info[vendor].url)]),
      '--control-port',
      portOf(first.info.controlUrl),
    );
    expect(second.info).toMatchObject({
      connectwise: first.info.connectwise,
      fieldnation: first.info.fieldnation,
      controlUrl: first.info.controlUrl,
      controlToken: first.info.controlToken,
    });
    expect(await read(second.info, `tickets/${ticketId}`)).toMatchObject({
      status: { id: first.info.demo.triggerStatusId },
    });
    expect(await read(second.info, 'work-orders')).toContainEqual(
      expect.objectContaining({ id: made.id, title: 'Made by hand' }),
    );
    const next = await act(second.info, 'buyer/create', { body: { title: 'Next' } });
    expect(next.id).toBe(made.id + 1);
  });

  it('ends when the one who started it closes its input', async () => {
    const { child } = await run();
    child.stdin?.end();
    expect(await ended(child)).toBe(0);
  });

  it('takes another port when the one asked for is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { info } = await run('--fieldnation-port', String(port));
    blocker.close();
    expect(portOf(info.fieldnation.url)).not.toBe(String(port));
  });

  it('says why it cannot start', async () => {
    const child = spawn(process.execPath, [main, '--control-port', 'high'], { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    expect(await ended(child)).toBe(1);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({
      ready: false,
      message: expect.stringContaining('--control-port'),
    });
  });
});
