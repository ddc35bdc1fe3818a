import type { Clock } from '../../shared/clock.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { RequestDone } from '../monitor/request-tally.ts';
import type { Lane } from '../queue/lane-port.ts';
import { download } from './download.ts';
import type { Form } from './multipart.ts';
import { type RequestRecorder, withRecorder } from './recording.ts';
import { calledOff, createRequester } from './requester.ts';
import { upload } from './upload.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From connecting to the last byte. Waiting for the lane does not count. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** False when doing it twice does harm: a timeout after sending is then `ambiguous`. */
  readonly idempotent: boolean;
  readonly lane: Lane;
  readonly remote: Remote;
  /** Words for errors, e.g. `ticket 1042`. */
  readonly label: string;
  /** Statuses the caller handles itself: returned, not thrown, and of no consequence to the lane. */
  readonly expect?: readonly number[];
  /** Who is told of it; the client fills in the recorder of the work that makes it. */
  readonly recorder?: RequestRecorder;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  bytes(): Uint8Array;
  text(): string;
  /** Throws `<remote>.not-json` when the answer is a web page or otherwise no JSON (a wrong host, a sign-in page in between). */
  json(): unknown;
  /** `x-cw-request-id` and the like, for the vendor's support; empty when there is none. */
  readonly requestId: string;
  readonly durationMs: number;
  /** The AppError this status means; for callers that used `expect`. */
  failure(): AppError;
}

/** A request whose answer becomes a file. `timeoutMs` is the longest silence, not the whole time. */
export interface DownloadRequest extends HttpRequest {
  /**
   * Up to so many redirects are followed, over https (or from loopback to loopback) and without this request's headers: a file may lie
   * behind a signed link of a storage that must not see our credentials. Default 0: a redirect is an error.
   */
  readonly followRedirects?: number;
}

export interface Download {
  /** Its text is empty, unless it has a status of `expect` outside 2xx: then nothing was written. */
  readonly response: HttpResponse;
  readonly sizeBytes: number;
  /** SHA-256 of what was written, hex. */
  readonly sha256: string;
}

/** A request that sends a form. `timeoutMs` is the longest silence, not the whole time. */
export type UploadRequest = Omit<HttpRequest, 'body'>;

export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
  /**
   * Streams a 2xx answer to `file`, which is created or emptied, readable by this user only, and removed when this fails. Throws what
   * `request` throws; `<remote>.too-large` (permanent) once more than `maxBytes` arrive; `files.local`, `files.disk-full` (transient)
   * when this computer's disk fails; `<remote>.file-link` (transient) when a storage behind a redirect refuses the link.
   */
  download(request: DownloadRequest, file: string, maxBytes: number): Promise<Download>;
  /**
   * Streams a form with one file from the disk. Throws what `request` throws; `files.local` (transient, nothing was done) when the file
   * cannot be read or has not the size given.
   */
  upload(request: UploadRequest, form: Form): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** `system`, `environment`, `none`, or the proxy's URL. */
  readonly proxy: string;
  readonly systemProxy?: (url: string) => Promise<string | null>;
  /** PEM file of extra authorities; empty for none. */
  readonly caFile: string;
  readonly userAgent: string;
  /** Strikes secrets out of what a remote says about a request: it may repeat what it was sent. */
  readonly clean?: (text: string) => string;
  /** Told of every request that came to its end, for the figures. */
  readonly onRequest?: (done: RequestDone) => void;
  /** Largest answer read into memory, bytes. Default 20 MB. */
  readonly maxAnswerBytes?: number;
}

/** Makes the one HTTP client. Redirects are not followed (both APIs answer at the address they name), but for files behind links. */
export function createHttp(options: HttpOptions): Http {
  const requester = createRequester(options);
  return {
    request: (request) => inLane(withRecorder(request), (own) => requester.once(own)),
    download: (request, file, maxBytes) =>
      inLane(withRecorder(request), (own) => download(requester, options.clock, own, file, maxBytes)),
    upload: (request, form) => inLane(withRecorder(request), (own) => upload(requester, options.clock, own, form)),
    close: () => requester.close(),
  };
}

/** Runs in the request's lane. What still waits for its turn is given up at once; in its turn it ends by itself. */
function inLane<R extends UploadRequest, T>(request: R, work: (request: R) => Promise<T>): Promise<T> {
  let begun = false;
  const run = request.lane.run(() => {
    begun = true;
    return work(request);
  });
  const { signal } = request;
  if (signal === undefined) return run;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      if (!begun) reject(calledOff({ ...request, idempotent: true }, signal.reason));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    run.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
