import { parentPort } from 'node:worker_threads';
import jsonata from 'jsonata';
import { maxAnswer } from './failures.ts';
import type { JsonataQuestion, JsonataReply } from './messages.ts';
import { threadReady } from './thread.ts';

/*
 * The thread that evaluates JSONata. It knows one question at a time; its host ends it when a script takes too long. JSONata reaches nothing but its
 * input: it looks up own properties only and makes objects without a prototype. What would help an expression that got past that is taken away here.
 */
for (const made of [() => {}, async () => {}, function* () {}, async function* () {}])
  Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: undefined });
Reflect.deleteProperty(Object.prototype, '__proto__');

type Expression = ReturnType<typeof jsonata>;
type Result = JsonataReply['result'];

/** Compiled scripts by their text, those used last at the end. A mapping with every rule a script fits in. */
const compiled = new Map<string, Expression>();
const maxCompiled = 1_000;

function compile(script: string): Expression {
  const known = compiled.get(script);
  compiled.delete(script);
  const expression = known ?? jsonata(script);
  compiled.set(script, expression);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= maxCompiled) break;
    compiled.delete(oldest);
  }
  return expression;
}

/** Functions that answer otherwise each time. A rule with one would write to the other side at every run, and answer its own echo. */
const unsteady = ['now', 'millis', 'random', 'shuffle'] as const;
const refused = (name: string) =>
  Object.freeze(() => {
    throw { message: unsteadyMessage(name) };
  });
const steadyNames = Object.freeze(Object.fromEntries(unsteady.map((name) => [name, refused(name)])));

function unsteadyMessage(name: string): string {
  return `$${name}() answers otherwise each time, so a rule cannot use it: the same record must give the same value`;
}

async function answer(script: string, input: string, steady: boolean): Promise<Result> {
  try {
    // Parsed and bound for each script: what one does to its input or names must not reach the next.
    const result: unknown = await compile(script).evaluate(JSON.parse(input), steady ? steadyNames : {});
    // Sequences, functions and undefined members do not survive this, and are not meant to.
    const text = JSON.stringify(result ?? null) ?? 'null';
    if (text.length > maxAnswer) return { ok: false, tooLarge: true };
    return { ok: true, answer: text };
  } catch (thrown) {
    // A text or list beyond what JavaScript can hold.
    if (thrown instanceof RangeError && /string length|array length/i.test(thrown.message))
      return { ok: false, tooLarge: true };
    return fault(thrown, script);
  }
}

function check(script: string): Result {
  try {
    const call = unsteadyCall(jsonata(script).ast());
    if (call === null) return { ok: true, answer: 'null' };
    return fault({ message: unsteadyMessage(call.name), position: call.position }, script);
  } catch (thrown) {
    return fault(thrown, script);
  }
}

/** The first call of a function that a rule cannot use. A name that the script gives a meaning of its own is found when it runs. */
function unsteadyCall(node: unknown): { readonly name: string; readonly position: number } | null {
  if (typeof node !== 'object' || node === null) return null;
  const { type, procedure, position } = node as { type?: unknown; procedure?: unknown; position?: unknown };
  if (type === 'function' && typeof procedure === 'object' && procedure !== null) {
    const { value: name } = procedure as { value?: unknown };
    if (unsteady.some((one) => one === name)) return { name: String(name), position: Number(position ?? 0) };
  }
  for (const child of Object.values(node)) {
    const found = unsteadyCall(child);
    if (found !== null) return found;
  }
  return null;
}

function fault(thrown: unknown, script: string): Result {
  const message =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
  return { ok: false, tooLarge: false, message: message.slice(0, 500), ...place(thrown, script) };
}

/** JSONata says how many characters into the script it failed, counted behind the token. */
function place(thrown: unknown, script: string): { line: number | null; column: number | null } {
  if (typeof thrown !== 'object' || thrown === null || !('position' in thrown)) return { line: null, column: null };
  const { position } = thrown;
  if (typeof position !== 'number') return { line: null, column: null };
  const before = script.slice(0, position).split('\n');
  return { line: before.length, column: Math.max(1, before.at(-1)?.length ?? 1) };
}

const port = parentPort;
if (port === null) throw new Error('The script worker was started outside a worker thread.');
port.on('message', async (question: JsonataQuestion & { readonly id: number }) => {
  const { id, scripts, input } = question;
  for (const [index, script] of scripts.entries()) {
    const result = question.do === 'check' ? check(script) : await answer(script, input, question.steady);
    const reply: JsonataReply = { id, index, last: index === scripts.length - 1, result };
    port.postMessage(reply);
  }
});
port.postMessage(threadReady);
