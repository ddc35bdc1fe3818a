/** A file on its way from one remote to the other, on this machine's disk. Never whole in memory. */
export interface LocalFile {
  /** Absolute path in the profile's `transfer` folder. */
  readonly path: string;
  readonly sizeBytes: number;
  /** What the other side is to call it. */
  readonly fileName: string;
  /** Media type, `application/octet-stream` when unknown. */
  readonly mime: string;
}

/** What a download wrote. */
export interface FetchedFile {
  readonly sizeBytes: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
  readonly mime: string;
}
