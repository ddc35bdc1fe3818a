import { open } from 'node:fs/promises';
import type { Clock } from '../../shared/clock.ts';
import type { AppError } from '../../shared/errors.ts';
import type { HttpResponse, UploadRequest } from './http.ts';
import { held, localFileError } from './local-file.ts';
import { encodeForm, type Form } from './multipart.ts';
import type { Requester } from './requester.ts';

/** Streams a form with one file (http.ts has the contract). */
export async function upload(
  requester: Requester,
  clock: Clock,
  request: UploadRequest,
  form: Form,
): Promise<HttpResponse> {
  const local = (cause: unknown) => localFileError('read', form.file.path, request.label, cause);
  const handle = await held(clock, open(form.file.path, 'r')).catch((cause: unknown) => {
    throw local(cause);
  });
  try {
    const { size } = await held(clock, handle.stat());
    if (size !== form.file.sizeBytes) throw local(new Error(`it has ${size} bytes, not ${form.file.sizeBytes}`));
    const encoded = encodeForm(form);
    let moved = (): void => {};
    let unreadable: AppError | null = null;
    const body = encoded.body(async (room, position) => {
      moved();
      try {
        const { bytesRead } = await handle.read(room, 0, room.length, position);
        if (bytesRead === 0) throw new Error('it became shorter while it was sent');
        return bytesRead;
      } catch (cause) {
        unreadable = local(cause);
        throw unreadable;
      }
    });
    try {
      return await requester.once({
        ...request,
        headers: {
          ...request.headers,
          'content-type': encoded.contentType,
          'content-length': String(encoded.contentLength),
        },
        body,
        idle: true,
        onMoved: (report) => {
          moved = report;
        },
      });
    } catch (error) {
      // A form that broke off on this side never arrived whole, so nothing was made of it.
      throw unreadable ?? error;
    } finally {
      body.destroy();
    }
  } finally {
    await held(clock, handle.close());
  }
}
