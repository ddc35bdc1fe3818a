import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewFault } from '../../../src/sandbox/kernel/faults.ts';
import { field, type Instance, startInstance } from './instance.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.close());

const inject = (kind: NewFault['kind'], more: Partial<NewFault> = {}): void => {
  instance.kernel.faults.add({ vendor: 'connectwise', on: 'request', method: 'POST', kind, ...more });
};
const create = () => instance.call('POST', '/service/tickets', { summary: 'Once', company: { id: 250 } });
const made = async (): Promise<unknown> =>
  field((await instance.call('GET', `/service/tickets/count?conditions=summary%3D%22Once%22`)).body, 'count');

/** A create whose caller gives up after 30 s, as a client does. */
async function createWithTimeout(): Promise<string> {
  const release = instance.clock.hold();
  const outcome = new Promise<string>((resolve) => {
    const outgoing = request(
      `${instance.url}/v4_6_release/apis/3.0/service/tickets`,
      { method: 'POST', agent: false, headers: instance.credentials },
      (response) => {
        response.resume();
        response.on('end', () => resolve(`answer ${response.statusCode}`));
      },
    );
    outgoing.on('error', (error) => resolve((error as { code?: string }).code ?? error.message));
    instance.clock.after(30_000, () => outgoing.destroy(new Error('gave up')));
    outgoing.end(JSON.stringify({ summary: 'Once', company: { id: 250 } }));
  }).finally(release);
  await instance.clock.advance(31_000);
  return outcome;
}

describe('injected request faults', () => {
  it("429 uses the vendor's own shape", async () => {
    inject('429', { retryAfterSeconds: 7 });
    const answer = await create();
    expect([answer.status, answer.headers['retry-after'], field(answer.body, 'error')]).toEqual([
      429,
      '7',
      'ConnectWiseAPI',
    ]);
    expect((await create()).status).toBe(201);
  });

  it.each(['500', '503'] as const)('%s refuses and commits nothing', async (kind) => {
    inject(kind);
    expect((await create()).status).toBe(Number(kind));
    expect(await made()).toBe(0);
  });

  it('timeout-after-commit saves the ticket and never answers, so that a blind retry duplicates it', async () => {
    inject('timeout-after-commit');
    expect(await createWithTimeout()).toBe('gave up');
    expect(await made()).toBe(1);
    expect(instance.clock.stalls).toBe(0);
    expect((await create()).status).toBe(201);
    expect(await made()).toBe(2);
  });

  it('timeout-before saves nothing and never answers', async () => {
    inject('timeout-before');
    expect(await createWithTimeout()).toBe('gave up');
    expect(await made()).toBe(0);
  });

  it('drop-connection saves nothing, drop-after-commit saves', async () => {
    inject('drop-connection');
    expect(await createWithTimeout()).toBe('ECONNRESET');
    expect(await made()).toBe(0);
    inject('drop-after-commit');
    expect(await createWithTimeout()).toBe('ECONNRESET');
    expect(await made()).toBe(1);
  });

  it('delay answers later', async () => {
    inject('delay', { delayMs: 5000 });
    let answered = false;
    const answer = create().then((given) => {
      answered = true;
      return given;
    });
    await instance.clock.advance(4999);
    expect(answered).toBe(false);
    await instance.clock.advance(1);
    expect((await answer).status).toBe(201);
  });

  it('strike the paths they name and no other', async () => {
    inject('500', { path: '/notes$' });
    expect((await create()).status).toBe(201);
    const note = await instance.call('POST', '/service/tickets/7601/notes', { text: 'x', resolutionFlag: true });
    expect(note.status).toBe(500);
  });
});

describe('the journal', () => {
  it('holds every request with its outcome', async () => {
    await instance.call('GET', '/service/tickets/7601?fields=id');
    expect(instance.kernel.journal.entries().at(-1)).toMatchObject({
      vendor: 'connectwise',
      kind: 'request',
      method: 'GET',
      path: '/v4_6_release/apis/3.0/service/tickets/7601',
      query: 'fields=id',
      status: 200,
    });
  });
});
