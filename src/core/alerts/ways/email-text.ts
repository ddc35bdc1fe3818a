import type { TellingText } from '../words.ts';

/** What the mail says to a reader of plain text. */
export function mailText({ items }: TellingText, from: string): string {
  const parts = items.map(({ title, message }) => `${title}\n${message}`);
  return `${parts.join('\n\n')}\n\n${footer(from)}\n`;
}

/** The same as a page: no pictures, no links, nothing that is fetched. */
export function mailHtml({ items }: TellingText, from: string): string {
  const parts = items.map(
    ({ title, message, severity }) =>
      `<div style="margin:0 0 16px;padding-left:12px;border-left:3px solid ${severity === 'error' ? '#c92a2a' : '#e67700'}"><div style="font-weight:600">${escaped(title)}</div><div>${escaped(message)}</div></div>`,
  );
  return `<!doctype html><html><body style="font-family:'Segoe UI',system-ui,sans-serif;font-size:14px;line-height:20px">${parts.join('')}<div style="color:#666;font-size:12px">${escaped(footer(from))}</div></body></html>`;
}

function footer(from: string): string {
  return `${from} sends this. Which alerts you get is under Settings > Alerts.`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
