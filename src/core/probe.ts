import type { AppErrorInfo } from '../shared/errors.ts';

/** One line of a connection test, in words ("Found your instance: v2025_1, cloud"). */
export interface ProbeStep {
  readonly id: string;
  readonly state: 'running' | 'ok' | 'warning' | 'failed';
  readonly message: string;
  readonly durationMs: number | null;
  readonly error: AppErrorInfo | null;
}
