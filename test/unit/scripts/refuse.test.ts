import { describe, expect, test } from 'vitest';
import { lex } from '../../../src/core/scripts/jsonnet/lexer.ts';
import { admit } from '../../../src/core/scripts/jsonnet/refuse.ts';

describe('a Jsonnet script', () => {
  test('goes into the document as it is written', () => {
    const script = `local important = 'importance';\n{ a: [important, $.input.x], b: |||\n  text\n||| }`;
    expect(admit(script)).toEqual({ ok: true, text: script });
  });

  test.each([
    [`import 'x'`, 1, 1],
    [`1 +\n  importstr "x"`, 2, 3],
    [`[importbin'x']`, 1, 2],
    [`'a\\'' + import 'x'`, 1, 9],
    [`@'a\\' + import 'x'`, 1, 9],
    [`/* // */ import 'x'`, 1, 10],
    [`|||\n  a\n  |||\n||| + import 'x'`, 4, 7],
    [`|||\r\n  a\r\n||| + import 'x'`, 3, 7],
    [`|||\n\ta\n\n||| + import 'x'`, 4, 7],
  ])('is refused where it imports: %j', (script, line, column) => {
    const admitted = admit(script);
    expect(admitted).toMatchObject({ ok: false, fault: { line, column } });
    expect(admitted.ok ? '' : admitted.fault.message).toMatch(/is refused/);
  });

  test('keeps the word import in texts without it being there', () => {
    const admitted = admit(
      `// import\n["import 'a'", 'x import', @'import \\ "q"', |||\n  import b\n  important\n|||, /* import */ 1]`,
    );
    expect(admitted.ok && admitted.text).toBe(
      `         \n["\\u0069mport 'a'", 'x \\u0069mport', "\\u0069mport \\\\ \\"q\\"", \n"\\u0069mport b\n\\u0069mportant\n",              1]`,
    );
  });

  test.each([
    [')', ') closes nothing'],
    ['(]', '] does not close ('],
    ['{ a: [1 }', '} does not close ['],
    ['{ a: 1', '{ is not closed'],
    ['"a', 'a text does not end'],
    [`@'a''`, 'a text does not end'],
    ['@x', 'a text must follow @'],
    ['/* a', 'a comment that begins with /* does not end'],
    ['||| a', 'a new line must follow |||'],
    ['|||\na\n|||', 'the first line of a ||| text must be indented'],
    ['|||\n  a\nb', 'a text that begins with ||| does not end'],
    ['|||\n  a', 'a text that begins with ||| does not end'],
    ['1 ? 2', '"?" has no meaning here'],
    ['// nothing', 'it is empty'],
    [`'\0'`, 'it holds a character of code 0'],
  ])('must end within itself: %j', (script, message) => {
    expect(admit(script)).toMatchObject({ ok: false, fault: { message } });
  });

  test('is read as Jsonnet reads it', () => {
    const lexed = lex(`a.b + 'c' # d\n1.5e3 @"e""f"`);
    expect(lexed.ok && lexed.tokens.map(({ kind, text, value }) => value ?? `${kind} ${text}`)).toEqual([
      'word a',
      'other .',
      'word b',
      'other +',
      `string 'c'`,
      'other 1.5e3',
      'e"f',
    ]);
  });
});
