import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSandboxConfig } from '../../../scripts/lib/sandbox-config.mjs';
import type { SandboxInfo } from '../../../src/sandbox/kernel-types.ts';

/*
 * The way the README goes, with the real processes: the sandbox, the document written for it, plan, serve, a ticket that moves. The launcher runs
 * under whatever older Node the machine has.
 */
const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const launcher = at('bin/dispatch-bridge.mjs');

/** A Node from before 24, where there is one: the launcher then has to find the project's own. */
function olderNode(): { readonly path: string; readonly version: string } | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  for (const path of folders.map((folder) => join(folder, 'node')).filter((file) => existsSync(file))) {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
    if (Number(version.slice(1).split('.')[0]) < 24) return { path, version };
  }
  return null;
}

const older = olderNode();
process.stdout.write(
  older === null
    ? 'note: no older Node on this machine; dispatch-bridge was started under Node 24 only\n'
    : `note: dispatch-bridge was started under Node ${older.version}\n`,
);

interface Line {
  readonly type: string;
  readonly kind?: string;
  readonly message: string;
  readonly health?: string;
  readonly folder?: string;
  readonly ticketId?: number;
}

/** A running `dispatch-bridge`, and what it says. */
class Command {
  readonly child: ChildProcess;
  readonly lines: string[] = [];
  err = '';
  readonly ended: Promise<number | null>;
  #wake: () => void = () => {};

  constructor(home: string, ...argv: readonly string[]) {
    const { PATH = '' } = process.env;
    this.child = spawn(older?.path ?? process.execPath, [launcher, ...argv], {
      cwd: home,
      // Nothing of this machine's own: no keychain, no session bus, no profile.
      env: { HOME: home, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    createInterface({ input: stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.err += text;
    });
    // `close` comes when standard output is closed too: then the process behind the launcher has ended as well.
    this.ended = once(this.child, 'close').then(([code]) => {
      this.#wake();
      return code as number | null;
    });
  }

  /** The first line that fits, now or later; fails when the command ends before it. */
  async line(fits: (line: Line) => boolean): Promise<Line> {
    let over = false;
    this.ended.then(() => {
      over = true;
    });
    for (;;) {
      const found = this.lines.map((line) => JSON.parse(line) as Line).find(fits);
      if (found !== undefined) return found;
      if (over) throw new Error(`It ended first.\n${this.err}\n${this.lines.join('\n')}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

// Several processes start one after the other; on a busy machine that takes its time.
describe('dispatch-bridge as a process', { timeout: 120_000 }, () => {
  let home: string;
  let sandbox: ChildProcess;
  let info: SandboxInfo;
  let options: readonly string[];
  const started: Command[] = [];
  const command = (...argv: readonly string[]): Command => {
    const made = new Command(home, ...argv);
    started.push(made);
    return made;
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'command-home-'));
    sandbox = spawn(process.execPath, [at('src/sandbox/main.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (sandbox.stdout === null) throw new Error('no pipe');
    const [line] = (await once(createInterface({ input: sandbox.stdout }), 'line')) as [string];
    ({ info } = JSON.parse(line) as { info: SandboxInfo });
    const { config, env } = await writeSandboxConfig(info, join(home, 'practice.json'));
    options = ['--profile', 'practice', '--config', config, '--env-file', env];
  });
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    sandbox.stdin?.end();
    await once(sandbox, 'exit');
    rmSync(home, { recursive: true, force: true });
  });

  async function ask(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${info.controlUrl}/control/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-sandbox-control': info.controlToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }

  it('converges a ticket by the steps of the README, and ends gracefully', async () => {
    const refused = command('serve', ...options);
    expect(await refused.ended).toBe(5);
    expect(refused.lines).toEqual([]);

    const plan = command('plan', '--accept', ...options);
    expect(await plan.ended).toBe(0);
    expect(plan.lines.at(-1)).toMatch(/^Accepted\./);

    const serve = command('serve', ...options);
    const { health = '' } = await serve.line((line) => line.type === 'serving');
    await serve.line((line) => line.type === 'status');
    const answer = await fetch(health);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ok: true, state: 'running', profile: 'practice' });

    const [ticketId = 0] = info.demo.ticketIds;
    await ask('people/dispatcher/move-ticket', { ticketId });
    const created = await serve.line((line) => line.kind === 'workorder.created');
    expect(created.message).toMatch(new RegExp(`^Ticket ${ticketId} became work order \\d+`));
    await serve.line((line) => line.kind === 'ticket.status' && line.ticketId === ticketId);
    expect(await ask(`tickets/${ticketId}`)).toMatchObject({ status: { name: 'Dispatched' } });

    const second = command('serve', ...options);
    const doctor = command('doctor', ...options);
    expect(await second.ended).toBe(6);
    expect(second.err).toContain('Profile "practice" is open in another Dispatch Bridge');
    expect(await doctor.ended).toBe(0);
    expect(doctor.lines.join('\n')).toContain('The ConnectWise callback is registered');

    serve.child.kill('SIGTERM');
    expect(await serve.ended).toBe(0);
    expect(serve.err).toBe('');
    expect(JSON.parse(serve.lines.at(-1) ?? '')).toMatchObject({ type: 'stopped' });
    const secrets = [info.connectwise.privateKey, info.fieldnation.clientSecret, info.fieldnation.password];
    for (const secret of secrets) expect(serve.lines.join('\n')).not.toContain(secret);
  });

  it('that is killed leaves a profile that can be read and taken up at once', async () => {
    const serve = command('serve', '--paused', ...options);
    const { folder = '' } = await serve.line((line) => line.type === 'serving');
    const { pid } = JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8')) as { pid: number };
    expect(pid === serve.child.pid).toBe(older === null);
    process.kill(pid, 'SIGKILL');
    await serve.ended;
    expect(serve.child.signalCode).toBe('SIGKILL');
    const exported = command('export', '--profile', 'practice');
    expect(await exported.ended).toBe(0);
    expect(JSON.parse(exported.lines.join('\n'))).toMatchObject({ connectwise: { site: info.connectwise.url } });
  });

  it('ends when its launcher is killed, and lets the profile go', async () => {
    const serve = command('serve', '--paused', ...options);
    await serve.line((line) => line.type === 'serving');
    serve.child.kill('SIGKILL');
    await serve.ended;
    const next = command('plan', '--json', ...options);
    expect(await next.ended).toBe(0);
    expect(JSON.parse(next.lines.join('\n'))).toMatchObject({ accepted: true });
  });

  it('says its version and refuses what it does not know', async () => {
    const [version, wrong] = [command('--version'), command('serve', '--nonsense')];
    expect(await version.ended).toBe(0);
    expect(version.lines).toEqual([expect.stringMatching(/^dispatch-bridge \d+\.\d+\.\d+$/)]);
    expect(await wrong.ended).toBe(2);
    expect(wrong.err).toContain("Unknown option '--nonsense'");
  });

  it.skipIf(older === null)('says in a sentence what is missing, before and after the dependencies are there', () => {
    const project = join(home, 'project');
    mkdirSync(join(project, 'bin'), { recursive: true });
    copyFileSync(launcher, join(project, 'bin', 'dispatch-bridge.mjs'));
    const start = () =>
      spawnSync(older?.path ?? '', [join(project, 'bin', 'dispatch-bridge.mjs'), 'plan'], { encoding: 'utf8' });
    expect(start()).toMatchObject({ status: 1, stderr: expect.stringContaining('is not installed yet. Run "npm ci') });
    mkdirSync(join(project, 'node_modules', 'better-sqlite3'), { recursive: true });
    expect(start()).toMatchObject({ status: 1, stderr: expect.stringContaining('dispatch-bridge needs Node 24') });
  });
});
