import type { Clock } from '../../../shared/clock.ts';
import { ScriptThread } from '../thread.ts';
import { tableConvert } from './dates.ts';
import type { DocumentQuestion, DocumentResult, PortableReply } from './messages.ts';
import type { JsonnetRunner, Ran } from './runner.ts';

export interface PortableJsonnetOptions {
  /** Module of the thread: `jsonnet/portable-worker.ts` under Node 24, the bundled file in the app. */
  readonly worker: URL;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** Jsonnet of 2019 as JavaScript, in a thread: runs everywhere, slower, with less. */
export class PortableJsonnet implements JsonnetRunner {
  readonly kind = 'portable';
  readonly convert = tableConvert;
  readonly lacks: readonly string[] = [
    'The native Jsonnet is missing on this computer, so its portable build of 2019 (0.12.1) runs scripts: two to three times slower, one at a time',
    'std.parseYaml, std.manifestToml and std.manifestTomlEx are missing',
    'std.manifestYamlDoc and std.manifestYamlStream do not take quote_keys and c_document_end',
    'A script converts at most 40 different dates in one run, each of which takes one more run',
    'A document that needs more than about 100 MB is ended',
  ];
  readonly #thread: ScriptThread<DocumentQuestion, PortableReply>;

  constructor({ worker, clock, deadlineMs }: PortableJsonnetOptions) {
    this.#thread = new ScriptThread({ worker, clock, deadlineMs, name: 'jsonnet' });
  }

  async available(): Promise<boolean> {
    const ran = await this.run('', 'null');
    // It is a part of the app: where it could not start, the computer was busy, and the next script finds it.
    return ran.kind === 'value' || (ran.kind === 'ended' && (ran.why === 'slow' || ran.why === 'not-started'));
  }

  async run(_mapping: string, document: string, signal?: AbortSignal): Promise<Ran> {
    let result: DocumentResult | null = null;
    const asked = await this.#thread.ask(
      { document },
      (reply) => {
        result = reply.result;
      },
      signal,
    );
    if (asked.kind === 'ended') return asked;
    return ranOf(result);
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }
}

function ranOf(result: DocumentResult | null): Ran {
  if (result === null) return { kind: 'ended', why: 'died', detail: '' };
  return result.kind === 'value' || result.kind === 'fault' ? result : { kind: 'ended', why: result.kind, detail: '' };
}
