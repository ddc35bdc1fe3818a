import { type Document, documentName } from './document.ts';

/** What Jsonnet said, by script: its own line and column. */
export interface Fault {
  readonly message: string;
  /** The script whose lines the message names first; null when it names none. */
  readonly script: number | null;
  readonly line: number | null;
  readonly column: number | null;
}

const range = `${documentName}:(?:\\((\\d+):(\\d+)\\)|(\\d+)(?::(\\d+))?)`;
const staticPattern = new RegExp(`^STATIC ERROR: ${range}[-:()\\d]*: `);
const framePattern = new RegExp(`^\\t${range}`);

/** Reads an error of libjsonnet: `STATIC ERROR: <place>: <message>`, or `RUNTIME ERROR: <message>` and a line for every frame. */
export function readFault(text: string, document: Document): Fault {
  const early = staticPattern.exec(text);
  if (early !== null) {
    const message = (text.slice(early[0].length).split('\n')[0] ?? '').trim();
    const place = inScript(early, document, true);
    // Noticed at the bracket behind the script, which its author cannot see.
    const atEnd = place.script !== null && place.column === null;
    return { message: atEnd ? 'the script ends too early' : clean(message), ...place };
  }
  const all = text.split('\n');
  const firstFrame = all.findIndex((line) => line.startsWith('\t'));
  const message = (firstFrame < 0 ? all : all.slice(0, firstFrame))
    .join('\n')
    .replace(/^(?:RUNTIME|STATIC) ERROR: /, '');
  for (const line of firstFrame < 0 ? [] : all.slice(firstFrame)) {
    const frame = framePattern.exec(line);
    if (frame === null) continue;
    const place = inScript(frame, document, false);
    if (place.script !== null) return { message: clean(message), ...place };
  }
  return { message: clean(message), script: null, line: null, column: null };
}

function inScript(found: RegExpExecArray, document: Document, reading: boolean): Omit<Fault, 'message'> {
  const line = Number(found[1] ?? found[3]);
  const column = Number(found[2] ?? found[4] ?? 1);
  const script = document.places.findIndex(
    // A script that stops too early is noticed at the bracket behind it.
    ({ first, last }) => line >= first && line <= last + (reading ? 1 : 0),
  );
  const place = document.places[script];
  if (place === undefined) return { script: null, line: null, column: null };
  return line > place.last
    ? { script, line: place.last - place.first + 1, column: null }
    : { script, line: line - place.first + 1, column };
}

function clean(message: string): string {
  return message.trim().slice(0, 500);
}
