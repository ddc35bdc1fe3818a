/** Names of HTML elements that turn up in copied text. Anything else in angle brackets (`<serial number>`) is text. */
const elements =
  'a|abbr|b|big|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|img|li|o:p|ol|p|pre|s|small|span|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul';
const tag = new RegExp(`<(/?)(${elements})(?:\\s[^<>]*|/)?>`, 'gi');
const lineEnds = /^(br|hr|p|div|li|tr|table|h[1-6]|blockquote|pre)$/i;
const named: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&amp;': '&',
};

/**
 * What a message may be: plain text without HTML (reference/fieldnation.md 1.5). Tags go, line breaks stay; entities are read only where
 * there were tags, because without them `&lt;` is what somebody typed.
 */
export function plainText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n');
  const bare = lines.replace(tag, (_, closing: string, name: string) =>
    lineEnds.test(name) && (closing === '/' || /^[bh]r$/i.test(name)) ? '\n' : '',
  );
  const read =
    bare === lines ? bare : bare.replace(/&(?:nbsp|lt|gt|quot|apos|amp|#39);/g, (found) => named[found] ?? found);
  return normalised(read);
}

/** The form in which two texts are compared: no control characters, no blanks at line ends, no empty lines around it. */
export function normalised(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // Everything below the blank but tab and line feed.
      .replace(/[^\P{Cc}\t\n]/gu, '')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}
