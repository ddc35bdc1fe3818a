import { userInfo } from 'node:os';

/** Who sits at this computer, for the history of mappings. An account without an entry (some containers) has no name. */
export function userName(): string {
  try {
    return userInfo().username.slice(0, 100) || 'somebody';
  } catch {
    return 'somebody';
  }
}
