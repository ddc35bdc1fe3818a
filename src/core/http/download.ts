import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/errors.ts';
import { remoteNames } from './classify.ts';
import { isLoopback } from './dispatchers.ts';
import { FileSink } from './file-sink.ts';
import type { Download, DownloadRequest, HttpResponse } from './http.ts';
import { held, localFileError } from './local-file.ts';
import type { Requester, SingleRequest } from './requester.ts';

const redirects = [301, 302, 303, 307, 308];

/** Streams an answer to a file (http.ts has the contract). */
export async function download(
  requester: Requester,
  clock: Clock,
  request: DownloadRequest,
  file: string,
  maxBytes: number,
): Promise<Download> {
  const disk = <T>(work: Promise<T>): Promise<T> =>
    held(clock, work).catch((cause: unknown) => {
      throw localFileError('write', file, request.label, cause);
    });
  const opened = await disk(FileSink.open(file));
  const sink = {
    write: opened.write.bind(opened),
    onError: (report: (cause: unknown) => void) =>
      opened.onError((cause) => report(localFileError('write', file, request.label, cause))),
  };
  try {
    const response = await follow(requester, request, { ...request, idle: true, sink, maxBytes });
    if (response.status >= 200 && response.status < 300) return { response, ...(await disk(opened.finish())) };
    await disk(opened.discard());
    return { response, sizeBytes: 0, sha256: '' };
  } catch (error) {
    await disk(opened.discard()).catch(() => {});
    throw error;
  }
}

async function follow(requester: Requester, request: DownloadRequest, first: SingleRequest): Promise<HttpResponse> {
  const expect = request.expect ?? [];
  const allowed = request.followRedirects ?? 0;
  let response = await requester.once({ ...first, expect: allowed > 0 ? [...redirects, ...expect] : expect });
  for (let hop = 1, from = new URL(request.url); redirects.includes(response.status); hop += 1) {
    if (expect.includes(response.status)) return response;
    const next = nextAddress(from, response.headers.location);
    if (hop > allowed || next === null) throw response.failure();
    // The link carries its own permission; ours stays with the remote.
    const { headers: _, body: __, ...bare } = first;
    try {
      response = await requester.once({ ...bare, method: 'GET', url: next.href, expect: redirects });
    } catch (error) {
      throw refusedLink(request, next, error);
    }
    from = next;
  }
  return response;
}

/** Null for an address that is not followed: none, not https, or from elsewhere to this computer. */
function nextAddress(from: URL, location: string | undefined): URL | null {
  if (location === undefined || !URL.canParse(location, from)) return null;
  const next = new URL(location, from);
  if (next.username !== '' || next.password !== '') return null;
  if (isLoopback(next.hostname)) return isLoopback(from.hostname) && /^https?:$/.test(next.protocol) ? next : null;
  return next.protocol === 'https:' ? next : null;
}

/**
 * A storage is not the remote: its refusal says nothing about our sign-in, and must not pause the remote's lane. A new try gets a new
 * link. What the disk or the caller did stays as it is.
 */
function refusedLink(request: DownloadRequest, next: URL, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const ours = error.code.startsWith('files.') || error.code.startsWith('http.') || error.code.endsWith('.too-large');
  if (ours) return error;
  return new AppError({
    code: `${request.remote}.file-link`,
    kind: 'transient',
    message: `The file store ${next.host} behind ${remoteNames[request.remote]} did not give out ${request.label} (${error.context.status ?? error.context.errno ?? error.code}). It is tried again with a new link.`,
    context: { ...error.context, target: `${next.host}${next.pathname}` },
    cause: error,
  });
}
