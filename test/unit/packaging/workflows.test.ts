import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../../scripts/lib/paths.mjs';
import { needed } from '../../../scripts/lib/system-libraries.mjs';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly runner: string }[] } };
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(root, '.github', 'workflows');
const read = (name: string): Workflow => parse(readFileSync(join(folder, name), 'utf8'));
const names = readdirSync(folder);
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as Record<string, string>;

describe.each(names)('%s', (name) => {
  const workflow = read(name);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('may read and nothing else, unless a job says more, and ends by itself', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('uses others’ actions in one version, and only GitHub’s own', () => {
    const used = steps.flatMap((step) => step.uses ?? []);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@v\d+\.\d+\.\d+$/);
  });

  it('holds no secret: each stands in the repository’s settings under a name', () => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).not.toMatch(/-----BEGIN|(?:password|token|certificate)\s*:\s*['"]?[A-Za-z0-9+/]{16}/i);
    for (const [key, value] of steps.flatMap((step) => Object.entries(step.env ?? {}))) {
      if (/PASSWORD|TOKEN|LINK|APPLE/.test(key)) expect(value).toMatch(/^\$\{\{ .*(secrets\.|github\.token).* \}\}$/);
    }
  });

  it('runs commands that exist', () => {
    const commands = steps.flatMap((step) => step.run ?? []);
    for (const command of commands) {
      const script = /npm run ([\w-]+)/.exec(command)?.[1];
      if (script !== undefined) expect(scripts).toHaveProperty(script);
      const file = /node (scripts\/[\w/.-]+)/.exec(command)?.[1];
      if (file !== undefined) expect(readFileSync(join(root, file), 'utf8').length).toBeGreaterThan(0);
    }
  });

  it('installs for the tests what npm test looks for', () => {
    const tests = jobs.filter((job) => job.steps.some((step) => step.run === 'npm test'));
    expect(tests.length).toBeGreaterThan(0);
    for (const job of tests) {
      const installed = new Set(job.steps.flatMap((step) => (step.run ?? '').split(/\s+/)));
      for (const row of needed)
        expect(
          row.some((each) => installed.has(each)),
          row.join(' or '),
        ).toBe(true);
    }
  });
});

it('a release is packed on all three systems, and on both kinds of Mac', () => {
  const runners = read('release.yml').jobs.pack?.strategy?.matrix.include.map(({ runner }) => runner) ?? [];
  for (const system of [/^ubuntu/, /^windows/, /^macos-\d+$/, /^macos-\d+-intel$/])
    expect(runners.some((runner) => system.test(runner))).toBe(true);
});
