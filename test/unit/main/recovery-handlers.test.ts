import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/engine-port.ts';
import { recoveryHandlers } from '../../../src/main/ipc/handlers/recovery.ts';
import type { Services } from '../../../src/main/ipc/handlers/services.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import type { DiagnosticsFile } from '../../../src/shared/domain/recovery.ts';
import { AppError, type AppErrorInfo } from '../../../src/shared/errors.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const t0 = Date.UTC(2026, 10, 22, 8);
const damaged: AppErrorInfo = {
  code: 'store.corrupt',
  kind: 'permanent',
  message: 'The database /home/jdoe/dispatch-bridge.db is damaged.',
  context: {},
};

function setUp(part: { readonly problem?: AppErrorInfo; readonly saved?: (bytes: Uint8Array) => void } = {}) {
  const happened: string[] = [];
  const engine = {
    config: () => emptyConfig,
    recovery: {
      note: async (entry: { what: string; before: string; after: string }) =>
        void happened.push(`${entry.what}: ${entry.before} -> ${entry.after}`),
      scanLinks: () => happened.push('scan'),
      customerWords: async () => ['Acme Medical'],
      diagnostics: async (): Promise<readonly DiagnosticsFile[]> => [
        { name: 'status.json', about: '', bytes: 2, text: '{}', cut: false, redacted: 0 },
      ],
    },
  } as unknown as Engine;
  const secrets = memorySecrets();
  const services = {
    version: '1.0.0',
    person: 'jdoe',
    profile: { name: 'demo', kind: 'sandbox', folder },
    memory: { value: { usesSandbox: true } },
    preferences: { value: {} },
    secrets: Promise.resolve(secrets),
    pushes: { changed: (...topics: string[]) => happened.push(topics.join(' ')) },
    host: {
      problem: async () => part.problem ?? null,
      engine: async () => {
        if (part.problem !== undefined) throw AppError.fromInfo(part.problem);
        return engine;
      },
      restore: async (name: string) => {
        happened.push(`restore ${name}`);
        return 'safety.db';
      },
    },
    recovery: {
      keptFiles: async () => ({ backups: [], quarantine: [], folder: '/home/jdoe/backups' }),
      facts: {
        versions: () => ({ electron: '45' }),
        dependencies: async () => ({}),
        system: () => ({ note: 'Acme Medical' }),
        surroundings: async () => ({ proxy: 'PROXY proxy.acme.local:8080' }),
      },
      now: () => t0,
      saveBytes: async (name: string, bytes: Uint8Array) => {
        part.saved?.(bytes);
        return `/somewhere/${name}`;
      },
    },
  } as unknown as Services;
  return { handlers: recoveryHandlers(services), happened, secrets };
}

describe('restoring from the window', () => {
  it('answers with what was there before, and the trail says who did it', async () => {
    const { handlers, happened } = setUp();
    expect(await handlers['recovery:restore']({ name: 'one.db' })).toEqual({ safetyCopy: 'safety.db' });
    expect(happened).toEqual(['restore one.db', 'A backup was restored: safety.db -> one.db', 'setup links attention']);
  });
});

describe('diagnostics from the window', () => {
  it('are saved as they were shown, without the files left out, under a name with the day', async () => {
    let bytes: Uint8Array = new Uint8Array();
    const { handlers } = setUp({ saved: (saved) => (bytes = saved) });
    const shown = await handlers['diagnostics:preview']();
    expect(shown.map((file) => file.name)).toEqual([
      'app.json',
      'surroundings.json',
      'libraries.json',
      'developers-log.txt',
      'status.json',
    ]);
    expect(await handlers['diagnostics:save']({ leaveOut: ['libraries.json', 'developers-log.txt'] })).toEqual({
      file: '/somewhere/dispatch-bridge-diagnostics-2026-11-22.zip',
    });
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort()).toEqual(['app.json', 'status.json', 'surroundings.json']);
    for (const file of shown.filter((one) => one.name in files))
      expect(Buffer.from(files[file.name] ?? []).toString('utf8')).toBe(file.text);
    const whole = shown.map((file) => file.text).join('');
    expect(whole).not.toMatch(/Acme|acme/);
  });

  it('work on a start that failed, and say why it did', async () => {
    const { handlers } = setUp({ problem: damaged });
    const shown = await handlers['diagnostics:preview']();
    const problem = shown.find((file) => file.name === 'problem.json');
    expect(problem?.text).toContain('store.corrupt');
    expect(shown.map((file) => file.text).join('')).not.toContain('jdoe');
    expect(await handlers['recovery:backups']()).toMatchObject({ backups: [], quarantine: [] });
  });
});
