import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}
interface Found {
  readonly where: string;
  readonly what: string;
}
type Look = (node: Node, inFunction: boolean) => string | null;

const src = fileURLToPath(new URL('../../../src/', import.meta.url));
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Their functions run at once, where they stand. */
const runners = new Set(['map', 'flatMap', 'filter', 'forEach', 'reduce', 'some', 'every', 'find', 'sort', 'toSorted']);

function runsAtOnce(parent: Node | null): boolean {
  const callee = parent?.type === 'CallExpression' ? parent.callee : null;
  if (!isNode(callee) || callee.type !== 'MemberExpression') return false;
  const property = callee.property;
  return isNode(property) && runners.has(String(property.name));
}

function treeOf(name: string, text: string): Node {
  const { program, errors } = parseSync(name, text);
  if (errors.length > 0 || !isNode(program)) throw new Error(`${name} could not be read`);
  return program;
}

/** Every piece of a file's syntax tree for which `look` has words, with its line. */
function search(name: string, text: string, look: Look, tree = treeOf(name, text)): Found[] {
  const found: Found[] = [];
  const walk = (node: Node, parent: Node | null, inFunction: boolean): void => {
    const what = look(node, inFunction);
    if (what !== null) found.push({ where: `${name}:${text.slice(0, node.start).split('\n').length}`, what });
    const later = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)
      ? !runsAtOnce(parent)
      : node.type === 'PropertyDefinition' && node.static !== true;
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) walk(child, node, inFunction || later);
    }
  };
  walk(tree, null, false);
  return found;
}

/** What the window and main are made of, read once. */
const files = globSync('{renderer,main}/**/*.{ts,tsx}', { cwd: src }).map((name) => {
  const text = readFileSync(`${src}${name}`, 'utf8');
  return { name, text, tree: treeOf(name, text) };
});

function searchAll(folder: '' | 'renderer', look: Look): Found[] {
  const below = files.filter(({ name }) => name.startsWith(folder));
  expect(below.length).toBeGreaterThan(200);
  return below.flatMap(({ name, text, tree }) => search(name, text, look, tree));
}

const speakers = new Set(['t', 'tn', 'formatNumber', 'spokenLocale']);
const spokenEarly: Look = (node, inFunction) => {
  if (inFunction || node.type !== 'CallExpression') return null;
  const { callee } = node;
  return isNode(callee) && callee.type === 'Identifier' && speakers.has(String(callee.name))
    ? String(callee.name)
    : null;
};

const spokenAttributes = new Set(['aria-label', 'title', 'placeholder', 'label', 'description', 'alt']);
const writtenOut: Look = (node) => {
  if (node.type === 'JSXText') {
    const words = String(node.value).trim();
    return /\p{L}{2}/u.test(words) ? words : null;
  }
  if (node.type !== 'JSXAttribute') return null;
  const { name, value } = node;
  if (!isNode(name) || !spokenAttributes.has(String(name.name)) || !isNode(value) || value.type !== 'Literal')
    return null;
  // "ssh.example.com" is an example, "Choose one" are words.
  const words = String(value.value);
  return /\s|^\p{Lu}/u.test(words) ? words : null;
};

const fixedLocale: Look = (node) =>
  node.type === 'Literal' && /^[a-z]{2}-[A-Z]{2}$/.test(String(node.value)) ? String(node.value) : null;

describe('words that follow the language', () => {
  it('are asked for when they are drawn, never when a file is loaded', () => {
    // Asked for at the start, they would stay in the language of the start.
    expect(searchAll('', spokenEarly)).toEqual([]);
  });

  it('are found by that search at the top of a file, also in what runs at once', () => {
    const text = [
      "const a = t('x');",
      "const b = ['y'].map((key) => ({ label: t(key) }));",
      "const c = () => t('z');",
      "const d = { get: () => tn('z', 2) };",
      'class E { static f = formatNumber(2); g = formatNumber(3); }',
    ].join('\n');
    expect(search('a.ts', text, spokenEarly).map(({ where }) => where)).toEqual(['a.ts:1', 'a.ts:2', 'a.ts:5']);
  });

  it('are in the catalogue, not in the pages', () => {
    expect(searchAll('renderer', writtenOut)).toEqual([]);
  });

  it('are found by that search in text and attributes', () => {
    const text = '<a title="Open it" rel="Open it"><b aria-label={x}>Close </b>·<i placeholder="a.example.com" /></a>;';
    expect(search('a.tsx', text, writtenOut).map(({ what }) => what)).toEqual(['Open it', 'Close']);
  });

  it('come with the dates and numbers of their own locale', () => {
    expect(searchAll('', fixedLocale)).toEqual([]);
  });
});
