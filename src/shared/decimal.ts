/**
 * A decimal number in one spelling: `12.00`, `012` and 12 are all `12`. Null for whatever is no plain decimal number. It stays text, so that
 * a long number keeps all its digits.
 */
export function plainDecimal(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const [, sign = '', whole = '', fraction = ''] =
    /^(-?)0*(\d+)(?:\.(?=\d)(\d*?)0*)?$/.exec(String(value).trim()) ?? [];
  if (whole === '') return null;
  const plain = fraction === '' ? whole : `${whole}.${fraction}`;
  return plain === '0' ? plain : `${sign}${plain}`;
}
