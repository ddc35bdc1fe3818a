/** What a vendor's error body says, in one shape. */
export interface VendorError {
  /** The vendor's own code, e.g. `InvalidObject`, `RATE_LIMIT_EXCEEDED`; empty when it gave none. */
  readonly code: string;
  /** The vendor's own words, most specific first; empty when it gave none. */
  readonly message: string;
  /** Field the vendor complains about, e.g. `status/id`. */
  readonly field: string;
  /** Codes of the single complaints (`ObjectExists`, `NotFound`). */
  readonly details: readonly string[];
  /** Asked waiting time in the body (Field Nation `agent.backoffMs`, ConnectWise "try again in 30 seconds"). */
  readonly backoffMs: number | null;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/**
 * Reads every error body both vendors are known to send: ConnectWise `{code, message, errors[]}` and its 429 shape `{error, message}`
 * (reference/connectwise.md 1.6, 1.7); Field Nation's RFC 9457 problem, `{status, message}`, `{status_code, message}` and the
 * webhook API's `{metadata, errors[]}` (reference/fieldnation.md 1.2, 1.3). Null when the body is none of these.
 */
export function readVendorError(body: string): VendorError | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const top = record(parsed);
  if (top === null) return null;
  const entries = (Array.isArray(top.errors) ? top.errors : []).map(record).filter((entry) => entry !== null);
  const complaints: string[] = [];
  const details: string[] = [];
  let field = '';
  for (const entry of entries) {
    const words = text(entry.message) || text(entry.detail);
    const where = text(entry.field) || text(entry.parameter) || text(entry.pointer).replace(/^\//, '');
    if (words !== '') complaints.push(where === '' ? words : `${words} (${where})`);
    if (text(entry.code) !== '') details.push(text(entry.code));
    if (field === '') field = where;
  }
  const general = text(top.detail) || text(top.message) || text(top.title) || text(top.error_description);
  const code = text(top.code) || text(top.error) || (text(top.type) !== '' ? text(top.type) : '') || (details[0] ?? '');
  const message = complaints.length > 0 ? complaints.join('; ') : general;
  if (message === '' && code === '') return null;
  const agent = record(top.agent);
  const seconds = /try again in (\d+) second/i.exec(general)?.[1];
  const backoffMs =
    typeof agent?.backoffMs === 'number' ? agent.backoffMs : seconds === undefined ? null : Number(seconds) * 1000;
  return { code, message, field, details, backoffMs };
}
