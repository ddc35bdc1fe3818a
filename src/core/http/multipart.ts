import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

/** A form with one file, as multipart/form-data (RFC 7578). */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: {
    /** Name of the form's file part. */
    readonly part: string;
    readonly path: string;
    readonly fileName: string;
    readonly mime: string;
    readonly sizeBytes: number;
  };
}

/** A form ready to be sent: its exact length is known before its first byte. */
export interface EncodedForm {
  readonly contentType: string;
  readonly contentLength: number;
  /** The bytes, reading the file in parts as they are asked for. */
  body(read: ReadPart): Readable;
}

/** Fills `room` from `position` of the file; returns how many bytes it got, never 0. */
export type ReadPart = (room: Buffer, position: number) => Promise<number>;

/** Size of the parts a file is read in, bytes. */
const partBytes = 64 * 1024;

/**
 * A name inside a quoted parameter, as browsers write it (RFC 7578 4.2: UTF-8 as it is; quotes and line ends percent-encoded, so that
 * no name can end its header early). Control characters have no business in a file name and become `_`.
 */
function quoted(name: string): string {
  const plain = name.replace(/\r\n?|\n/g, '%0D%0A').replaceAll('"', '%22');
  return `"${plain.replace(/\p{Cc}/gu, '_')}"`;
}

/** Only a plain type/subtype becomes a header; anything else is unknown content. */
function mediaType(mime: string): string {
  return /^[\w.+-]+\/[\w.+-]+(;\s*[\w-]+=[\w.+-]+)*$/.test(mime) ? mime : 'application/octet-stream';
}

/** Encodes everything but the file's content. */
export function encodeForm(form: Form): EncodedForm {
  const boundary = `----DispatchBridge${randomUUID().replaceAll('-', '')}`;
  const fields = Object.entries(form.fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}\r\n\r\n${value.replace(/\r\n?|\n/g, '\r\n')}\r\n`,
  );
  const { part, fileName, mime, sizeBytes } = form.file;
  const head = Buffer.from(
    `${fields.join('')}--${boundary}\r\nContent-Disposition: form-data; name=${quoted(part)}; filename=${quoted(fileName)}\r\nContent-Type: ${mediaType(mime)}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  async function* parts(read: ReadPart): AsyncGenerator<Buffer> {
    yield head;
    for (let position = 0; position < sizeBytes; ) {
      const room = Buffer.allocUnsafe(Math.min(partBytes, sizeBytes - position));
      const got = await read(room, position);
      position += got;
      yield room.subarray(0, got);
    }
    yield tail;
  }

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: head.length + sizeBytes + tail.length,
    body: (read) => Readable.from(parts(read), { objectMode: false }),
  };
}
