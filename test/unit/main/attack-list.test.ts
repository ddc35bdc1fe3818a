import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/* The list of attacks in docs/security.md is read by people who decide whether to trust the app: it must be the tests there are. */

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Titles of the tests of a file, as they stand in its source. */
function titlesOf(file: string): readonly string[] {
  const titles = [...read(`test/e2e/${file}`).matchAll(/^test\(\s*(['"])(.*?)\1,/gm)];
  return titles.map(([, , title = '']) => title);
}

const section = /## Attacks that are tested\n([\s\S]*?)(?=\n## )/.exec(read('docs/security.md'))?.[1] ?? '';
const parts = section
  .split(/^### /m)
  .slice(1)
  .map((part) => {
    const file = /`test\/e2e\/([\w.-]+)`/.exec(part)?.[1] ?? '';
    const titles = [...part.matchAll(/^- (.*(?:\n {2}\S.*)*)$/gm)].map(([, title = '']) => title.replace(/\n +/g, ' '));
    return { file, titles };
  });

// The last part says what is not tested.
const listed = parts.filter(({ file }) => file !== '');

describe('the list of attacks in docs/security.md', () => {
  const files = readdirSync(new URL('test/e2e/', root)).filter((name) => /^attacks-.*\.spec\.ts$/.test(name));

  it('names every file of attacks', () => {
    expect(files.length).toBeGreaterThan(4);
    expect(listed.map(({ file }) => file).sort()).toEqual([...files].sort());
  });

  it.each(files)('says of %s what is tested there, word for word and in its order', (file) => {
    const titles = titlesOf(file);
    expect(titles.length).toBeGreaterThan(1);
    expect(listed.find((one) => one.file === file)?.titles).toEqual(titles);
  });
});
