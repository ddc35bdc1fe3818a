const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const longest = 20_000;

/** As a feed gives them: one text, one a version, or none. */
export type RawNotes =
  | string
  | null
  | undefined
  | readonly { readonly version: string; readonly note: string | null }[];

/**
 * Release notes as plain text. A feed may send HTML (GitHub's does); none of it reaches the window: tags are taken out, what they
 * set apart stays apart, and entities become their characters.
 */
export function plainNotes(raw: RawNotes): string {
  if (raw === null || raw === undefined) return '';
  const text =
    typeof raw === 'string'
      ? plain(raw)
      : raw.map(({ version, note }) => `${version}\n${plain(note ?? '')}`).join('\n\n');
  return text.trim().slice(0, longest);
}

function plain(html: string): string {
  return html
    .replaceAll('\r', '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<li\b[^>]*>\s*/gi, '\n- ')
    .replaceAll(/<br\b[^>]*>|<\/(p|div|h[1-6]|ul|ol|pre|blockquote|tr)\s*>/gi, '\n')
    .replaceAll(/<\/?[a-z][^>]*>/gi, '')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? null;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
