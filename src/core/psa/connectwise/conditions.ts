/* Parts of ConnectWise's condition grammar (reference/connectwise.md 1.8). It knows no escape inside a text. */

/** A text inside a `like` or `contains` pattern: brackets and wildcards stand for themselves (`[[]text]`). */
function pattern(text: string): string {
  return text.replace(/[[%*]/g, '[$&]');
}

/** A quoted text, in the quotes it does not hold; when it holds both, each `"` becomes a wildcard of `like`. */
function literal(text: string): { readonly quoted: string; readonly exact: boolean } {
  if (!text.includes('"')) return { quoted: `"${text}"`, exact: true };
  if (!text.includes("'")) return { quoted: `'${text}'`, exact: true };
  return { quoted: `"${text.replaceAll('"', '%')}"`, exact: false };
}

/** `field = "text"`. May find more than that where the text holds brackets, wildcards or both kinds of quotes: compare what comes. */
export function equalTo(field: string, text: string): string {
  if (!/[[%*]/.test(text)) {
    const { quoted, exact } = literal(text);
    return `${field} ${exact ? '=' : 'like'} ${quoted}`;
  }
  return `${field} like ${literal(pattern(text)).quoted}`;
}

/** `field like "text%"`. May find more than that: compare what comes. */
export function beginningWith(field: string, text: string): string {
  const { quoted } = literal(`${pattern(text)}%`);
  return `${field} like ${quoted}`;
}

/** `field contains "text"`. */
export function containing(field: string, text: string): string {
  return `${field} contains ${literal(pattern(text)).quoted}`;
}

/**
 * What keeps a person's conditions from being put in brackets beside ours, in words; null when nothing does. Quotes and dates must
 * close, and a bracket must not close one that is ours: `closedFlag = False) or (id > 0` would reach every board.
 */
export function conditionProblem(text: string): string | null {
  let depth = 0;
  let open: string | null = null;
  for (const char of text) {
    if (open !== null) {
      if (char === open) open = null;
    } else if (char === '"' || char === "'") open = char;
    else if (char === '[') open = ']';
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth < 0) return 'a ")" closes a bracket that was not opened';
    }
  }
  if (open !== null) return `${open === ']' ? 'a date has no closing ]' : `a text has no closing ${open}`}`;
  return depth > 0 ? 'a "(" is not closed' : null;
}
