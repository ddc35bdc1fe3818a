/** A child process of ours: messages both ways, and how it ended. */
export interface ChildProcessHandle {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  /** Ends it at once; nothing it does can prevent that. */
  kill(): void;
}

export interface StartOptions {
  /**
   * For code that is not ours: no environment (which may hold secrets), what it prints is thrown away, it keeps this process alive only until it has
   * answered, and `kill` does not ask.
   */
  readonly confined?: boolean;
}

/** Starts a JavaScript module in a process of its own: `utilityProcess` in the app, `child_process` in the command and in tests. */
export interface ProcessHost {
  start(module: string, args: readonly string[], name: string, options?: StartOptions): ChildProcessHandle;
}
