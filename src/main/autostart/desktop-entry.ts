/*
 * Desktop entries, as far as starting with the desktop needs them: Desktop Entry Specification 1.5 (values, the Exec key) and
 * Desktop Application Autostart Specification 0.5 (Hidden).
 */

/** Characters that make an argument of Exec need quotes, by the specification. */
const reserved = /[\s"'\\><~|&;$*?#()`]/;

/** One argument as the Exec key wants it, before the value as a whole is escaped. */
function quoted(argument: string): string {
  const plain = argument.replaceAll('%', '%%');
  if (plain !== '' && !reserved.test(plain)) return plain;
  return `"${plain.replaceAll(/["`$\\]/g, (character) => `\\${character}`)}"`;
}

/** A string value: what would end the line or the value is escaped. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}

export function execLine(command: readonly string[]): string {
  return escaped(command.map(quoted).join(' '));
}

export interface DesktopEntry {
  readonly name: string;
  readonly comment: string;
  readonly command: readonly string[];
}

/** The file's text. It starts after the panel, so that the tray is there to be found. */
export function desktopEntry({ name, comment, command }: DesktopEntry): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    `Name=${escaped(name)}`,
    `Comment=${escaped(comment)}`,
    `Exec=${execLine(command)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    'X-GNOME-Autostart-Delay=10',
    '',
  ].join('\n');
}

/** Whether a desktop would start what this file describes: tools switch an entry off inside the file instead of removing it. */
export function startsWithDesktop(text: string): boolean {
  const group = /^\[Desktop Entry\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const value = (key: string): string | null => new RegExp(`^${key}\\s*=\\s*(.*?)\\s*$`, 'm').exec(group)?.[1] ?? null;
  return value('Exec') !== null && value('Hidden') !== 'true' && value('X-GNOME-Autostart-enabled') !== 'false';
}
