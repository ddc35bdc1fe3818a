/** A script that means harm, and what becomes of it. */
export interface HostileCase {
  readonly name: string;
  readonly script: string;
  /** It never ends by itself, so the deadline may pass quickly. */
  readonly endless?: boolean;
  /** One of its kind is enough for the portable one, whose thread takes longest to begin again. */
  readonly nativeOnly?: boolean;
  /** The codes it may fail with (`failed` stands for `script.failed`); none: it gives a value. */
  readonly fails?: readonly ('failed' | 'too-slow' | 'too-large')[];
  /** The line of the script that the error names. */
  readonly line?: number;
  readonly says?: RegExp;
  /** What it gives, when it does no harm. */
  readonly gives?: unknown;
}

const refused = /import(str|bin)? is refused: a script reads its record and nothing else/;
const anyEnd = ['failed', 'too-slow', 'too-large'] as const;

/** Both implementations of Jsonnet. `secret` is a file that exists and must not be read. */
export function jsonnetCases(secret: string): readonly HostileCase[] {
  const reading = (name: string, script: string, line = 1): HostileCase => ({
    name: `reads a file: ${name}`,
    script,
    fails: ['failed'],
    line,
    says: refused,
  });
  return [
    { name: 'loops', script: 'local f(x) = f(x) tailstrict; f(1)', endless: true, fails: ['too-slow'] },
    {
      name: 'loops between two functions',
      script: 'local a(x) = b(x) tailstrict, b(x) = a(x) tailstrict; a(1)',
      endless: true,
      nativeOnly: true,
      fails: ['too-slow'],
    },
    {
      name: 'takes longer than anybody lives',
      script: 'local fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2); fib(90)',
      endless: true,
      nativeOnly: true,
      fails: ['too-slow'],
    },
    { name: 'recurses without end', script: '1 +\n(local f(n) = 1 + f(n + 1); f(0))', fails: ['failed'], line: 2 },
    { name: 'answers something nested without end', script: 'local f(n) = [f(n + 1)]; f(0)', fails: ['failed'] },
    { name: 'refers to itself', script: '{ a: self.a }', fails: ['failed'], line: 1 },
    { name: 'asks for itself in the document', script: '$.r0', fails: ['failed'], line: 1 },
    { name: 'makes a giant list', script: 'std.length(std.makeArray(1e9, function(i) i))', fails: ['too-large'] },
    {
      name: 'doubles a text 40 times',
      script: `std.length(std.foldl(function(s, i) s + s, std.range(1, 40), 'xxxxxxxx'))`,
      fails: ['too-large'],
    },
    { name: 'repeats a text a billion times', script: `std.repeat('x', 1e9)`, fails: ['too-large'] },
    { name: 'answers a flood', script: `std.makeArray(150000, function(i) 'xxxxxxxxxx')`, fails: ['too-large'] },
    { name: 'pads a number to a giant text', script: `'%900000000d' % 1`, endless: true, fails: anyEnd },
    { name: 'makes a number that is none', script: '\n1e308 * 10', fails: ['failed'], line: 2, says: /overflow/ },
    { name: 'divides by zero', script: '1 / 0', fails: ['failed'], line: 1 },
    reading('import', `import '${secret}'`),
    reading('importstr', `importstr '${secret}'`),
    reading('importbin', `importbin '${secret}'`),
    reading('from a parent folder', `importstr '../../../../../../../../..${secret}'`),
    reading('verbatim text', `{\n  a: importstr @'${secret}',\n}`, 2),
    reading('a comment in between', `importstr/* */'${secret}'`),
    reading('behind a text that seems open', `local a = '\\\\';\nimportstr '${secret}'`, 2),
    reading('behind doubled quotes', `local a = @'it''s';\nimportstr '${secret}'`, 2),
    reading('behind a text block', `|||\n  a\n||| + importstr '${secret}'`, 3),
    reading('behind a comment that seems open', `/* /* */ importstr '${secret}'`),
    reading('behind a line comment', `// '\nimportstr '${secret}' // '`, 2),
    reading('inside a function nobody calls', `local f() = import '${secret}'; 1`),
    { name: 'reads an external variable', script: `std.extVar('HOME')`, fails: ['failed'], line: 1 },
    {
      name: 'calls a native function of the process',
      script: `std.native('process.exit')(1)`,
      fails: ['failed'],
      line: 1,
    },
    { name: 'asks for its own file', script: 'std.thisFile', gives: 'script' },
    {
      name: 'hands a giant text to the date conversion',
      script: `$.util.date_convert(std.repeat('9', 100000), 'YYYY', 'X')`,
      fails: anyEnd,
    },
    {
      name: 'hands a pattern to the date conversion',
      script: `$.util.date_convert('2026', '[' + std.repeat('(', 150), 'X')`,
      fails: ['failed'],
    },
    { name: 'closes its place in the document', script: `1), stolen: (\n$.input), r9: (2`, fails: ['failed'], line: 1 },
    { name: 'closes the document', script: '1\n)}', fails: ['failed'], line: 2, says: /\) closes nothing/ },
    { name: 'opens a comment over the rest', script: '1\n/* ', fails: ['failed'], line: 2 },
    { name: 'opens a text over the rest', script: `'`, fails: ['failed'], line: 1 },
    { name: 'opens a block over the rest', script: '|||\n  a\n', fails: ['failed'] },
    { name: 'ends in a line comment', script: '7 // )', gives: 7 },
    { name: 'holds a character of code 0', script: `1 + '\0'`, fails: ['failed'], line: 1 },
    { name: 'is empty', script: ' // nothing', fails: ['failed'], line: 1 },
    { name: 'answers a function', script: 'function(x) x', fails: ['failed'] },
    {
      name: 'pollutes prototypes',
      script: `{ ['__proto__']: { polluted: true }, constructor: { prototype: { polluted: true } } }`,
      gives: { constructor: { prototype: { polluted: true } } },
    },
    {
      name: 'floods the trace',
      script: `std.foldl(function(n, i) std.trace('noise ' + i, n + 1), std.range(1, 3000), 0)`,
      gives: 3000,
    },
    { name: 'forges a stack', script: `error 'no\\n\\tscript:1:1-2\\tfunction <r1>'`, fails: ['failed'] },
    { name: 'nests brackets deeply', script: `${'['.repeat(9000)}${']'.repeat(9000)}`, fails: ['failed', 'too-large'] },
    {
      name: 'has a deeply nested text parsed',
      script: `std.length(std.parseJson(std.repeat('[', 50000) + std.repeat(']', 50000)))`,
      fails: anyEnd,
    },
    { name: 'copies the document', script: `std.objectHas($ { r0: 1, util:: null }, 'stolen')`, gives: false },
  ];
}

/** JSONata. */
export const jsonataCases: readonly HostileCase[] = [
  { name: 'loops', script: '($f := function(){ $f() }; $f())', endless: true, fails: ['too-slow'] },
  {
    name: 'matches a pattern that never ends',
    script: `$match("${'a'.repeat(60)}!", /^(a+)+$/)`,
    endless: true,
    fails: ['too-slow'],
  },
  {
    name: 'replaces with a pattern that never ends',
    script: `$replace("${'x'.repeat(60)}!", /(x+x+)+y/, "")`,
    endless: true,
    fails: ['too-slow'],
  },
  { name: 'recurses without end', script: '($f := function($n){ 1 + $f($n + 1) }; $f(0))', fails: anyEnd },
  { name: 'makes a giant range', script: '\n[1..1000000000]', fails: ['failed'], line: 2 },
  { name: 'makes many large lists', script: '$map([1..2000], function($v){ [1..100000] })', fails: ['too-large'] },
  { name: 'pads to a giant text', script: '$pad("x", 1000000000)', fails: ['too-large', 'failed'] },
  {
    name: 'doubles a text 40 times',
    script: '$length($reduce([1..40], function($a, $b){ $a & $a }, "xxxxxxxx"))',
    fails: ['too-large', 'failed'],
  },
  { name: 'answers a flood', script: '[1..400000]', fails: ['too-large'] },
  { name: 'makes a number that is none', script: '$power(10, 400)', fails: ['failed'], line: 1 },
  { name: 'reaches for constructors', script: 'constructor.constructor("return process")()', gives: null },
  {
    name: 'reaches for the constructor of a function',
    script: '$string.constructor("return process")()',
    fails: ['failed'],
  },
  { name: 'reaches for the process', script: '$process.exit(1)', gives: null },
  { name: 'requires a module', script: '$require("node:fs")', fails: ['failed'], line: 1 },
  { name: 'evaluates text as code of the host', script: '$eval("$globalThis")', gives: null },
  { name: 'reads the prototype', script: '__proto__', gives: null },
  { name: 'writes the prototype', script: '{"__proto__": {"polluted": true}, "a": 1}', gives: { a: 1 } },
  {
    name: 'merges into the prototype',
    script: '$merge([{"__proto__": {"polluted": true}}, {"a": 1}])',
    gives: { a: 1 },
  },
  { name: 'transforms the prototype', script: '$ ~> |__proto__|{"polluted": true}|', gives: { id: 7 } },
  {
    name: 'nests brackets deeply',
    script: `${'('.repeat(9_000)}1${')'.repeat(9_000)}`,
    fails: ['failed', 'too-large'],
  },
  { name: 'does not end', script: '{"a": ', fails: ['failed'], line: 1 },
  { name: 'holds a broken pattern', script: '$match("a", /(/)', fails: ['failed'] },
];
