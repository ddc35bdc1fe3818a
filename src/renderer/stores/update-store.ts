import { create } from 'zustand';
import type { UpdateState } from '../../shared/domain/updates.ts';
import { ask, onPush } from '../bridge.ts';
import type { AppErrorInfo } from '../errors.ts';

/** How it stands with the app's own updates; loaded with the frame, whose banner says when one is ready. */
export const useUpdate = create<{ readonly update: UpdateState | null; readonly failed: AppErrorInfo | null }>()(
  () => ({ update: null, failed: null }),
);

export async function loadUpdate(): Promise<void> {
  const answer = await ask('updates:state', undefined);
  if (answer.ok) useUpdate.setState({ update: answer.value, failed: null });
  else useUpdate.setState({ failed: answer.error });
}

/** Loads it and follows it; returns how to stop. */
export function followUpdate(): () => void {
  void loadUpdate();
  return onPush('changed', ({ topics }) => {
    if (topics.includes('updates')) void loadUpdate();
  });
}
