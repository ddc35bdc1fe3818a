import { closeSync, openSync, writeSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { FormPart } from '../kernel-types.ts';
import type { FileBin } from './file-bin.ts';

/* Reading multipart/form-data (RFC 7578) as it arrives: files go to the bin, fields to memory. */

/** The boundary of a form's content type; null when the body is no form. */
export function formBoundary(contentType: string | undefined): string | null {
  const match = /^multipart\/form-data\b.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  return match?.[1] ?? match?.[2] ?? null;
}

/** The parts of a form. Files nobody keeps are removed by `discard`, which must be called once the request is done. */
export interface ReceivedForm {
  readonly parts: readonly FormPart[];
  discard(): void;
}

const maxHeaderBytes = 16 * 1024;
/** All fields together; a form's fields are names and numbers. */
const maxFieldBytes = 1024 * 1024;

/** A part while its bytes arrive. */
interface Open {
  readonly name: string;
  readonly fileName: string | null;
  readonly mime: string;
  readonly chunks: Buffer[];
  readonly file: { readonly name: string; readonly descriptor: number } | null;
  size: number;
  closed: boolean;
  kept: boolean;
}

class Malformed extends Error {}

function quoted(disposition: string, parameter: string): string | null {
  return new RegExp(`\\b${parameter}="([^"]*)"`, 'i').exec(disposition)?.[1]?.replaceAll('%22', '"') ?? null;
}

/**
 * Reads a form to its end. Of a file longer than `maxFileBytes` the rest is counted and dropped, so that the caller gets
 * the vendor's own refusal. Memory stays at one chunk whatever the size. `malformed` is a body that is no whole form,
 * `aborted` a caller that went away.
 */
export async function readForm(
  request: IncomingMessage,
  boundary: string,
  bin: FileBin,
  maxFileBytes: number,
): Promise<ReceivedForm | 'malformed' | 'aborted'> {
  const parts: Open[] = [];
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let open: Open | null = null;
  let done = false;
  let malformed = false;
  let fieldBytes = 0;
  // The first delimiter has no line break before it.
  let rest = Buffer.from('\r\n');

  const begin = (head: string): Open => {
    const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
    const fileName = quoted(disposition, 'filename');
    const stored = fileName === null ? null : bin.create();
    const part: Open = {
      name: quoted(disposition, 'name') ?? '',
      fileName,
      mime: /^content-type:\s*([^\r\n]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream',
      chunks: [],
      file: stored === null ? null : { name: stored.name, descriptor: openSync(stored.path, 'wx') },
      size: 0,
      closed: false,
      kept: false,
    };
    parts.push(part);
    return part;
  };
  const take = (part: Open, bytes: Buffer): void => {
    const room = Math.max(0, maxFileBytes - part.size);
    part.size += bytes.length;
    if (part.file === null) {
      fieldBytes += bytes.length;
      if (fieldBytes > maxFieldBytes) throw new Malformed('The fields of the form are too long.');
      part.chunks.push(Buffer.from(bytes));
    } else if (room > 0) {
      writeSync(part.file.descriptor, bytes.subarray(0, room));
    }
  };
  const close = (part: Open): void => {
    if (part.file !== null && !part.closed) closeSync(part.file.descriptor);
    part.closed = true;
  };
  /** A piece from the middle of a file needs no joining: most of a large upload goes this way, without another copy. */
  const passThrough = (chunk: Buffer): boolean => {
    if (open === null || rest.length > delimiter.length || chunk.length < 2 * delimiter.length) return false;
    const seam = Buffer.concat([rest, chunk.subarray(0, delimiter.length)]);
    if (seam.indexOf(delimiter) >= 0 || chunk.indexOf(delimiter) >= 0) return false;
    take(open, rest);
    take(open, chunk.subarray(0, chunk.length - delimiter.length));
    // A copy, so that these few bytes do not hold the whole piece.
    rest = Buffer.from(chunk.subarray(chunk.length - delimiter.length));
    return true;
  };
  /** Takes all it can from `rest`; what may be the start of a delimiter stays. */
  const advance = (): void => {
    for (;;) {
      const at = rest.indexOf(delimiter);
      if (at < 0) {
        const sure = rest.length - delimiter.length;
        if (sure > 0) {
          if (open !== null) take(open, rest.subarray(0, sure));
          rest = rest.subarray(sure);
        }
        return;
      }
      const after = at + delimiter.length;
      if (rest.length < after + 2) return;
      const last = rest.subarray(after, after + 2).toString('latin1') === '--';
      const headEnd = last ? -1 : rest.indexOf('\r\n\r\n', after);
      if (!last && headEnd < 0) {
        if (rest.length - after > maxHeaderBytes) throw new Malformed('A part of the form has no end of its headers.');
        return;
      }
      if (open !== null) {
        take(open, rest.subarray(0, at));
        close(open);
      }
      open = null;
      if (last) {
        done = true;
        return;
      }
      open = begin(rest.subarray(after + 2, headEnd).toString('utf8'));
      rest = rest.subarray(headEnd + 4);
    }
  };
  const discard = (): void => {
    for (const part of parts) {
      close(part);
      if (part.file !== null && !part.kept) bin.remove(part.file.name);
    }
  };

  try {
    for await (const chunk of request) {
      // What follows the last delimiter or a mistake still has to be read: leaving off would break the connection.
      if (done || malformed) continue;
      try {
        if (passThrough(chunk as Buffer)) continue;
        rest = Buffer.concat([rest, chunk as Buffer]);
        advance();
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        malformed = true;
      }
    }
  } catch {
    discard();
    return 'aborted';
  }
  if (!done) {
    discard();
    return 'malformed';
  }
  return {
    discard,
    parts: parts.map((part) => ({
      name: part.name,
      fileName: part.fileName,
      mime: part.mime,
      size: part.size,
      text: part.file === null ? Buffer.concat(part.chunks).toString('utf8') : '',
      keep() {
        if (part.file === null) throw new Error(`The part ${part.name} is not a file.`);
        part.kept = true;
        return part.file.name;
      },
    })),
  };
}
