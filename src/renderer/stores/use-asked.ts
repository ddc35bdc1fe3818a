import { useCallback, useEffect, useRef, useState } from 'react';
import type { Channel, ChannelInput, ChannelOutput, PushPayload } from '../../shared/ipc/contract.ts';
import { ask, onPush } from '../bridge.ts';
import type { AppErrorInfo } from '../errors.ts';

type Topic = PushPayload<'changed'>['topics'][number];

interface Asked<T> {
  /** The newest answer; kept while a newer one is under way, so that nothing flickers. */
  readonly value: T | undefined;
  readonly error: AppErrorInfo | null;
  /** False while the answer is the one to an input before this one. */
  readonly current: boolean;
  readonly again: () => void;
  /** What was told without being asked for is newer than every answer still under way: those are dropped. */
  readonly put: (value: T) => void;
}

/**
 * Asks one channel and asks again when its input changes or main says that a topic changed. An answer that arrives after a
 * newer question is dropped.
 */
export function useAsked<C extends Channel>(
  channel: C,
  input: ChannelInput<C>,
  topics: readonly Topic[] = [],
): Asked<ChannelOutput<C>> {
  const [answer, setAnswer] = useState<{
    value: ChannelOutput<C> | undefined;
    error: AppErrorInfo | null;
    inputKey: string | null;
  }>({ value: undefined, error: null, inputKey: null });
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const inputKey = JSON.stringify(input ?? null);
  const topicKey = topics.join(',');

  useEffect(() => {
    void round;
    latest.current += 1;
    const mine = latest.current;
    const asked = (inputKey === 'null' ? undefined : JSON.parse(inputKey)) as ChannelInput<C>;
    void ask(channel, asked).then((result) => {
      if (mine !== latest.current) return;
      setAnswer((before) =>
        result.ok
          ? { value: result.value, error: null, inputKey }
          : { value: before.value, error: result.error, inputKey },
      );
    });
  }, [channel, inputKey, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((value: ChannelOutput<C>) => {
    latest.current += 1;
    setAnswer((before) => ({ value, error: null, inputKey: before.inputKey }));
  }, []);

  useEffect(() => {
    const wanted = topicKey.split(',');
    return onPush('changed', (changed) => {
      if (changed.topics.some((topic) => wanted.includes(topic))) again();
    });
  }, [topicKey, again]);

  const { value, error } = answer;
  return { value, error, current: answer.inputKey === inputKey, again, put };
}
