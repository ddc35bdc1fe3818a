/** The number of a record as people type or paste it: `1042`, `#1042`, `Ticket 1042`, `91 422`, `91,422`. Null when it is none. */
export function recordNumber(typed: string): number | null {
  const digits = /^(?:#|ticket|work order|wo)?\s*#?\s*(\d[\d\s,]*)$/i.exec(typed.trim())?.[1]?.replace(/[\s,]/g, '');
  if (digits === undefined) return null;
  const number = Number(digits);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
