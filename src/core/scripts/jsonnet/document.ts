import type { JsonObject } from '../../../shared/json.ts';

/** A mapping's scripts as one Jsonnet document. */
export interface Document {
  readonly text: string;
  /** By the order of the scripts: the lines each one stands on. */
  readonly places: readonly { readonly first: number; readonly last: number }[];
}

/** What every document begins with: the sources of `resources/jsonnet`. */
export interface Library {
  readonly std: string;
  readonly util: string;
}

/** Jsonnet's name of a document in its messages. */
export const documentName = 'script';

export interface DocumentParts {
  readonly library: Library;
  /** An expression of the function that converts dates. */
  readonly convert: string;
  readonly input: JsonObject;
  readonly scripts: readonly string[];
  /** Read the scripts without running them: hidden fields are not computed. */
  readonly onlyRead?: boolean;
}

/**
 * `$.input`, `$.util` and the scripts' answers as fields `r0`, `r1`, ... of one object, as Field Nation's connector has it. What Field Nation calls
 * `$.input.workorder` is the record itself, unless it has a field of that name.
 */
export function documentOf({ library, convert, input, scripts, onlyRead = false }: DocumentParts): Document {
  let text =
    `local dispatch_std = std;\nlocal std = (${library.std})(dispatch_std);\n` +
    `local dispatch_util = (${library.util})(${convert});\nlocal dispatch_input = ${literal(input)};\n` +
    `{ input:: ${'workorder' in input ? '' : '{ workorder:: dispatch_input } + '}dispatch_input, util:: dispatch_util,\n`;
  let line = lines(text);
  const places: { first: number; last: number }[] = [];
  for (const [index, script] of scripts.entries()) {
    const first = line + 1;
    const last = first + lines(script) - 1;
    places.push({ first, last });
    text += `r${index}${onlyRead ? '::' : ':'} (\n${script}\n),\n`;
    line = last + 2;
  }
  return { text: `${text}}`, places };
}

/** JSON is Jsonnet. Half a character (a lone surrogate) is not, and becomes the sign for an unreadable one. */
function literal(input: JsonObject): string {
  return JSON.stringify(input).replace(/\\(?:\\|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/g, (each) =>
    /^\\ud/i.test(each) ? '\\ufffd' : each,
  );
}

function lines(text: string): number {
  return text.split('\n').length;
}
