/**
 * Gives back TypeScript source with the inside of comments, strings and regular expressions blanked and every line where it was, so
 * that rules can look at code alone. The code inside `${}` of a template stays. `keepStrings` keeps quoted text, for import paths.
 *
 * It is a scanner, not a parser: a quote in JSX text counts as text when it is not closed on its line.
 */
export function blank(source, { keepStrings = false } = {}) {
  let out = '';
  let at = 0;
  /** Brace depth at which each open template goes on. */
  const templates = [];
  let depth = 0;
  const hide = (text) => text.replace(/[^\n]/g, ' ');

  const template = () => {
    let end = at;
    while (end < source.length && source[end] !== '`' && !(source[end] === '$' && source[end + 1] === '{')) {
      end += source[end] === '\\' ? 2 : 1;
    }
    out += hide(source.slice(at, end));
    if (source[end] === '`') {
      out += '`';
      at = end + 1;
    } else {
      out += '${';
      at = end + 2;
      templates.push(depth);
      depth += 1;
    }
  };

  while (at < source.length) {
    const rest = source.slice(at, at + 2);
    const char = source[at];
    if (rest === '//' || rest === '/*') {
      const close = rest === '//' ? source.indexOf('\n', at) : source.indexOf('*/', at + 2) + 2;
      const end = close < 2 ? source.length : close;
      out += hide(source.slice(at, end));
      at = end;
    } else if (char === "'" || char === '"') {
      const found = new RegExp(`${char}(?:\\\\.|[^${char}\\\\\\n])*${char}`, 'y');
      found.lastIndex = at;
      const text = found.exec(source)?.[0] ?? char;
      out += keepStrings || text.length < 2 ? text : `${char}${hide(text.slice(1, -1))}${char}`;
      at += text.length;
    } else if (char === '`') {
      out += '`';
      at += 1;
      template();
    } else if (char === '/' && /(?:^|[=(,:;!&|?{}[\n]|\breturn|=>)\s*$/.test(out.slice(-40))) {
      const found = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
      found.lastIndex = at;
      const text = found.exec(source)?.[0] ?? char;
      out += text.length > 1 ? hide(text) : text;
      at += text.length;
    } else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      out += char;
      at += 1;
      if (char === '}' && templates.at(-1) === depth) {
        templates.pop();
        template();
      }
    }
  }
  return out;
}
