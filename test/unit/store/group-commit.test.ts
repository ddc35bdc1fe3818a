import { describe, expect, it } from 'vitest';
import { answerTogether, takeWaiting } from '../../../src/core/store/group-commit.ts';
import type { Answer, Request } from '../../../src/core/store/rpc.ts';
import { anError, inMemoryStore, t0 } from './in-memory.ts';

const request = (id: number, method: string, ...args: unknown[]): Request => ({ id, method, args });

function answering() {
  const store = inMemoryStore();
  const answer = ({ id, args }: Request): Answer => {
    const [key, fails] = args;
    try {
      store.setValue(String(key), id, t0);
      if (fails) throw new Error('refused');
      return { kind: 'done', id, value: key, lastActivityId: null };
    } catch {
      return { kind: 'failed', id, error: anError };
    }
  };
  return { store, answer };
}

describe('requests that arrive together', () => {
  it('share one commit and are answered in order', () => {
    const { store, answer } = answering();
    let commits = 0;
    const transaction = <T>(work: () => T): T => {
      commits += 1;
      return store.db.transaction(work);
    };
    const answers = answerTogether(
      [request(1, 'set', 'a'), request(2, 'set', 'b'), request(3, 'set', 'a')],
      answer,
      transaction,
    );
    expect(answers.map((said) => said.kind === 'done' && said.id)).toEqual([1, 2, 3]);
    expect([store.value('a'), store.value('b'), commits]).toEqual([3, 2, 1]);
  });

  it('do not suffer from one that fails', () => {
    const { store, answer } = answering();
    const answers = answerTogether(
      [request(1, 'set', 'a'), request(2, 'set', 'b', true), request(3, 'set', 'c')],
      answer,
      (work) => store.db.transaction(work),
    );
    expect(answers.map((said) => said.kind)).toEqual(['done', 'failed', 'done']);
    expect([store.value('a'), store.value('c')]).toEqual([1, 3]);
  });

  it('run one by one when the shared commit fails', () => {
    const { store, answer } = answering();
    const answers = answerTogether([request(1, 'set', 'a'), request(2, 'set', 'b')], answer, (work) =>
      store.db.transaction(() => {
        work();
        throw new Error('disk full');
      }),
    );
    expect(answers.map((said) => said.kind)).toEqual(['done', 'done']);
    expect([store.value('a'), store.value('b')]).toEqual([1, 2]);
  });

  it('stop at a request that needs the database for itself, and at a size that keeps answers coming', () => {
    const waiting = [request(2, 'a'), request(3, 'shutdown'), request(4, 'late')];
    const taken = takeWaiting(request(1, 'a'), () => waiting.shift());
    expect([taken.together.map((one) => one.id), taken.alone?.id, waiting.length]).toEqual([[1, 2], 3, 1]);
    const endless = Array.from({ length: 100 }, (_, n) => request(n + 2, 'a'));
    const many = takeWaiting(request(1, 'a'), () => endless.shift());
    expect([many.together.length, many.together.at(-1)?.id, endless.at(0)?.id]).toEqual([64, 64, 65]);
  });
});
