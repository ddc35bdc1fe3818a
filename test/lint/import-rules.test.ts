import { describe, expect, it } from 'vitest';
import { blank } from '../../scripts/lib/blank.mjs';
import { checkProject, importsOf } from '../../scripts/lib/import-rules.mjs';

const problemsOf = (path: string, text: string): string[] =>
  checkProject([{ path, text }]).map((problem) => `${problem.line} ${problem.message}`);

describe('import direction', () => {
  it('lets each folder import what stands below it', () => {
    expect(problemsOf('src/main/app.ts', "import { Engine } from '../core/engine.ts';")).toEqual([]);
    expect(problemsOf('src/core/sync/decide.ts', "import type { Link } from '../../shared/domain/link.ts';")).toEqual(
      [],
    );
  });

  it.each([
    ['src/renderer/page.tsx', "import { Engine } from '../core/engine.ts';", 'src/core/engine.ts'],
    ['src/core/engine.ts', "import { tray } from '../main/tray.ts';", 'src/main/tray.ts'],
    ['src/sandbox/main.ts', "export { x } from '../core/x.ts';", 'src/core/x.ts'],
    ['src/shared/a.ts', "const x = await import('../core/x.ts');", 'src/core/x.ts'],
    ['src/core/a.ts', "import '../../test/fakes/clock.ts';", 'test/fakes/clock.ts'],
  ])('refuses %s importing upwards', (path, text, target) => {
    expect(problemsOf(path, text)).toEqual([`1 src/${path.split('/')[1]} may not import ${target}`]);
  });

  it('lets the core read data that ships with the product, and no code from there', () => {
    expect(problemsOf('src/core/a.ts', "import preset from '../../resources/mappings/standard.json';")).toEqual([]);
    expect(problemsOf('src/core/a.ts', "import preset from '../../resources/preset.ts';")).toHaveLength(1);
  });

  it('keeps Electron out of the core and Node out of the window and the shared code', () => {
    expect(problemsOf('src/core/a.ts', "import { app } from 'electron';")).toHaveLength(1);
    expect(problemsOf('src/renderer/a.ts', "import fs from 'node:fs';")).toHaveLength(1);
    expect(problemsOf('src/shared/a.ts', "import fs from 'node:fs';")).toHaveLength(1);
  });

  it('keeps the database in the store and the keychain in the secrets folder', () => {
    expect(problemsOf('src/core/store/open.ts', "import Sqlite from 'better-sqlite3';")).toEqual([]);
    expect(problemsOf('src/core/queue/jobs.ts', "import Sqlite from 'better-sqlite3';")).toHaveLength(1);
    expect(problemsOf('src/main/secrets/keychain.ts', "import keytar from 'keytar';")).toEqual([]);
    expect(problemsOf('src/main/tray.ts', "import keytar from 'keytar';")).toHaveLength(1);
  });

  it('lets the command import the core, and one file in each process the keychain', () => {
    expect(problemsOf('src/cli/run.ts', "import { Engine } from '../core/engine.ts';")).toEqual([]);
    expect(problemsOf('src/cli/run.ts', "import { compose } from '../main/composition.ts';")).toHaveLength(1);
    expect(problemsOf('src/core/engine.ts', "import { run } from '../cli/run.ts';")).toHaveLength(1);
    const text = "const keychain = await import('keytar');";
    const found = checkProject(
      ['cli/secrets/keytar.ts', 'cli/secrets/second.ts', 'main/secrets/keytar.ts'].map((path) => ({
        path: `src/${path}`,
        text,
      })),
    );
    expect(found.map(({ path }) => path)).toEqual(['src/cli/secrets/second.ts']);
  });

  it('allows one file each for the two ends of IPC', () => {
    const use = "import { ipcMain } from 'electron';";
    const found = checkProject([
      { path: 'src/main/ipc/register.ts', text: use },
      { path: 'src/main/windows.ts', text: use },
    ]);
    expect(found.map(({ path }) => path)).toEqual(['src/main/windows.ts']);
  });
});

describe('time', () => {
  it.each(['Date.now()', 'new Date()', 'setTimeout(run, 5)', 'setInterval(run, 5)', 'AbortSignal.timeout(5)'])(
    'refuses %s outside the clock',
    (code) => {
      expect(problemsOf('src/core/a.ts', `const x = ${code};`)).toHaveLength(1);
      expect(problemsOf('src/shared/clock.ts', `const x = ${code};`)).toEqual([]);
    },
  );

  it('allows turning a known time into a date, and methods of other objects with such names', () => {
    expect(problemsOf('src/core/a.ts', 'const x = new Date(atMs); socket.setTimeout(5);')).toEqual([]);
  });

  it('does not look into comments, strings, templates or regular expressions', () => {
    const text =
      "// Date.now()\n/* setTimeout( */ const a = 'Date.now()'; const b = `new Date()`; const c = /Date.now()'/;";
    expect(problemsOf('src/core/a.ts', text)).toEqual([]);
  });

  it('looks into the code inside a template', () => {
    expect(problemsOf('src/core/a.ts', 'const a = `x ${Date.now()} y`;')).toHaveLength(1);
  });

  it('names the line', () => {
    expect(problemsOf('src/core/a.ts', 'const a = 1;\n\nsetTimeout(run, 1);')[0]).toMatch(/^3 /);
  });
});

describe('reading imports', () => {
  it('finds every form and skips what is commented out', () => {
    const text = [
      "import a from 'a';",
      "import type { B } from 'b';",
      "import {\n  c,\n} from 'c';",
      "import 'd';",
      "export * from 'e';",
      "const f = await import('f');",
      "// import g from 'g';",
      'const h = "import h from \'h\'";',
    ].join('\n');
    expect(importsOf(text).map(({ specifier }) => specifier)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('keeps every line where it was', () => {
    const text = "const a = `one\ntwo ${b}\nthree`;\n/* four\nfive */ const c = 'six';\n";
    expect(blank(text).split('\n')).toHaveLength(text.split('\n').length);
  });
});
