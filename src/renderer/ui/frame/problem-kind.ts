import type { AppErrorInfo } from '../../../shared/errors.ts';

export type ProblemKind = 'damaged' | 'newer' | 'locked' | 'other';

/** Sorts a start-up failure by what a person can do about it: restore, update, close the other one, or look. */
export function problemKind(problem: AppErrorInfo): ProblemKind {
  if (problem.action?.do === 'restore-backup') return 'damaged';
  if (/newer/.test(problem.code)) return 'newer';
  if (/lock|in-use|held/.test(problem.code)) return 'locked';
  if (/corrupt|damaged|integrity/.test(problem.code)) return 'damaged';
  return 'other';
}
