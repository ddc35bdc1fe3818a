import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp, type DownloadRequest, type Http } from '../../../src/core/http/http.ts';
import { createLane } from '../../../src/core/queue/lane.ts';
import { type Clock, systemClock } from '../../../src/shared/clock.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const megabyte = 1024 * 1024;
const open: (() => Promise<void>)[] = [];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'http-files-'));
});
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  await rm(folder, { recursive: true, force: true });
});

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
function client(clock: Clock = systemClock): Http {
  const http = createHttp({ clock, logger: silentLogger, proxy: 'none', caFile: '', userAgent: 'test' });
  open.unshift(() => http.close());
  return http;
}
const newLane = () =>
  createLane({
    remote: 'fieldnation',
    clock: systemClock,
    random: () => 0,
    perMinute: Number.POSITIVE_INFINITY,
    concurrency: 1,
  });
function request(url: string, more: Partial<DownloadRequest> = {}): DownloadRequest {
  return {
    method: 'GET',
    url,
    timeoutMs: 5000,
    idempotent: true,
    lane: newLane(),
    remote: 'fieldnation',
    label: 'the file photo.jpg',
    ...more,
  };
}
async function failure(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('expected a failure');
}

/** What this process really keeps: measured right after a full collection. */
function keptBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

describe('a download', () => {
  it('writes the answer to a file of this user alone, with its size and checksum', async () => {
    const content = Buffer.from('content of a file');
    const url = await serve((_, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(content));
    const file = join(folder, 'a');
    await writeFile(file, 'something older and much longer than what comes now');
    await chmod(file, 0o644);
    const got = await client().download(request(url), file, megabyte);
    expect(got).toMatchObject({
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      response: { status: 200, headers: { 'content-type': 'image/jpeg' } },
    });
    expect(got.response.text()).toBe('');
    expect(await readFile(file)).toEqual(content);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('of 64 MB keeps only a few in memory, while the disk sets the pace', async () => {
    const part = Buffer.alloc(megabyte, 7);
    const parts = 64;
    const before = keptBytes();
    const looks: number[] = [];
    const url = await serve(async (_, response) => {
      response.writeHead(200, { 'content-length': parts * megabyte });
      for (let sent = 0; sent < parts; sent += 1) {
        if (!response.write(part)) await new Promise((resolve) => response.once('drain', resolve));
        if (sent % 8 === 7) looks.push(keptBytes() - before);
      }
      response.end();
    });
    const got = await client().download(request(url), join(folder, 'a'), 100 * megabyte);
    expect(got.sizeBytes).toBe(parts * megabyte);
    expect(looks.length).toBeGreaterThanOrEqual(8);
    // Freed buffers are given back beside the program, a little later; held ones would be 64 MB at the end.
    expect(Math.max(...looks)).toBeLessThan(32 * megabyte);
  });

  it('stops once more arrives than allowed and leaves no file, announced or not', async () => {
    const url = await serve((got, response) => {
      const body = Buffer.alloc(300_000);
      if (got.url === '/announced') response.writeHead(200, { 'content-length': body.length });
      response.end(body);
    });
    for (const path of ['/announced', '/chunked']) {
      const error = await failure(client().download(request(url + path), join(folder, 'a'), 200_000));
      expect(error).toMatchObject({ code: 'fieldnation.too-large', kind: 'permanent' });
      expect(error.message).toContain('196 kB');
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('that breaks off in the middle is transient and leaves no file', async () => {
    const url = await serve((got, response) => {
      response.writeHead(200, { 'content-length': 100_000 });
      response.write(Buffer.alloc(50_000), () => got.socket.destroy());
    });
    const error = await failure(client().download(request(url), join(folder, 'a'), megabyte));
    expect(error).toMatchObject({ code: 'fieldnation.reset', kind: 'transient' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('classifies an error status from its body, and hands over one that was expected', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('{"message":"No such attachment"}'));
    const error = await failure(client().download(request(url), join(folder, 'a'), 10));
    expect(error).toMatchObject({ code: 'fieldnation.not-found' });
    expect(error.message).toContain('No such attachment');
    const got = await client().download(request(url, { expect: [404] }), join(folder, 'a'), 10);
    expect(got).toMatchObject({ sizeBytes: 0, response: { status: 404 } });
    expect(got.response.failure().message).toContain('No such attachment');
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes as long as it takes while bytes come, and gives up after a silence', async () => {
    const clock = new VirtualClock({ stallMs: 40 });
    let answer: ServerResponse | null = null;
    const url = await serve((_, response) => {
      answer = response.writeHead(200);
      response.write('first');
    });
    const file = join(folder, 'a');
    const result = failure(client(clock).download(request(url, { timeoutMs: 60_000 }), file, megabyte));
    for (let round = 1; round <= 4; round += 1) {
      await expect.poll(async () => (await stat(file).catch(() => null))?.size).toBe(5 * round);
      await clock.advance(40_000);
      (answer as ServerResponse | null)?.write('again');
    }
    await expect.poll(async () => (await stat(file).catch(() => null))?.size).toBe(25);
    await clock.advance(61_000);
    expect(await result).toMatchObject({ code: 'fieldnation.timeout', kind: 'transient' });
    expect(await readdir(folder)).toEqual([]);
    expect(clock.holds).toBe(0);
  });

  it('holds time once while nobody answers', async () => {
    const clock = new VirtualClock();
    const url = await serve(() => void clock.excuse());
    const result = failure(client(clock).download(request(url), join(folder, 'a'), megabyte));
    await clock.advance(6_000);
    expect((await result).code).toBe('fieldnation.timeout');
    expect([clock.stalls, clock.holds]).toEqual([0, 0]);
  });

  it('says that this computer could not keep it when the folder is gone, and sends nothing', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end('x');
    });
    const error = await failure(client().download(request(url), join(folder, 'gone', 'a'), 10));
    expect(error).toMatchObject({ code: 'files.local', kind: 'transient' });
    expect(error.message).toContain('ENOENT');
    expect(asked).toBe(0);
  });

  it('ends at once and leaves no file when it is called off', async () => {
    const abort = new AbortController();
    const url = await serve((_, response) => {
      response.writeHead(200);
      response.write('first', () => abort.abort());
    });
    const error = await failure(client().download(request(url, { signal: abort.signal }), join(folder, 'a'), 10));
    expect(error.code).toBe('http.aborted');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a download behind a redirect', () => {
  const headers = { authorization: 'Bearer secret-token', 'x-own': 'yes' };

  it('is followed without our headers when the caller allows it', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const storage = await serve((got, response) => {
      seen.push(got.headers);
      response.end(got.url);
    });
    const url = await serve((_, response) =>
      response.writeHead(302, { location: `${storage}/photo?X-Amz-Signature=abc` }).end(),
    );
    const file = join(folder, 'a');
    await client().download(request(`${url}/?access_token=t`, { headers, followRedirects: 2 }), file, 100);
    expect(await readFile(file, 'utf8')).toBe('/photo?X-Amz-Signature=abc');
    expect(seen[0]?.authorization).toBeUndefined();
    expect(seen[0]?.['x-own']).toBeUndefined();
  });

  it('is an error when none, too many, or one to an unsafe address is met', async () => {
    let location = '';
    const url = await serve((_, response) => response.writeHead(302, { location }).end());
    location = `${url}/again`;
    const file = join(folder, 'a');
    expect(await failure(client().download(request(url), file, 100))).toMatchObject({ code: 'fieldnation.redirect' });
    expect((await failure(client().download(request(url, { followRedirects: 3 }), file, 100))).code).toBe(
      'fieldnation.redirect',
    );
    for (const unsafe of ['http://storage.example/a', 'ftp://storage.example/a', 'https://u:p@storage.example/a']) {
      location = unsafe;
      expect((await failure(client().download(request(url, { followRedirects: 3 }), file, 100))).code).toBe(
        'fieldnation.redirect',
      );
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([401, 403, 429, 500])(
    "does not take the storage's %i for the remote's own, and shows no signature",
    async (status) => {
      const storage = await serve((_, response) => response.writeHead(status).end('<Error>Expired</Error>'));
      const url = await serve((_, response) =>
        response.writeHead(302, { location: `${storage}/photo?X-Amz-Signature=s3cr3t` }).end(),
      );
      const lane = newLane();
      const error = await failure(
        client().download(request(url, { followRedirects: 1, lane }), join(folder, 'a'), 100),
      );
      expect(error).toMatchObject({ code: 'fieldnation.file-link', kind: 'transient' });
      expect(JSON.stringify(error.toInfo())).not.toContain('s3cr3t');
      expect(lane.state()).toMatchObject({ needsSignIn: false, pausedUntil: null });
    },
  );
});

describe('an upload', () => {
  const form = async (content: Buffer | string, fileName = 'photo.jpg') => {
    const path = join(folder, 'up');
    await writeFile(path, content);
    return {
      fields: { recordType: 'Ticket', title: 'Before\nafter "it"' },
      file: { part: 'file', path, fileName, mime: 'image/jpeg', sizeBytes: Buffer.byteLength(content) },
    };
  };
  const post = (url: string) => request(url, { method: 'POST', idempotent: false });

  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['Vor "Ort" – Žluť 写真.jpg', 'Vor %22Ort%22 – Žluť 写真.jpg'],
    ['a\r\nContent-Type: text/html\r\n\r\n<x>', 'a%0D%0AContent-Type: text/html%0D%0A%0D%0A<x>'],
    ['tab\u0000\u0007.jpg', 'tab__.jpg'],
  ])('sends fields and the file %j with a length and a name that cannot break out', async (name, sent) => {
    let body = Buffer.alloc(0);
    let received: IncomingMessage['headers'] = {};
    const url = await serve(async (got, response) => {
      received = got.headers;
      const parts: Buffer[] = [];
      for await (const part of got) parts.push(part as Buffer);
      body = Buffer.concat(parts);
      response.writeHead(201).end('{"id":7}');
    });
    const content = Buffer.from([0, 1, 2, 255, 13, 10, 45, 45]);
    const answer = await client().upload(post(url), await form(content, name));
    expect(answer.json()).toEqual({ id: 7 });
    expect(received['content-length']).toBe(String(body.length));
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(received['content-type'] ?? '')?.[1];
    expect(body.toString('latin1')).toBe(
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="recordType"\r\n\r\nTicket\r\n` +
          `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\nBefore\r\nafter "it"\r\n` +
          `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${sent}"\r\nContent-Type: image/jpeg\r\n\r\n` +
          `CONTENT\r\n--${boundary}--\r\n`,
      )
        .toString('latin1')
        .replace('CONTENT', content.toString('latin1')),
    );
  });

  it('of 64 MB keeps only a few in memory while the server sets the pace', async () => {
    const path = join(folder, 'up');
    await writeFile(path, '');
    await truncate(path, 64 * megabyte);
    const before = keptBytes();
    const looks: number[] = [];
    let size = 0;
    const url = await serve(async (got, response) => {
      let next = 8 * megabyte;
      for await (const part of got) {
        size += (part as Buffer).length;
        if (size < next) continue;
        next += 8 * megabyte;
        looks.push(keptBytes() - before);
      }
      response.end('{}');
    });
    await client().upload(post(url), {
      fields: {},
      file: { part: 'file', path, fileName: 'a', mime: 'image/jpeg', sizeBytes: 64 * megabyte },
    });
    expect(size).toBeGreaterThan(64 * megabyte);
    expect(looks.length).toBeGreaterThanOrEqual(8);
    // Freed buffers are given back beside the program, a little later; held ones would be 64 MB at the end.
    expect(Math.max(...looks)).toBeLessThan(32 * megabyte);
  });

  it('is ambiguous when the connection breaks or the answer does not come', async () => {
    const dropped = await serve((got) => got.on('end', () => got.socket.destroy()).resume());
    expect((await failure(client().upload(post(dropped), await form('abc')))).kind).toBe('ambiguous');
    const clock = new VirtualClock();
    const hanging = await serve((got) => {
      got.resume();
      clock.excuse();
    });
    const result = failure(client(clock).upload(post(hanging), await form('abc')));
    await clock.advance(6_000);
    expect((await result).kind).toBe('ambiguous');
    // Time is held once only, by the request: else it would stand still until the clock gives up waiting.
    expect([clock.stalls, clock.holds]).toEqual([0, 0]);
  });

  it("hears the server's refusal before the whole body is sent", async () => {
    const url = await serve((_, response) => response.writeHead(403).end('{"message":"No"}'));
    const error = await failure(client().upload(post(url), await form(Buffer.alloc(4 * megabyte))));
    expect(error).toMatchObject({ code: 'fieldnation.forbidden', kind: 'permanent' });
  });

  it('is not begun when the file is gone or another one by now', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end('{}');
    });
    const known = await form('abc');
    await writeFile(known.file.path, 'abcd');
    expect(await failure(client().upload(post(url), known))).toMatchObject({ code: 'files.local', kind: 'transient' });
    await rm(known.file.path);
    expect(await failure(client().upload(post(url), known))).toMatchObject({ code: 'files.local', kind: 'transient' });
    expect(asked).toBe(0);
  });

  it('that this computer breaks off was not done, and says so', async () => {
    const known = await form(Buffer.alloc(32 * megabyte));
    const url = await serve((got) => {
      got.once('data', () => {
        got.pause();
        void truncate(known.file.path, 1000).then(() => got.resume());
      });
      got.on('error', () => {});
    });
    const error = await failure(client().upload(post(url), known));
    expect(error).toMatchObject({ code: 'files.local', kind: 'transient' });
  });
});
