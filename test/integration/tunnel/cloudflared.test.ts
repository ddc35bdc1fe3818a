import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CloudflaredConfig } from '../../../src/core/tunnel/cloudflared.ts';
import { systemPrograms } from '../../../src/core/tunnel/programs.ts';
import { type GivenMeans, WatchedTunnel } from '../../builders/tunnel-means.ts';

interface Run {
  readonly pid: number;
  readonly args: readonly string[];
  readonly token: string | null;
}

/** Others use this computer too. */
const patient = { timeout: 10_000 };

describe('cloudflared at its boundary', () => {
  let folder: string;
  let program: string;
  const open: WatchedTunnel[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tunnel-cloudflared-'));
    program = join(folder, 'cloudflared');
    copyFileSync(resolve(import.meta.dirname, '../../fakes/cloudflared.mjs'), program);
    chmodSync(program, 0o755);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ tunnel }) => tunnel.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** The runs of the program as it noted them itself. */
  function runs(): Run[] {
    return readFileSync(join(folder, 'record'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Run);
  }

  function tunnel(plan: string, config: Partial<CloudflaredConfig> = {}, given: GivenMeans = {}): WatchedTunnel {
    const watched = new WatchedTunnel(
      { kind: 'cloudflared', mode: 'quick', hostname: '', program, ...config },
      {
        programs: {
          find: (name) => systemPrograms.find(name),
          start: (path, args, environment) =>
            systemPrograms.start(path, args, {
              ...environment,
              FAKE_CLOUDFLARED: plan,
              FAKE_RECORD: join(folder, 'record'),
            }),
        },
        ...given,
      },
    );
    open.push(watched);
    watched.tunnel.start({ port: 4711 });
    return watched;
  }

  const named = { mode: 'named', hostname: 'callbacks.example.com' } as const;

  it('makes a quick tunnel and reads its address from the log', async () => {
    const state = await tunnel('').until('up');
    const [run] = runs();
    expect(state.url).toBe(`https://four-dashed-word-${run?.pid}.trycloudflare.com`);
    expect(run?.args).toEqual(['tunnel', '--url', 'http://127.0.0.1:4711', '--no-autoupdate']);
  });

  it('is only up when Cloudflare has a connection, not when it has an address', async () => {
    const watched = tunnel('silent');
    await expect
      .poll(() => watched.tunnel.state, patient)
      .toEqual({ kind: 'starting', step: 'Connecting to Cloudflare' });
  });

  it('gives a named tunnel its token in the environment, never on the command line', async () => {
    const state = await tunnel('', named, { secrets: { 'tunnel.cloudflaredToken': 'good-token' } }).until('up');
    expect(state.url).toBe('https://callbacks.example.com');
    expect(runs()).toMatchObject([{ args: ['tunnel', '--no-autoupdate', 'run'], token: 'good-token' }]);
  });

  it('asks for a person when the token is missing, wrong, or its tunnel was deleted', async () => {
    const code = async (plan: string, token?: string): Promise<string> => {
      const secrets = token === undefined ? {} : { 'tunnel.cloudflaredToken': token };
      return (await tunnel(plan, named, { secrets }).until('failed')).error.code;
    };
    expect(await code('')).toBe('tunnel.cloudflared-token');
    expect(await code('', 'bad-token')).toBe('tunnel.cloudflared-token');
    expect(await code('deleted', 'good-token')).toBe('tunnel.cloudflared-token');
    for (const { pid } of runs()) expect(alive(pid)).toBe(false);
  });

  it('waits some minutes when Cloudflare gives no more quick tunnels', async () => {
    const { error, retryAt } = await tunnel('too-many').until('down');
    expect(error.code).toBe('tunnel.cloudflared-limit');
    expect((retryAt ?? 0) - Date.now()).toBeGreaterThan(150_000);
  });

  it('tries again after it ended by itself, and quotes its last words', async () => {
    const { error, retryAt } = await tunnel('offline').until('down');
    expect(error.message).toContain('no such host');
    expect(retryAt).not.toBeNull();
  });

  it('says that a config.yml of its own rules out a quick tunnel', async () => {
    expect((await tunnel('configured').until('failed')).error.code).toBe('tunnel.cloudflared-configured');
  });

  it('shows the interruption while it connects again by itself, and keeps its address', async () => {
    const watched = tunnel('');
    const { url } = await watched.until('up');
    process.kill(runs()[0]?.pid ?? 0, 'SIGUSR2');
    expect((await watched.until('down')).retryAt).toBeNull();
    expect((await watched.until('up')).url).toBe(url);
    expect(runs()).toHaveLength(1);
  });

  it('starts anew with a new address when the program was ended', async () => {
    const watched = tunnel('');
    const { url } = await watched.until('up');
    process.kill(runs()[0]?.pid ?? 0, 'SIGKILL');
    await watched.until('down');
    expect((await watched.until('up')).url).not.toBe(url);
    expect(runs()).toHaveLength(2);
  });

  it('asks it after sleep whether it is connected, and starts anew if not', async () => {
    const well = tunnel('');
    await well.until('up');
    well.tunnel.wake();
    const ill = tunnel('unready');
    await ill.until('up');
    ill.tunnel.wake();
    expect((await ill.until('down')).error.code).toBe('tunnel.asleep');
    expect(well.kinds()).toEqual(['starting', 'up']);
  });

  it('leaves no program behind when it is stopped, not even one that does not want to end', async () => {
    const watched = tunnel('stubborn');
    await watched.until('up');
    const [run] = runs();
    await watched.tunnel.stop();
    expect(alive(run?.pid ?? 0)).toBe(false);
  });

  it('ends with the app, also when that leaves without stopping it', async () => {
    const programs = pathToFileURL(resolve(import.meta.dirname, '../../../src/core/tunnel/programs.ts')).href;
    const app = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { systemPrograms } from ${JSON.stringify(programs)};
         const child = systemPrograms.start(${JSON.stringify(program)}, ['tunnel', '--url', 'http://127.0.0.1:1'], {
           FAKE_CLOUDFLARED: 'stubborn', FAKE_RECORD: ${JSON.stringify(join(folder, 'record'))},
         });
         child.onLine((line) => { if (line.includes('Registered')) process.exit(0); });`,
      ],
      { stdio: 'inherit' },
    );
    await new Promise((ended) => app.once('exit', ended));
    const [run] = runs();
    await expect.poll(() => alive(run?.pid ?? 0), patient).toBe(false);
  });

  it('refuses a program that is too old, something else, not there or not executable', async () => {
    const code = async (plan: string, path = program): Promise<string> =>
      (await tunnel(plan, { program: path }).until('failed')).error.code;
    expect(await code('version=2021.9.2')).toBe('tunnel.cloudflared-old');
    expect(await code('version=none')).toBe('tunnel.program-wrong');
    expect(await code('', join(folder, 'nowhere'))).toBe('tunnel.program-missing');
    chmodSync(program, 0o644);
    expect(await code('')).toBe('tunnel.program-missing');
  });

  it('finds the program on PATH', async () => {
    const before = process.env.PATH;
    process.env.PATH = `${folder}${delimiter}${before}`;
    try {
      expect(await systemPrograms.find('cloudflared')).toBe(program);
      await tunnel('', { program: '' }).until('up');
    } finally {
      process.env.PATH = before;
    }
  });
});

/** One that ended and was not collected by whoever inherited it is not alive. */
function alive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}
