import type { CallbackRequest } from '../psa/port.ts';

export type Shell = 'posix' | 'powershell';

/**
 * A command that registers the callback, for an administrator who has the right to. It carries the callback's address with its secret, and never
 * a credential: those are to be filled in where capitals stand.
 */
export function curlCommand(request: CallbackRequest, company: string, shell: Shell): string {
  const body = JSON.stringify(request.body);
  const user = `${company}+PUBLIC_KEY:PRIVATE_KEY`;
  if (shell === 'powershell') return powershell(request.url, user, body);
  return [
    `curl --request ${request.method} ${posixQuoted(request.url)}`,
    `--user ${posixQuoted(user)}`,
    "--header 'clientId: CLIENT_ID'",
    "--header 'Content-Type: application/json'",
    `--data-raw ${posixQuoted(body)}`,
  ].join(' \\\n  ');
}

/** Windows' own shell hands `"` inside arguments to programs in a way that differs by version, so no program is called here. */
function powershell(url: string, user: string, body: string): string {
  const quoted = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
  return [
    `$key = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(${quoted(user)}))`,
    '$headers = @{ Authorization = "Basic $key"; clientId = \'CLIENT_ID\' }',
    `$body = [Text.Encoding]::UTF8.GetBytes(${quoted(body)})`,
    `Invoke-RestMethod -Method Post -Uri ${quoted(url)} -Headers $headers -ContentType 'application/json' -Body $body`,
  ].join('\n');
}

/** Inside single quotes everything stands for itself but the single quote. */
function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
