import { zipSync } from 'fflate';
import type { DiagnosticsFile } from '../../shared/domain/recovery.ts';
import { AppError } from '../../shared/errors.ts';

/** More than this of a file is not shown; all of it is saved. */
const shownCharacters = 200_000;

/** What was shown last, byte by byte: nothing else is ever saved, however the app goes on meanwhile. */
export class Bundle {
  #shown: readonly DiagnosticsFile[] = [];

  /** Keeps the files and answers with what of them is shown. */
  show(files: readonly DiagnosticsFile[]): DiagnosticsFile[] {
    this.#shown = files;
    return files.map((file) => ({
      ...file,
      cut: file.text.length > shownCharacters,
      text: file.text.slice(0, shownCharacters),
    }));
  }

  /** The archive of what was shown, without the files left out. Throws `diagnostics.nothing` when nothing is left, or was shown. */
  zip(leaveOut: readonly string[], now: number): Uint8Array {
    const files = this.#shown.filter((file) => !leaveOut.includes(file.name));
    if (files.length === 0)
      throw new AppError({
        code: 'diagnostics.nothing',
        kind: 'permanent',
        message: 'There is nothing to save: every file is left out. Tick at least one.',
      });
    const encoder = new TextEncoder();
    return zipSync(Object.fromEntries(files.map((file) => [file.name, encoder.encode(file.text)])), { mtime: now });
  }
}
