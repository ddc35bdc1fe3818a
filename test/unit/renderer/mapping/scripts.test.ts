import { readFile } from 'node:fs/promises';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../src/renderer/features/mapping/expression/languages.ts';
import { rangeOf } from '../../../../src/renderer/features/mapping/expression/places-in-text.ts';
import { jsonataFunctions, signature, utilFunctions } from '../../../../src/shared/domain/script-functions.ts';

const names = tagHighlighter([
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.atom, class: 'atom' },
  { tag: tags.string, class: 'string' },
  { tag: tags.number, class: 'number' },
  { tag: tags.comment, class: 'comment' },
  { tag: tags.function(tags.variableName), class: 'function' },
  { tag: [tags.variableName, tags.propertyName], class: 'name' },
]);

function coloured(language: keyof typeof languages, text: string): readonly string[] {
  const found: string[] = [];
  highlightTree(languages[language].parser.parse(text), names, (from, to, name) => {
    found.push(`${name} ${text.slice(from, to)}`);
  });
  return found;
}

describe('the functions a script is offered', () => {
  it('are those of the helper library, with its parameters', async () => {
    const library = await readFile('resources/jsonnet/util.libsonnet', 'utf8');
    const there = [...library.matchAll(/^ {2}(\w+)\(([^)]*)\)::/gm)].map(
      ([, name = '', parameters = '']) => `${name}(${parameters})`,
    );
    expect(utilFunctions.map((fn) => signature(fn).replaceAll('"', "'")).toSorted()).toEqual(
      there.map((one) => one.replaceAll('"', "'")).toSorted(),
    );
  });

  it('are there in JSONata', async () => {
    for (const { name } of jsonataFunctions)
      expect(await jsonata(`$type($${name})`).evaluate({}), `$${name}`).toBe('function');
  });
});

describe('colours of a script', () => {
  it('tell words, texts, numbers, comments and functions apart in Jsonnet', () => {
    expect(
      coloured('jsonnet', "local a = $.util.array_sum([1.5, 2]); // it's one\nif a > 2 then 'x' else null"),
    ).toEqual([
      'keyword local',
      'function $.util.array_sum',
      'number 1.5',
      'number 2',
      "comment // it's one",
      'keyword if',
      'number 2',
      'keyword then',
      "string 'x'",
      'keyword else',
      'atom null',
    ]);
  });

  it('go on over the lines of a long text', () => {
    expect(coloured('jsonnet', '|||\n  if this\n|||')).toEqual(['string |||', 'string   if this', 'string |||']);
    expect(coloured('jsonata', '/* a\nif */ $sum(x)')).toEqual([
      'comment /* a',
      'comment if */',
      'function $sum',
      'name x',
    ]);
  });
});

describe('the place of a problem', () => {
  const text = 'local a = 1;\n  b + company;';
  const at = (line: number | null, column: number | null): string | null => {
    const range = rangeOf(text, { line, column, message: '', severity: 'error' });
    return range === null ? null : text.slice(range.from, range.to);
  };

  it('is the word at its column, or the text of its line', () => {
    expect(at(2, 7)).toBe('company');
    expect(at(2, 5)).toBe('+');
    expect(at(2, null)).toBe('b + company;');
    expect(at(null, null)).toBeNull();
  });

  it('stays inside the text when the text has become shorter', () => {
    expect(at(9, 3)).toBe('b');
    expect(at(1, 99)).toBe('');
  });
});
