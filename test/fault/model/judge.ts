import type { History } from './history.ts';
import { judgeAttention } from './judge-attention.ts';
import { judgeCopies } from './judge-copies.ts';
import { judgeEvents } from './judge-events.ts';
import { judgePairs } from './judge-pairs.ts';
import { judgeSecrecy } from './judge-secrecy.ts';

/** Everything that must hold once a history is quiet. Throws an Error that names all that does not. */
export async function judgeAll(history: History): Promise<void> {
  await judgePairs(history);
  judgeSecrecy(history);
  await judgeCopies(history);
  await judgeEvents(history);
  await judgeAttention(history);
  const { broken } = history.claims;
  if (broken.length > 0) throw new Error(broken.join('\n'));
}
