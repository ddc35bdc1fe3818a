import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path)) ?? null;

/**
 * A real OpenSSH server on 127.0.0.1 for one test file: its own keys, its own configuration, run as the user who runs the tests.
 * `restart` keeps the port; `newHostKey` gives it another identity at the next start.
 */
export class OpenSshServer {
  readonly folder: string;
  readonly port: number;
  readonly user = userInfo().username;
  readonly #settings: readonly string[];
  #process: ChildProcess | null = null;

  private constructor(folder: string, port: number, settings: readonly string[]) {
    this.folder = folder;
    this.port = port;
    this.#settings = settings;
  }

  static async start(settings: readonly string[] = []): Promise<OpenSshServer> {
    if (sshd === null) throw new Error('There is no OpenSSH server here; apt-get install openssh-server');
    // sshd wants this folder of its own when root starts it.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    const folder = mkdtempSync(join(tmpdir(), 'tunnel-ssh-'));
    const server = new OpenSshServer(folder, await freePort(), settings);
    server.newHostKey();
    server.makeKey('user');
    server.makeKey('stranger');
    server.makeKey('locked', 'open sesame');
    const accepted = ['user', 'locked'].map((name) => readFileSync(join(folder, `${name}.pub`), 'utf8'));
    writeFileSync(join(folder, 'authorized_keys'), accepted.join(''), { mode: 0o600 });
    await server.up();
    return server;
  }

  keyFile(name: 'user' | 'stranger' | 'locked'): string {
    return join(this.folder, name);
  }

  makeKey(name: string, passphrase = ''): void {
    const file = join(this.folder, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-a', '1', '-N', passphrase, '-C', name, '-f', file]);
  }

  newHostKey(): void {
    for (const file of ['host', 'host.pub']) rmSync(join(this.folder, file), { force: true });
    this.makeKey('host');
  }

  /** As the server's own tool shows it. */
  fingerprint(): string {
    const shown = execFileSync('ssh-keygen', ['-l', '-f', join(this.folder, 'host.pub')], { encoding: 'utf8' });
    return shown.split(' ')[1] ?? '';
  }

  async up(): Promise<void> {
    const file = join(this.folder, 'sshd_config');
    writeFileSync(
      file,
      [
        `Port ${this.port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${join(this.folder, 'host')}`,
        `AuthorizedKeysFile ${join(this.folder, 'authorized_keys')}`,
        `PidFile ${join(this.folder, 'sshd.pid')}`,
        'UsePAM no',
        'StrictModes no',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'PermitRootLogin prohibit-password',
        'MaxStartups 100',
        ...patience(),
        'LogLevel ERROR',
        ...this.#settings,
        '',
      ].join('\n'),
    );
    const child = spawn(sshd ?? '', ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    this.#process = child;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}: ${said}`);
    }
  }

  /** Ends the server and every session of it, as a reboot would. */
  async down(): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    this.dropSessions();
    this.#process = null;
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends the sessions, not the server: to the other side the connection just breaks. */
  dropSessions(): void {
    for (const pid of children(this.#process?.pid)) kill(pid);
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Since 9.8 a server shuts out addresses whose sign-ins fail, which here is every test. */
function patience(): string[] {
  const { stderr } = spawnSync('ssh', ['-V'], { encoding: 'utf8' });
  const [, major, minor] = /OpenSSH_(\d+)\.(\d+)/.exec(stderr) ?? [];
  return Number(major) * 100 + Number(minor) >= 908 ? ['PerSourcePenalties no'] : [];
}

/** A real ssh-agent with no keys at first. */
export class SshAgent {
  readonly socket: string;
  readonly #process: ChildProcess;

  private constructor(socket: string, child: ChildProcess) {
    this.socket = socket;
    this.#process = child;
  }

  static async start(folder: string): Promise<SshAgent> {
    const socket = join(folder, 'agent');
    const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    // It prints where it listens once it does.
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    return new SshAgent(socket, child);
  }

  add(keyFile: string): void {
    execFileSync('ssh-add', ['-q', keyFile], { env: { ...process.env, SSH_AUTH_SOCK: this.socket }, stdio: 'ignore' });
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await gone;
  }
}

/** The processes a process started, and theirs. */
function children(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  const found = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const own = found.filter(([, parent]) => parent === pid).map(([child]) => child ?? 0);
  return own.flatMap((child) => [child, ...children(child)]);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(resolve, 10, false));
  });
}
