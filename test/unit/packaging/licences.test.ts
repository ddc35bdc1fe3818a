import { describe, expect, it } from 'vitest';
import { mayShip } from '../../../packaging/licences.mjs';
import type { Component } from '../../../scripts/lib/packing/components.mjs';
import { licenceText } from '../../../scripts/lib/packing/licences.mjs';

const component = (change: Partial<Component>): Component => ({
  folder: 'one',
  name: 'one',
  version: '1.2.3',
  licence: 'MIT',
  author: '',
  address: 'https://one.example',
  texts: [{ file: 'LICENSE', text: 'The text of one\n' }],
  ...change,
});

describe('a licence', () => {
  it.each(['MIT', 'ISC', '(MIT OR GPL-3.0)', 'MIT AND Apache-2.0', 'GPL-2.0 OR (MIT AND BSD-3-Clause)'])(
    'lets a package be shipped: %s',
    (expression) => expect(mayShip(expression)).toBe(true),
  );

  it.each([
    '',
    'UNLICENSED',
    'GPL-3.0-only',
    'AGPL-3.0',
    'MIT AND GPL-3.0',
    'GPL-2.0 OR LGPL-2.1',
    'SEE LICENSE IN LICENSE',
    '(MIT',
    'MIT)',
    'MIT WITH something',
    'mit',
  ])('that is unknown, asks for more or cannot be read does not: "%s"', (expression) =>
    expect(mayShip(expression)).toBe(false),
  );
});

describe('the list of licences', () => {
  it('has each package with its version, licence, address and text', () => {
    const text = licenceText([component({})]);
    expect(text).toContain('one 1.2.3\nMIT, https://one.example\n\nThe text of one\n');
  });

  it('says whose works lie inside a package that does not say so itself', () => {
    expect(licenceText([component({ name: 'better-sqlite3' })])).toContain('Contains SQLite, in the public domain');
  });

  it('takes the text of the package a binary belongs to, and writes out MIT for an author who left it out', () => {
    const parent = component({ name: '@scope/tool' });
    const text = licenceText([
      parent,
      component({ name: '@scope/tool-linux-x64', texts: [] }),
      component({ name: 'small', texts: [], author: 'Ada Author' }),
    ]);
    expect(text.split('The text of one')).toHaveLength(3);
    expect(text).toContain('Copyright (c) Ada Author');
  });

  it('is refused as a whole, naming each package that may not be shipped', () => {
    const wrong = [
      component({ name: 'copyleft', licence: 'GPL-3.0' }),
      component({ name: 'silent', licence: '' }),
      component({ name: 'textless', texts: [] }),
    ];
    const refused = () => licenceText([component({}), ...wrong]);
    expect(refused).toThrow('copyleft 1.2.3: licence GPL-3.0');
    expect(refused).toThrow('silent 1.2.3: names no licence');
    expect(refused).toThrow('textless 1.2.3: has no licence text');
  });
});
