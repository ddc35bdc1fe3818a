import { parentPort } from 'node:worker_threads';
import jsonata from 'jsonata';
import type { Question, Reply } from './messages.ts';

/*
 * The thread that evaluates JSONata. It knows one question at a time; its host ends it when it takes too long. JSONata has no access to anything
 * but its input; the deadline and the thread's memory limit hold what the language itself cannot.
 */

/** Results of more text than this are no field values or notes any more (characters). */
const maxAnswer = 1_000_000;

async function answer({ id, script, input }: Question): Promise<Reply> {
  try {
    const result: unknown = await jsonata(script).evaluate(JSON.parse(input));
    // Sequences, functions and undefined members do not survive this, and are not meant to.
    const text = JSON.stringify(result ?? null) ?? 'null';
    if (text.length > maxAnswer) return { id, ok: false, message: 'its answer is too large', line: null };
    return { id, ok: true, answer: text };
  } catch (thrown) {
    return { id, ok: false, message: messageOf(thrown), line: lineOf(thrown, script) };
  }
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message).slice(0, 500);
  return String(thrown).slice(0, 500);
}

/** JSONata says how many characters into the script it failed. */
function lineOf(thrown: unknown, script: string): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('position' in thrown)) return null;
  const { position } = thrown;
  return typeof position === 'number' ? script.slice(0, position).split('\n').length : null;
}

const port = parentPort;
if (port === null) throw new Error('The script worker was started outside a worker thread.');
port.on('message', (question: Question) => {
  void answer(question).then((reply) => port.postMessage(reply));
});
