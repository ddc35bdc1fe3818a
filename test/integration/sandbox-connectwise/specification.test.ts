import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instance, startInstance } from './instance.ts';

/* Needs the OpenAPI file, which is not part of this repository; without it the check is skipped and says so. */

const file = new URL('../../../../shared/specs/connectwise-openapi-subset.json', import.meta.url);
const available = existsSync(file);
if (!available) console.warn(`Skipped: the ConnectWise OpenAPI file is not at ${file.pathname}.`);

interface Specification {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let instance: Instance;
beforeAll(async () => {
  instance = await startInstance();
});
afterAll(() => instance.close());

describe.skipIf(!available)('every call of the specification', () => {
  it('is either played or answers 501, and never passes for a path that does not exist', async () => {
    const specification = JSON.parse(readFileSync(file, 'utf8')) as Specification;
    const calls = Object.entries(specification.paths)
      // Two paths are cut off in the middle of a regular expression; they read as members by identifier.
      .filter(([path]) => !path.includes('regex'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })));
    expect(calls.length).toBeGreaterThan(800);
    const pretending: string[] = [];
    // Ids that do not exist, so that nothing is changed: the played calls answer 404 NotFound or 400.
    const tryOne = async ({ path, method }: { path: string; method: string }): Promise<void> => {
      const concrete = path.replace(/\{[^}]*\}/g, '987654');
      const answer = await instance.call(method, concrete, method === 'GET' || method === 'DELETE' ? undefined : {});
      const text = JSON.stringify(answer.body);
      if (answer.status === 405 || text.includes('The endpoint does not exist')) pretending.push(`${method} ${path}`);
    };
    for (let at = 0; at < calls.length; at += 50) await Promise.all(calls.slice(at, at + 50).map(tryOne));
    expect(pretending).toEqual([]);
  }, 60_000);
});
