const longestType = 10;

/** Endings as they are compared: lower case, without dots and blanks, once each. */
export function fileTypes(typed: readonly string[]): string[] {
  const clean = typed.map((type) =>
    type
      .toLowerCase()
      .replace(/[\s.]+/g, '')
      .slice(0, longestType),
  );
  return [...new Set(clean)].filter((type) => type !== '');
}
