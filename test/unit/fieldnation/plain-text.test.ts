import { describe, expect, it } from 'vitest';
import { normalised, plainText } from '../../../src/core/fieldnation/plain-text.ts';

describe('a text for Field Nation', () => {
  it('keeps plain text, its lines and its angle brackets', () => {
    const text = 'Replace <serial number> when a < b && c > d.\n\n  Call 555-1 &lt;desk&gt;';
    expect(plainText(text)).toBe(text);
  });

  it('loses the tags of copied web text and keeps its lines', () => {
    expect(plainText('<div>First<br>second<br/>third</div><p class="x">R&amp;D &lt;lab&gt;</p>')).toBe(
      'First\nsecond\nthird\nR&D <lab>',
    );
    expect(plainText('See <a href="https://example.test/?a=1&b=2">the manual</a>.')).toBe('See the manual.');
    expect(plainText('<script')).toBe('<script');
  });

  it('reads an entity once, so that an escaped tag stays text', () => {
    expect(plainText('<b>Type</b> &amp;lt;b&amp;gt;')).toBe('Type &lt;b&gt;');
  });

  it('has line feeds only, and no control characters or blanks at line ends', () => {
    expect(plainText('one  \r\ntwo\rthree\u0000\u0007\tfour  \r\n\r\n\r\n\r\nfive\r\n')).toBe(
      'one\ntwo\nthree\tfour\n\nfive',
    );
    expect(normalised(normalised(' a \r\n b '))).toBe(normalised(' a \r\n b '));
  });

  it('is cleaned in time however long it is', () => {
    const started = process.hrtime.bigint();
    plainText('<a '.repeat(200_000));
    plainText(`${' '.repeat(200_000)}x`);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2_000);
  });
});
