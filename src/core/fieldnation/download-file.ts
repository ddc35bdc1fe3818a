import { rm } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import type { FetchedFile } from '../files/port.ts';
import { isLoopback } from '../http/dispatchers.ts';
import type { Download, DownloadRequest } from '../http/http.ts';
import { sizeWords } from '../size-words.ts';
import type { ApiOptions } from './api.ts';
import type { WorkOrderFile } from './records-port.ts';

/** Longest silence while a file arrives, ms. */
const silenceTimeoutMs = 120_000;
const maxRedirects = 3;

/**
 * The content behind `file.link`. Whether the link needs the token, and how long it lives, is not documented (reference/fieldnation.md
 * 1.11): it is tried without, and with the token once Field Nation's own host asks for it. No other host ever sees the token.
 */
export class FileDownloads {
  readonly #options: ApiOptions;
  /** This host's links want the token; asking without it first would only cost a request. */
  #wantsToken = false;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async fetch(from: WorkOrderFile, file: string, maxBytes: number, signal?: AbortSignal): Promise<FetchedFile> {
    if (from.sizeBytes !== null && from.sizeBytes > maxBytes) throw tooLarge(from, maxBytes);
    const url = this.#address(from);
    const get = (query: URL, expect: readonly number[]): Promise<Download> =>
      this.#get(from, query, file, maxBytes, expect, signal);
    const download =
      url.origin === this.#origin ? await this.#fromFieldNation(from, url, get, signal) : await get(url, linkRefusals);
    const { response } = download;
    if (response.status < 200 || response.status >= 300) throw refused(from, url, String(response.status));
    if (isPage(download, from)) {
      await rm(file, { force: true });
      throw refused(from, url, 'a web page');
    }
    const mime = (response.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
    return { sizeBytes: download.sizeBytes, sha256: download.sha256, mime: mime || from.mime };
  }

  get #origin(): string {
    return new URL(this.#options.environment.rest).origin;
  }

  #address(from: WorkOrderFile): URL {
    const url = URL.canParse(from.link, this.#origin) ? new URL(from.link, this.#origin) : null;
    const usable =
      from.link !== '' &&
      url !== null &&
      url.username === '' &&
      (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
    if (url !== null && usable) return url;
    throw new AppError({
      code: 'fieldnation.file-address',
      kind: 'permanent',
      message: `Field Nation gives no usable address for the file "${from.name}". Open it in Field Nation, and attach it to the ticket by hand if it is needed there.`,
      context: { remote: 'fieldnation', file: from.name, uploadId: from.uploadId },
    });
  }

  async #fromFieldNation(
    from: WorkOrderFile,
    url: URL,
    get: (url: URL, expect: readonly number[]) => Promise<Download>,
    signal: AbortSignal | undefined,
  ): Promise<Download> {
    const { tokens } = this.#options;
    if (!this.#wantsToken) {
      const first = await get(url, linkRefusals);
      const asks = first.response.status === 401 || first.response.status === 403 || isPage(first, from);
      if (!asks) return first;
    }
    const withToken = (token: string): URL => {
      const next = new URL(url);
      next.searchParams.set('access_token', token);
      return next;
    };
    const token = await tokens.get(signal);
    let download = await get(withToken(token.text), [400, ...linkRefusals]);
    const { status } = download.response;
    if ((status === 400 || status === 401) && download.response.failure().kind === 'auth') {
      // An old token looks the same as one that may not read this file; a new one tells them apart.
      const renewed = await tokens.renew(token, signal);
      download = await get(withToken(renewed.text), linkRefusals);
    } else if (status === 400) throw download.response.failure();
    if (download.response.status >= 200 && download.response.status < 300) this.#wantsToken = true;
    return download;
  }

  async #get(
    from: WorkOrderFile,
    url: URL,
    file: string,
    maxBytes: number,
    expect: readonly number[],
    signal: AbortSignal | undefined,
  ): Promise<Download> {
    const { http, lane } = this.#options;
    const request: DownloadRequest = {
      method: 'GET',
      url: url.href,
      headers: { accept: '*/*' },
      ...(signal === undefined ? {} : { signal }),
      timeoutMs: silenceTimeoutMs,
      idempotent: true,
      lane,
      remote: 'fieldnation',
      label: `the file "${from.name}"`,
      expect,
      followRedirects: maxRedirects,
    };
    return await http.download(request, file, maxBytes);
  }
}

/** What a link that has run out, or a right that is missing, is answered with. None of it is about our sign-in. */
const linkRefusals: readonly number[] = [401, 403, 404, 410];

/** A sign-in page comes with 200; it is no provider's photo. */
function isPage({ response }: Download, from: WorkOrderFile): boolean {
  const type = response.headers['content-type'] ?? '';
  return response.status < 300 && /text\/html/i.test(type) && !/html/i.test(from.mime) && !/\.html?$/i.test(from.name);
}

/** A new read of the work order gives a new link, so it is tried again. */
function refused(from: WorkOrderFile, url: URL, answer: string): AppError {
  return new AppError({
    code: 'fieldnation.file-link',
    kind: 'transient',
    message: `${url.host} did not give out the file "${from.name}" (${answer}). It is tried again with a new link. Check that the API user may open the work order's files in Field Nation.`,
    context: { remote: 'fieldnation', file: from.name, uploadId: from.uploadId, target: `${url.host}${url.pathname}` },
  });
}

function tooLarge(from: WorkOrderFile, maxBytes: number): AppError {
  return new AppError({
    code: 'fieldnation.too-large',
    kind: 'permanent',
    message: `The file "${from.name}" has ${sizeWords(from.sizeBytes ?? 0)}, more than the limit of ${sizeWords(maxBytes)}. Raise the limit in Settings, or attach the file to the ticket by hand.`,
    context: { remote: 'fieldnation', file: from.name, sizeBytes: from.sizeBytes, maxBytes },
  });
}
