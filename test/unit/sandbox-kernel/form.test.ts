import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFileBin, type FileBin } from '../../../src/sandbox/kernel/file-bin.ts';
import { formBoundary, readForm } from '../../../src/sandbox/kernel/form.ts';

const bins: FileBin[] = [];
const newBin = (): FileBin => {
  const bin = createFileBin(null);
  bins.push(bin);
  return bin;
};
afterEach(() => {
  for (const bin of bins.splice(0)) bin.close();
});

/** A request's body in the pieces given. */
const arriving = (pieces: readonly Buffer[]): IncomingMessage =>
  (async function* () {
    yield* pieces;
  })() as unknown as IncomingMessage;

const body = Buffer.from(
  [
    '--X',
    'Content-Disposition: form-data; name="title"',
    '',
    'Rack – before',
    '--X',
    'Content-Disposition: form-data; name="file"; filename="a.bin"',
    'Content-Type: image/png',
    '',
    'one\r\n--Y\r\n--\r\ntwo',
    '--X--',
    '',
  ].join('\r\n'),
);

describe('a form read as it arrives', () => {
  it('gives the same parts however the network cuts it', async () => {
    for (let size = 1; size < body.length; size += 7) {
      const bin = newBin();
      const pieces: Buffer[] = [];
      for (let at = 0; at < body.length; at += size) pieces.push(body.subarray(at, at + size));
      const form = await readForm(arriving(pieces), 'X', bin, 1000);
      if (form === 'malformed' || form === 'aborted') throw new Error(`${form} at ${size}`);
      expect(
        form.parts.map(({ name, fileName, mime, size: bytes, text }) => [name, fileName, mime, bytes, text]),
      ).toEqual([
        ['title', null, 'application/octet-stream', 15, 'Rack – before'],
        ['file', 'a.bin', 'image/png', 17, ''],
      ]);
      const name = form.parts[1]?.keep() ?? '';
      form.discard();
      expect(readFileSync(bin.path(name), 'utf8')).toBe('one\r\n--Y\r\n--\r\ntwo');
    }
  });

  it('keeps no more of a file than the limit, says how long it was, and removes what nobody keeps', async () => {
    const bin = newBin();
    const form = await readForm(arriving([body]), 'X', bin, 5);
    if (form === 'malformed' || form === 'aborted') throw new Error(form);
    const file = form.parts[1];
    const name = file?.keep() ?? '';
    expect([file?.size, readFileSync(bin.path(name), 'utf8')]).toEqual([17, 'one\r\n']);
    const other = await readForm(arriving([body]), 'X', bin, 5);
    if (other === 'malformed' || other === 'aborted') throw new Error(other);
    const unkept = other.parts[1];
    other.discard();
    expect(unkept?.size).toBe(17);
    bin.close();
    expect(existsSync(bin.path(name))).toBe(false);
  });

  it('is told from a body that ends early', async () => {
    expect(await readForm(arriving([body.subarray(0, -6)]), 'X', newBin(), 100)).toBe('malformed');
    expect(await readForm(arriving([Buffer.from('{}')]), 'X', newBin(), 100)).toBe('malformed');
  });

  it('is recognised by its content type only', () => {
    expect(formBoundary('multipart/form-data; boundary="a b"')).toBe('a b');
    expect(formBoundary('multipart/form-data; boundary=abc; charset=utf-8')).toBe('abc');
    expect([formBoundary('application/json'), formBoundary(undefined)]).toEqual([null, null]);
  });

  it('from a caller that goes away half way is aborted', async () => {
    const bin = newBin();
    const outcome = new Promise<unknown>((resolve) => {
      const server = createServer((request) => {
        void readForm(request, 'X', bin, 100).then((read) => {
          server.close();
          resolve(read);
        });
        request.once('data', () => request.socket.destroy());
      });
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        fetch(`http://127.0.0.1:${port}`, {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=X' },
          body: body.subarray(0, -6),
        }).catch(() => {});
      });
    });
    expect(['aborted', 'malformed']).toContain(await outcome);
  });
});
