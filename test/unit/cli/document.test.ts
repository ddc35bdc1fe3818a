import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/cli/document.ts';
import { differenceLine, differences } from '../../../src/core/promote/difference.ts';
import { parseDocument, toDocument, withoutSecrets } from '../../../src/core/promote/document.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import { AppError } from '../../../src/shared/errors.ts';

const dir = mkdtempSync(join(tmpdir(), 'cli-document-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const exampleFile = new URL('../../../resources/config.example.json', import.meta.url).pathname;

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

/** The path of every setting that is not a list or free-form. */
function settings(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, item]) => settings(item, path === '' ? key : `${path}.${key}`));
}

describe('the configuration document', () => {
  it('has an example that is valid and shows every setting', () => {
    const given: unknown = JSON.parse(readFileSync(exampleFile, 'utf8'));
    const { config } = readDocument(exampleFile);
    expect(settings(given)).toEqual(settings(config));
    const every = settings(parseDocument({ ...emptyConfig }, 'empty').config);
    const shown = settings(given);
    expect(every.filter((path) => !shown.some((one) => one === path || one.startsWith(`${path}.`)))).toEqual([]);
  });

  it('has an example that asks for nothing that costs money or that a provider could read', () => {
    const { config } = readDocument(exampleFile);
    expect(config.started).toBe(false);
    expect(config.create.publish).toBe(false);
    expect(config.sync.notes.toWorkOrder).toBe('off');
    expect(config.sync.documents.toWorkOrder).toBe(false);
    expect(config.sync.inbound.statusActions).toEqual([]);
  });

  it('fills in defaults for what is left out', () => {
    expect(parseDocument({ formatVersion: 1 }, 'x.json')).toEqual({ config: emptyConfig, mapping: null });
  });

  it('takes a public address of an older document as a tunnel of the kind own address', () => {
    const old = (intake: object) => parseDocument({ formatVersion: 1, intake }, 'x.json').config.intake;
    const url = 'https://callbacks.example.com';
    expect(old({ port: 8300, publicUrl: url })).toEqual({ port: 8300, tunnel: { kind: 'own-url', url } });
    expect(old({ port: 8300, publicUrl: '' })).toEqual({ port: 8300, tunnel: { kind: 'none' } });
    expect(old({ publicUrl: url, tunnel: { kind: 'none' } }).tunnel).toEqual({ kind: 'none' });
    expect(refusal(() => old({ publicAddress: url })).message).toContain('intake.publicAddress: there is no such');
  });

  it('names the path of each problem', () => {
    const bad = {
      formatVersion: 1,
      trigger: { boardId: 'x', boardName: 'A', statusId: 1, statusName: 'B' },
      limits: { pollSeconds: 1 },
    };
    const error = refusal(() => parseDocument(bad, 'x.json'));
    expect(error.code).toBe('config.invalid');
    expect(error.message).toMatch(/^x\.json cannot be used:/);
    expect(error.message).toContain('trigger.boardId: expected number, received string');
    expect(error.message).toContain('limits.pollSeconds: ');
  });

  it('refuses a setting that does not exist, however deep, instead of leaving it out', () => {
    const bad = { formatVersion: 1, statusmap: [], sync: { notes: { toTickets: 'off' } } };
    const error = refusal(() => parseDocument(bad, 'x.json'));
    expect(error.message).toContain('statusmap: there is no such setting');
    expect(error.message).toContain('sync.notes.toTickets: there is no such setting');
  });

  it('says that a newer document is newer', () => {
    expect(refusal(() => parseDocument({ formatVersion: 2 }, 'x.json')).code).toBe('config.newer');
  });

  it('says what is wrong with the file itself', () => {
    expect(refusal(() => readDocument(join(dir, 'none.json'))).message).toContain('cannot be read (ENOENT)');
    writeFileSync(join(dir, 'bad.json'), '{ "formatVersion": 1, }');
    expect(refusal(() => readDocument(join(dir, 'bad.json'))).message).toContain('bad.json is not JSON');
  });

  it('carries a mapping along and never the acceptance', () => {
    const mapping = { formatVersion: 1 as const, name: 'Mine', rules: [], statusMaps: [] };
    const written = toDocument({ config: { ...emptyConfig, started: true }, mapping });
    expect(written).not.toHaveProperty('started');
    expect(parseDocument(JSON.parse(JSON.stringify(written)), 'x.json')).toEqual({ config: emptyConfig, mapping });
  });

  it('is exported without the name and password of a proxy', () => {
    const config = { ...emptyConfig, network: { proxy: 'http://me:hunter2@proxy.example:8080', caFile: '' } };
    expect(withoutSecrets(config).network.proxy).toBe('http://proxy.example:8080');
    expect(withoutSecrets(emptyConfig)).toBe(emptyConfig);
  });
});

describe('the difference between two documents', () => {
  it('names each setting that changes, with both values', () => {
    const before = { a: { b: 1, c: 'x' }, list: [1, 2] };
    const after = { a: { b: 2, c: 'x' }, list: [1, 3], d: true };
    expect(differences(before, after).map(differenceLine)).toEqual([
      'a.b: 1 -> 2',
      'list.1: 2 -> 3',
      'd: (none) -> true',
    ]);
  });

  it('follows the rules of a mapping by their ids, not by their places', () => {
    const rules = [
      { id: 'one', target: 'a' },
      { id: 'two', target: 'b' },
    ];
    const changed = [{ id: 'zero', target: 'z' }, ...rules];
    expect(differences(rules, changed).map((one) => one.path)).toEqual(['zero']);
  });

  it('is empty for the same', () => {
    expect(differences(emptyConfig, structuredClone(emptyConfig))).toEqual([]);
  });
});
