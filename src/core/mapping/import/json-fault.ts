/** What may come next: a value, a value or the end of an empty list, a key, a key or the end of an empty object, a colon, a comma or the end. */
type Wanted = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\r\n]*/y;

/** Where a text stops being JSON (an index; its length when it ends too early). The engine's own message often does not say. */
export function jsonFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let wanted = 'value' as Wanted;
  let at = 0;
  for (;;) {
    at = after(space, text, at);
    if (at >= text.length || (open.length === 0 && wanted === 'comma-or-end')) return at;
    const sign = text[at];
    const inside = open.at(-1);
    if (sign === '"') {
      if (wanted === 'colon' || wanted === 'comma-or-end') return at;
      const end = stringEnd(text, at);
      if (end < 0) return at;
      wanted = wanted === 'key' || wanted === 'key-or-end' ? 'colon' : 'comma-or-end';
      at = end;
      continue;
    }
    if (wanted === 'colon' || wanted === 'key' || wanted === 'key-or-end') {
      const closes: boolean = wanted === 'key-or-end' && sign === '}';
      if (!closes && !(wanted === 'colon' && sign === ':')) return at;
      if (closes) open.pop();
      wanted = closes ? 'comma-or-end' : 'value';
      at += 1;
      continue;
    }
    if (wanted === 'comma-or-end' || (wanted === 'value-or-end' && sign === ']')) {
      const closes: boolean = sign === (inside === '{' ? '}' : ']');
      if (!closes && sign !== ',') return at;
      if (closes) open.pop();
      wanted = closes ? 'comma-or-end' : inside === '{' ? 'key' : 'value';
      at += 1;
      continue;
    }
    if (sign === '{' || sign === '[') {
      open.push(sign);
      wanted = sign === '{' ? 'key-or-end' : 'value-or-end';
      at += 1;
      continue;
    }
    const end = after(scalar, text, at);
    if (end === at) return at;
    wanted = 'comma-or-end';
    at = end;
  }
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Index behind the closing quotation mark; -1 when there is none before the line ends. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '"') return at + 1;
    if (sign === '\\') at += 1;
    else if (sign < ' ') return -1;
  }
  return -1;
}
