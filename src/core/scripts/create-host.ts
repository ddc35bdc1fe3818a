import type { Clock } from '../../shared/clock.ts';
import type { ProcessHost } from '../process-host.ts';
import { endedError, failedOutcome } from './failures.ts';
import { JsonataHost } from './jsonata-host.ts';
import { JsonnetHost } from './jsonnet/host.ts';
import { NativeJsonnet } from './jsonnet/native.ts';
import { PortableJsonnet } from './jsonnet/portable.ts';
import type { JsonnetRunner } from './jsonnet/runner.ts';
import type { RuleScript, ScriptHost, ScriptOutcome } from './port.ts';

/** A script that is not done by then is ended (ms). */
const defaultDeadlineMs = 2_000;

/** Where the parts of Jsonnet are. */
export interface JsonnetParts {
  readonly processHost: ProcessHost;
  /** Path of the evaluator process's module: `scripts/jsonnet/evaluator.ts` under Node 24, the bundled file in the app. */
  readonly evaluator: string;
  /** Module of the portable implementation's thread: `scripts/jsonnet/portable-worker.ts`, or the bundled file. */
  readonly worker: URL;
  /** The folder `resources/jsonnet/`, with a trailing slash. */
  readonly library: URL;
}

export interface ScriptHostOptions {
  /** Module of the JSONata thread. */
  readonly worker: URL;
  /** Null: Jsonnet scripts say that they cannot run. */
  readonly jsonnet: JsonnetParts | null;
  readonly clock: Clock;
  readonly deadlineMs?: number;
  /** Memory of one evaluator process (MB). */
  readonly memoryMb?: number;
  /** Which Jsonnet may serve, in this order. */
  readonly engines?: readonly ('native' | 'portable')[];
}

/** The script host of an engine: JSONata in its thread, Jsonnet in its processes or, where there is no native one, in its thread. */
export function createScriptHost(options: ScriptHostOptions): ScriptHost {
  const { clock, deadlineMs = defaultDeadlineMs } = options;
  const jsonata = new JsonataHost({ worker: options.worker, clock, deadlineMs });
  const jsonnet = jsonnetHost(options, deadlineMs);
  return {
    evaluate: (script, input, signal) =>
      script.language === 'jsonata' ? jsonata.evaluate(script, input, signal) : jsonnet.evaluate(script, input, signal),
    async evaluateAll(scripts, input, { mapping, signal }) {
      const of = (language: RuleScript['language']): readonly RuleScript[] =>
        scripts.filter((script) => script.language === language);
      const [expressions, documents] = [of('jsonata'), of('jsonnet')];
      const answers = await Promise.all([
        expressions.length === 0 ? new Map() : jsonata.evaluateAll(expressions, input, signal),
        documents.length === 0 ? new Map() : jsonnet.evaluateAll(documents, input, mapping, signal),
      ]);
      return new Map<string, ScriptOutcome>(answers.flatMap((each) => [...each]));
    },
    check: (script, signal) =>
      script.language === 'jsonata' ? jsonata.check(script, signal) : jsonnet.check(script, signal),
    engines: () => jsonnet.engines(),
    async stop() {
      await Promise.all([jsonata.stop(), jsonnet.stop()]);
    },
  };
}

function jsonnetHost(options: ScriptHostOptions, deadlineMs: number): JsonnetHost {
  const { jsonnet, clock, memoryMb, engines = ['native', 'portable'] } = options;
  const runners: readonly JsonnetRunner[] =
    jsonnet === null
      ? []
      : engines.map((kind) =>
          kind === 'native'
            ? new NativeJsonnet({ ...jsonnet, clock, deadlineMs, ...(memoryMb === undefined ? {} : { memoryMb }) })
            : new PortableJsonnet({ worker: jsonnet.worker, clock, deadlineMs }),
        );
  return new JsonnetHost({ runners, library: jsonnet?.library ?? new URL('file:///'), deadlineMs });
}

/** The host of an engine that was given no thread: says so for every script. */
export const noScripts: ScriptHost = {
  async evaluate(script) {
    throw endedError(script, 'missing', 0, 'this installation has no script host');
  },
  async evaluateAll(scripts) {
    return new Map(
      scripts.map((script): [string, ScriptOutcome] => [
        script.ruleId,
        failedOutcome(endedError(script, 'missing', 0, 'this installation has no script host')),
      ]),
    );
  },
  async check() {
    return [];
  },
  async engines() {
    return { jsonnet: 'none', lacks: ['Scripts cannot run'] };
  },
  async stop() {},
};
