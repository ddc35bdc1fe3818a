import type { RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import { type MessageKey, t } from '../../../../shared/strings/t.ts';
import { type Answer, ask } from '../../../bridge.ts';
import { tellDone, tellFailure } from '../../../commands.ts';
import { readCallbacks } from '../callbacks-store.ts';

/* What the buttons of an entry do. Each says in the corner what came of it and reads the entries again. */

async function told<T>(asked: Promise<Answer<T>>, done: MessageKey): Promise<boolean> {
  const answer = await asked;
  if (answer.ok) tellDone(t(done as 'callbacks.removed'));
  else tellFailure(answer.error.message);
  await readCallbacks();
  return answer.ok;
}

/** `isTold`: the person was shown that the entry is not this app's. */
export function switchEntry({ id }: RegisteredCallback, active: boolean, isTold: boolean): Promise<boolean> {
  return told(
    ask('callbacks:switch', { id, active, told: isTold }),
    active ? 'callbacks.switchedOn' : 'callbacks.paused',
  );
}

export function adoptEntry({ id }: RegisteredCallback): Promise<boolean> {
  return told(ask('callbacks:adopt', { id }), 'callbacks.adopted');
}

export function removeEntry({ id }: RegisteredCallback, isTold: boolean): Promise<boolean> {
  return told(ask('callbacks:remove', { id, told: isTold }), 'callbacks.removed');
}
