import { useApp } from '../../stores/app-store.ts';
import { delayWords } from './webhook-words.ts';

interface Delays {
  /** Between two polls while nothing tells: `60 s`. */
  readonly alone: string;
  /** Between two polls while webhooks work: how late what a webhook leaves out is found at most. */
  readonly beside: string;
}

/** How late polling finds what no webhook tells, in words. */
export function useDelays(): Delays {
  const poll = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  const relaxed = useApp((state) => state.setup?.config.limits.relaxedPollSeconds ?? 300);
  return { alone: delayWords(poll), beside: delayWords(Math.max(poll, relaxed)) };
}
