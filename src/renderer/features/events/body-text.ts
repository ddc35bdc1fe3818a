/** A body as a person reads it: JSON indented, anything else (cut short, a form, plain text) as it is. */
export function bodyText(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
