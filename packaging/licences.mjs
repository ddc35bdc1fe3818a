/*
 * Which licences may be part of the product: those that ask for no more than to be named. One that is not here stops the build until a person has read it.
 */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
  'Zlib',
]);

/** Works of others inside a package that its manifest does not speak of. */
export const inside = {
  'better-sqlite3': ['SQLite, in the public domain (https://sqlite.org/copyright.html)'],
  '@rbicker/jsonnet': [
    'Jsonnet 0.12.1, Copyright 2015 Google Inc., Apache-2.0 (https://jsonnet.org); its text stands at @ngrok/ngrok',
  ],
};

/**
 * Whether an SPDX expression lets the package be shipped: one side of an OR is enough, an AND needs both. Anything that cannot be read does not.
 * @param {string} expression
 */
export function mayShip(expression) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    if (tokens[at] !== '(') return allowed.has(tokens[at++] ?? '');
    at += 1;
    const value = either();
    return tokens[at++] === ')' && value;
  };
  const both = () => {
    let value = one();
    while (tokens[at] === 'AND') {
      at += 1;
      value = one() && value;
    }
    return value;
  };
  const either = () => {
    let value = both();
    while (tokens[at] === 'OR') {
      at += 1;
      value = both() || value;
    }
    return value;
  };
  const value = either();
  return value && at === tokens.length;
}
