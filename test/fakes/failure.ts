import { AppError } from '../../src/shared/errors.ts';

/** The AppError a call ends with; a call that succeeds fails the test. */
export async function failure(promise: Promise<unknown>): Promise<AppError> {
  return await promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: unknown) => AppError.from(error),
  );
}
