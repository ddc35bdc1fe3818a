import { Agent, request } from 'undici';
import { callback, callbackBody, type Parts, webhook, webhookBody } from './messages.ts';
import { seeded } from './random.ts';

export interface TrueSender {
  /** Delivery ids that must become work. */
  readonly due: readonly string[];
  /** Sends one callback and answers with its status, how long that took (ms) and what was sent. */
  callback(): Promise<{ readonly status: number; readonly ms: number; readonly body: Buffer }>;
  webhook(): Promise<{ readonly status: number; readonly body: Buffer }>;
  close(): Promise<void>;
}

/** The true ConnectWise and Field Nation, over connections that are kept. */
export function trueSender(port: number, seed: number): TrueSender {
  const random = seeded(seed);
  const agent = new Agent({ connections: 4 });
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
      due.push((JSON.parse(body.toString('utf8')) as { MessageId: string }).MessageId);
      const began = performance.now();
      const status = await send(callback(body));
      return { status, ms: performance.now() - began, body };
    },
    async webhook() {
      const body = webhookBody(random);
      const deliveryId = random.guid();
      due.push(deliveryId);
      return { status: await send(webhook(body, `${deliveryId}:1`)), body };
    },
    close: () => agent.close(),
  };
}
