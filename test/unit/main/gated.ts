import type { Engine } from '../../../src/core/engine-port.ts';
import { KnownSecrets } from '../../../src/core/monitor/known-secrets.ts';
import { createRedactor } from '../../../src/core/monitor/redact.ts';
import type { SecretStore } from '../../../src/core/secrets.ts';
import { allHandlers } from '../../../src/main/ipc/handlers/all.ts';
import type { Services } from '../../../src/main/ipc/handlers/services.ts';
import { IpcGate, type IpcSender } from '../../../src/main/ipc/ipc-gate.ts';
import type { SecretName } from '../../../src/shared/config.ts';
import type { Channel, ChannelInput, Envelope } from '../../../src/shared/ipc/contract.ts';
import type { Logger } from '../../../src/shared/logger.ts';
import { memorySecrets } from '../../fakes/memory-secrets.ts';

const ours: IpcSender = { sender: { id: 7 }, senderFrame: { url: 'app://dispatch-bridge/index.html', parent: null } };

/** The window's way into an engine: the real handlers behind the real gate, as composition.ts connects them. */
export function gated(
  engine: Engine,
  kept: Partial<Record<SecretName, string>> | SecretStore = {},
  chosenFile: string | null = null,
) {
  const logged: string[] = [];
  const known = new KnownSecrets();
  const redactor = createRedactor(() => known.values());
  const note = (fields: object, message: string): void => {
    logged.push(JSON.stringify(redactor.value({ ...fields, message })));
  };
  const logger: Logger = { debug: note, info: note, warn: note, error: note, child: () => logger };
  const secrets = known.watch('backend' in kept ? kept : memorySecrets(kept));
  const topics: string[] = [];
  const services = {
    host: { engine: async () => engine },
    secrets: Promise.resolve(secrets),
    pushes: { changed: (...changed: string[]) => void topics.push(...changed) },
    chooseFile: async () => chosenFile,
    person: 'jdoe',
  } as unknown as Services;
  const gate = new IpcGate({ known: (id) => id === 7, logger, redactor });
  const handlers = allHandlers(services);
  return {
    secrets,
    topics,
    /** What the gate and the handlers logged, as the sink of the log writes it. */
    logged,
    ask: <C extends Channel>(channel: C, input: ChannelInput<C>): Promise<Envelope> =>
      gate.call(channel, handlers[channel], ours, input),
    /** With anything a broken page might send. */
    askWrong: <C extends Channel>(channel: C, input: unknown): Promise<Envelope> =>
      gate.call(channel, handlers[channel], ours, input),
  };
}
