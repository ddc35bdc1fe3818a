import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { SandboxInfo } from '../../../src/sandbox/kernel-types.ts';

/** The sandbox as a process of its own, so that its work does not run on the measured thread. */
export interface SandboxProcess {
  readonly info: SandboxInfo;
  control(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startSandboxProcess(): Promise<SandboxProcess> {
  const program = fileURLToPath(new URL('../../../src/sandbox/main.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const info = await new Promise<SandboxInfo>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { readonly ready?: boolean; readonly info?: SandboxInfo };
      if (message.ready === true && message.info !== undefined) resolve(message.info);
    });
  });
  return {
    info,
    async control(method, path, body) {
      const answer = await request(`${info.controlUrl}${path}`, {
        method,
        headers: { 'x-sandbox-control': info.controlToken, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.stdin.end();
        child.kill('SIGTERM');
      }),
  };
}
