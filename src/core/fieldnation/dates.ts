/**
 * Milliseconds of Field Nation's `YYYY-MM-DD HH:mm:ss` (UTC, no `T` and no `Z`, reference/fieldnation.md 1.5) or of ISO 8601 with a
 * zone; null when it is neither.
 */
export function fromFieldNationTime(text: string | null | undefined): number | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  const plain = text.trim().replace(' ', 'T');
  const ms = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(plain) ? plain : `${plain}Z`);
  return Number.isNaN(ms) ? null : ms;
}
