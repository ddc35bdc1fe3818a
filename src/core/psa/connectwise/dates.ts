/** ConnectWise's date-time: UTC, no milliseconds; with them it answers 400 (reference/connectwise.md 1.10). */
export function toConnectWiseTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Milliseconds of a date-time text; 0 when there is none or it cannot be read. */
export function fromConnectWiseTime(text: string | null | undefined): number {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? 0 : ms;
}

const dateTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A text that is a date-time as ConnectWise wants it; any other text as it is. Times without a zone are UTC. */
export function normaliseTime(text: string): string {
  if (!dateTime.test(text)) return text;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const ms = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(ms) ? text : toConnectWiseTime(ms);
}
