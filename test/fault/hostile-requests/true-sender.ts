import { Agent, request } from 'undici';
import { callback, callbackBody, type Parts, webhook, webhookBody } from './messages.ts';
import { seeded } from './random.ts';

export interface TrueSender {
  /** Delivery ids that were answered with 202 and must become work. */
  readonly due: readonly string[];
  /** Sends one callback and answers with its status, how long that took (ms) and what was sent. */
  callback(): Promise<{ readonly status: number; readonly ms: number; readonly body: Buffer }>;
  webhook(): Promise<{ readonly status: number; readonly body: Buffer }>;
  close(): Promise<void>;
}

/** The true ConnectWise and Field Nation, over connections that are kept. */
export function trueSender(port: number, seed: number): TrueSender {
  const random = seeded(seed);
  // ConnectWise gives up after five seconds; an answer that never comes has to be a failure here, and soon.
  const agent = new Agent({ connections: 4, headersTimeout: 20_000, bodyTimeout: 20_000 });
  const due: string[] = [];
  async function send(parts: Parts): Promise<number> {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}${parts.target}`, {
      method: 'POST',
      headers: Object.fromEntries(parts.headers),
      body: parts.body,
      dispatcher: agent,
    });
    await body.dump();
    return statusCode;
  }
  return {
    due,
    async callback() {
      const body = callbackBody(random);
      const began = performance.now();
      const status = await send(callback(body));
      const ms = performance.now() - began;
      if (status === 202) due.push((JSON.parse(body.toString('utf8')) as { MessageId: string }).MessageId);
      return { status, ms, body };
    },
    async webhook() {
      const body = webhookBody(random);
      const deliveryId = random.guid();
      const status = await send(webhook(body, `${deliveryId}:1`));
      if (status === 202) due.push(deliveryId);
      return { status, body };
    },
    close: () => agent.close(),
  };
}
