/** A release that is newer than this app. */
export interface Release {
  readonly version: string;
  /** Ms; null where the feed does not say. */
  readonly releasedAt: number | null;
  /** Plain text. */
  readonly notes: string;
}

/** Where newer versions come from. Rejects with AppError `updates.*` in words for a technician. */
export interface UpdateSource {
  /** The newer release; null when there is none. */
  check(): Promise<Release | null>;
  /** Fetches the release that was found and checks it (checksum and, where the system has it, signature). */
  download(onProgress: (part: number) => void): Promise<void>;
  /** Ends the app and starts the new version. The engine must have been drained. */
  install(): void;
}
