import { parentPort } from 'node:worker_threads';
import makeModule, { type Library } from '@rbicker/jsonnet/lib/libjsonnet.js';
import { maxAnswer } from '../failures.ts';
import { threadReady } from '../thread.ts';
import { convertFor, wantedDate } from './dates.ts';
import { documentName } from './document.ts';
import type { DocumentQuestion, DocumentResult, PortableReply } from './messages.ts';

/*
 * The thread that evaluates Jsonnet with libjsonnet 0.12.1 compiled to JavaScript. It has a file system of its own, in memory and empty. It cannot ask
 * for dates while it runs: those a document needs are found by running it again (dates.ts).
 */

/** Different dates one document may convert. */
const maxDates = 40;

class Interpreter {
  readonly #library: Library;
  readonly #calls;

  constructor() {
    const library: Library = makeModule({
      print() {},
      printErr: (text) => {
        lastWords = text.slice(0, 500);
      },
    });
    this.#library = library;
    this.#calls = {
      make: library.cwrap('jsonnet_make', 'number', []),
      realloc: library.cwrap('jsonnet_realloc', 'number', ['number', 'number', 'number']),
      evaluate: library.cwrap('jsonnet_evaluate_snippet', 'number', ['number', 'string', 'string', 'number']),
      destroy: library.cwrap('jsonnet_destroy', 'number', ['number']),
    };
  }

  /** Throws when the library itself failed; it is of no use afterwards. */
  evaluate(document: string): DocumentResult {
    const library = this.#library;
    const vm = this.#calls.make();
    const errorAt = library._malloc(4);
    const resultAt = this.#calls.evaluate(vm, documentName, document, errorAt);
    const failed = library.getValue(errorAt, 'i32') !== 0;
    const text = library.UTF8ToString(resultAt);
    library._free(errorAt);
    this.#calls.realloc(vm, resultAt, 0);
    this.#calls.destroy(vm);
    if (failed) return { kind: 'fault', text: text.slice(0, 20_000) };
    return text.length > maxAnswer * 2 ? { kind: 'output' } : { kind: 'value', text };
  }
}

let interpreter: Interpreter | null = null;
/** What the library printed last: why it gives up, and what scripts trace. */
let lastWords = '';

function evaluateOnce(document: string): DocumentResult {
  lastWords = '';
  try {
    interpreter ??= new Interpreter();
    return interpreter.evaluate(document);
  } catch (thrown) {
    interpreter = null;
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    // It gives up when it can get no more memory, and where its strings are at odds with themselves.
    if (/^abort|memory|allocation/i.test(text) && !lastWords.includes('basic_string')) return { kind: 'memory' };
    const why = /call stack/i.test(text) ? 'its calls are nested too deeply' : 'Jsonnet gave up on it';
    return { kind: 'fault', text: `RUNTIME ERROR: ${why}` };
  }
}

function evaluate(document: string): DocumentResult {
  const dates: Record<string, string | null> = {};
  for (let found = 0; ; found++) {
    const result = evaluateOnce(`local dispatch_dates = ${JSON.stringify(dates)}; ${document}`);
    const date = result.kind === 'fault' ? wantedDate(result.text) : null;
    if (date === null) return result;
    if (found >= maxDates)
      return {
        kind: 'fault',
        text: `RUNTIME ERROR: this Jsonnet converts at most ${maxDates} different dates in one run`,
      };
    dates[date.name] = convertFor(date.parts);
  }
}

const port = parentPort;
if (port === null) throw new Error('The Jsonnet worker was started outside a worker thread.');
port.on('message', ({ id, document }: DocumentQuestion & { readonly id: number }) => {
  const reply: PortableReply = { id, last: true, result: evaluate(document) };
  port.postMessage(reply);
});
// The first run compiles the library; it must not count against a script's time.
evaluateOnce('null');
port.postMessage(threadReady);
