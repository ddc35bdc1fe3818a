import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/core/monitor/log.ts';
import { RotatingFile } from '../../../src/core/monitor/rotating-file.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bridge-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const lines = (file = 'dispatch-bridge.log'): Record<string, unknown>[] =>
  readFileSync(join(dir, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log file', () => {
  it('holds one JSON object a line, stamped by the clock', async () => {
    const clock = new VirtualClock({ startMs: Date.UTC(2026, 10, 22, 8) });
    const logger = createLogger({ dir, level: 'info', clock });
    logger.info({ ticketId: 1042 }, 'ticket read');
    logger.debug({}, 'too fine');
    await clock.advance(1500);
    logger.child({ part: 'queue' }).warn({ jobId: 7 }, 'job failed');
    await logger.flush();
    expect(lines()).toEqual([
      { level: 'info', at: '2026-11-22T08:00:00.000Z', ticketId: 1042, message: 'ticket read' },
      { level: 'warn', at: '2026-11-22T08:00:01.500Z', part: 'queue', jobId: 7, message: 'job failed' },
    ]);
  });

  it('holds no secret, whoever logged it and however: fields, child fields, messages, errors', async () => {
    const known: string[] = [];
    const logger = createLogger({ dir, level: 'debug', clock: new VirtualClock(), secrets: () => known });
    known.push('late-secret-1');
    const child = logger.child({
      authorization: 'Basic Q29iYWx0K2FiYzpkZWY=',
      request: { headers: { clientId: 'guid-1' } },
    });
    child.error(
      { error: new Error('GET /x?access_token=tok-1 failed, late-secret-1'), password: 'pw-1' },
      'sent Bearer abcdefgh12345 with late-secret-1',
    );
    await logger.flush();
    const text = readFileSync(join(dir, 'dispatch-bridge.log'), 'utf8');
    for (const secret of ['Q29iYWx0', 'guid-1', 'tok-1', 'late-secret-1', 'pw-1', 'abcdefgh12345'])
      expect(text).not.toContain(secret);
    expect(lines()[0]).toMatchObject({
      level: 'error',
      password: '[redacted]',
      error: { message: expect.stringContaining('failed') },
    });
  });

  it('is readable by its owner only', async () => {
    const logger = createLogger({ dir: join(dir, 'logs'), level: 'info', clock: new VirtualClock() });
    logger.info({}, 'x');
    await logger.flush();
    if (process.platform !== 'win32')
      expect(statSync(join(dir, 'logs', 'dispatch-bridge.log')).mode & 0o777).toBe(0o600);
  });
});

describe('rotation', () => {
  it('starts a new file before the size is passed and keeps the newest few, losing no line between them', () => {
    const file = new RotatingFile({ dir, name: 'a', maxBytes: 100, keep: 3 });
    for (let i = 0; i < 40; i += 1) file.write(`line ${String(i).padStart(3, '0')}\n`);
    file.close();
    expect(readdirSync(dir).sort()).toEqual(['a.1.log', 'a.2.log', 'a.log']);
    const all = ['a.2.log', 'a.1.log', 'a.log'].map((name) => readFileSync(join(dir, name), 'utf8')).join('');
    const numbers = [...all.matchAll(/line (\d+)/g)].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 40 - numbers.length + index));
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(100);
  });

  it('goes on in the file of the last run', () => {
    for (const text of ['one\n', 'two\n']) {
      const file = new RotatingFile({ dir, name: 'a', maxBytes: 100, keep: 3 });
      file.write(text);
      file.close();
    }
    expect(readFileSync(join(dir, 'a.log'), 'utf8')).toBe('one\ntwo\n');
  });

  it('drops and counts lines when the folder cannot be used, and never throws', () => {
    const blocker = join(dir, 'file');
    writeFileSync(blocker, '');
    const file = new RotatingFile({ dir: join(blocker, 'below'), name: 'a', maxBytes: 100, keep: 3 });
    file.write('x\n');
    file.write('y\n');
    expect(file.dropped).toBe(2);
  });
});
