import { latencyWords } from './figure-words.ts';

/** A duration in a table of figures; nothing measured steps back. */
export function LatencyCell({ ms }: { readonly ms: number | null }) {
  return <td data-none={ms === null || undefined}>{latencyWords(ms)}</td>;
}
