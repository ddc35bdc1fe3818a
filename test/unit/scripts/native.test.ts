import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { childProcessHost } from '../../../src/core/child-process-host.ts';
import type { ProcessHost } from '../../../src/core/process-host.ts';
import { NativeJsonnet } from '../../../src/core/scripts/jsonnet/native.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

type Listener<T> = (value: T) => void;

/** Evaluators that answer when they are told to. */
class FakeProcesses implements ProcessHost {
  readonly started: {
    readonly documents: string[];
    alive: boolean;
    exit(code: number): void;
    say(message: object): void;
  }[] = [];
  holding = false;
  rssMb = 80;

  start() {
    const onMessage: Listener<unknown>[] = [];
    const onExit: Listener<number | null>[] = [];
    const say = (message: object): void => {
      for (const listener of onMessage) listener(message);
    };
    const child = {
      documents: [] as string[],
      alive: true,
      say,
      exit(code: number) {
        if (!child.alive) return;
        child.alive = false;
        for (const listener of onExit) listener(code);
      },
    };
    this.started.push(child);
    queueMicrotask(() => say({ kind: 'ready', version: 'v0' }));
    return {
      send: (message: unknown) => {
        const { id, document } = message as { id: number; document: string };
        child.documents.push(document);
        if (!this.holding)
          queueMicrotask(() =>
            say({ kind: 'answer', id, rssMb: this.rssMb, result: { kind: 'value', text: document } }),
          );
      },
      onMessage: (listener: Listener<unknown>) => void onMessage.push(listener),
      onExit: (listener: Listener<number | null>) => void onExit.push(listener),
      kill: () => queueMicrotask(() => child.exit(9)),
    };
  }

  get alive(): number {
    return this.started.filter(({ alive }) => alive).length;
  }
}

function make() {
  const processes = new FakeProcesses();
  const clock = new VirtualClock({ stallMs: 1 });
  const jsonnet = new NativeJsonnet({ processHost: processes, evaluator: 'evaluator', clock, deadlineMs: 2_000 });
  return { processes, clock, jsonnet };
}

describe('evaluators of native Jsonnet', () => {
  test('one for each mapping is kept', async () => {
    const { processes, jsonnet } = make();
    for (const document of ['1', '2', '3'])
      expect(await jsonnet.run('Standard', document)).toEqual({ kind: 'value', text: document });
    await jsonnet.run('Other', '4');
    expect(processes.started.map(({ documents }) => documents)).toEqual([['1', '2', '3'], ['4']]);
    await jsonnet.stop();
    expect(processes.alive).toBe(0);
    expect(await jsonnet.run('Standard', '5')).toMatchObject({ kind: 'ended', why: 'stopped' });
  });

  test('are four at most; the one that was used least recently makes room', async () => {
    const { processes, jsonnet } = make();
    for (const mapping of ['a', 'b', 'c', 'd', 'a', 'e']) await jsonnet.run(mapping, mapping);
    expect(processes.started.map(({ alive }) => alive)).toEqual([true, false, true, true, true]);
  });

  test('that all work let the next mapping wait', async () => {
    const { processes, jsonnet } = make();
    processes.holding = true;
    const runs = ['a', 'b', 'c', 'd', 'e'].map((mapping) => jsonnet.run(mapping, mapping));
    await expect.poll(() => processes.started.map(({ documents }) => documents)).toEqual([['a'], ['b'], ['c'], ['d']]);
    processes.holding = false;
    for (const child of processes.started.slice(0, 4))
      child.say({ kind: 'answer', id: 1, rssMb: 80, result: { kind: 'value', text: 'done' } });
    expect((await Promise.all(runs)).map(({ kind }) => kind)).toEqual(Array(5).fill('value'));
    expect(processes.alive).toBe(4);
  });

  test('are ended after five minutes without work', async () => {
    const { processes, clock, jsonnet } = make();
    await jsonnet.run('a', '1');
    await clock.advance(4 * 60_000);
    await jsonnet.run('a', '2');
    await clock.advance(4 * 60_000);
    expect(processes.alive).toBe(1);
    await clock.advance(2 * 60_000);
    expect(processes.alive).toBe(0);
    expect(await jsonnet.run('a', '3')).toEqual({ kind: 'value', text: '3' });
  });

  test('are replaced after an overrun, a crash, and when they have grown', async () => {
    const { processes, clock, jsonnet } = make();
    processes.holding = true;
    const slow = jsonnet.run('a', '1');
    await expect.poll(() => processes.started[0]?.documents.length).toBe(1);
    await clock.advance(2_000);
    expect(await slow).toMatchObject({ kind: 'ended', why: 'slow' });
    const crashed = jsonnet.run('a', '2');
    await expect.poll(() => processes.started[1]?.documents.length).toBe(1);
    processes.started[1]?.exit(6);
    expect(await crashed).toEqual({ kind: 'ended', why: 'crash', detail: 'code 6' });
    processes.holding = false;
    processes.rssMb = 200;
    expect(await jsonnet.run('a', '3')).toEqual({ kind: 'value', text: '3' });
    expect(processes.alive).toBe(0);
    processes.rssMb = 80;
    await jsonnet.run('a', '4');
    await jsonnet.run('a', '5');
    expect(processes.started.map(({ documents }) => documents)).toEqual([['1'], ['2'], ['3'], ['4', '5']]);
  });
});

test('a confined process gets no environment and none of our flags', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'confined-'));
  const module = join(folder, 'tell.mjs');
  writeFileSync(
    module,
    `process.send({ env: Object.keys(process.env), flags: process.execArgv, args: process.argv.slice(2) }); setInterval(() => {}, 1000);`,
  );
  try {
    const child = childProcessHost.start(module, ['7'], 'test', { confined: true });
    const told = await new Promise((resolve) => child.onMessage(resolve));
    expect(told).toEqual({ env: [], flags: [], args: ['7'] });
    const gone = new Promise((resolve) => child.onExit(resolve));
    child.kill();
    await gone;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
