/*
 * Callback answered (2xx after the commit) at 200 a second, while the engine works on what they caused; and at 50 a second without and under an attack of
 * hostile requests, on intake alone.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { connectWiseSignature } from '../../src/core/intake/signatures.ts';
import { campaign } from '../fault/hostile-requests/campaign.ts';
import { startIntake } from '../fault/hostile-requests/intake.ts';
import { trueSender } from '../fault/hostile-requests/true-sender.ts';
import { startBenchEngine } from './support/bench-engine.ts';
import { percentile, row, sleep, waitFor } from './support/figures.ts';
import { startSandboxProcess } from './support/sandbox-process.ts';

const perSecond = 200;
const seconds = 10;

const sandbox = await startSandboxProcess();
const bench = await startBenchEngine(sandbox.info);
const keyUrl = await learnKeyUrl();
const answer = await request(keyUrl);
const { signing_key: signingKey } = (await answer.body.json()) as { signing_key: string };
const token = (await bench.secrets.get('intake.pathToken')) ?? '';
const target = `http://127.0.0.1:${bench.engine.status().intake.port}/callbacks/${token}?recordId=1&action=updated`;
const agent = new Agent({ connections: 50 });

const times: number[] = [];
let refused = 0;
await send();
times.length = 0;
const started = performance.now();
const under: Promise<void>[] = [];
for (let n = 0; n < perSecond * seconds; n += 1) {
  const due = started + (n * 1000) / perSecond;
  const wait = due - performance.now();
  if (wait > 0) await sleep(wait);
  under.push(send());
}
await Promise.all(under);
const took = (performance.now() - started) / 1000;
console.log('Lane budgets off, sandbox without artificial latency.');
row('callback answered after the commit', {
  'per second': times.length / took,
  'p50 ms': percentile(times, 0.5),
  'p99 ms': percentile(times, 0.99),
  refused,
});
await waitFor('an empty queue', () => bench.engine.status().queue.waiting + bench.engine.status().queue.running === 0);
await bench.stop();
await agent.close();
await sandbox.stop();
await underAttack();

/**
 * ConnectWise waits five seconds for an answer: that is what the slowest of these is to be held against. Peace and attack take turns, so that whatever
 * else this computer does falls on both; their ratio says what the attack costs.
 */
async function underAttack(): Promise<void> {
  const intake = await startIntake();
  const sender = trueSender(intake.port, 1);
  const taken = { callback: (await sender.callback()).body, webhook: (await sender.webhook()).body };
  while ((await intake.report()).queued.length < 2) await sleep(5);
  const rounds = 3;
  const attacks = 1_000;
  const port = intake.port;
  const seen = { peace: { ms: [] as number[], refused: 0 }, attack: { ms: [] as number[], refused: 0 } };
  let attackedFor = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const attacked of [false, true]) {
      let going = true;
      const begun = performance.now();
      const attack = attacked
        ? campaign({ seed: 7 + round, count: attacks, side: 24, port, taken })
        : sleep(5_000).then(() => null);
      const ended = attack.finally(() => {
        going = false;
      });
      const answers: Promise<{ status: number; ms: number }>[] = [];
      while (going) {
        answers.push(sender.callback());
        await sleep(20);
      }
      await ended;
      if (attacked) attackedFor += (performance.now() - begun) / 1000;
      const into = attacked ? seen.attack : seen.peace;
      for (const { status, ms } of await Promise.all(answers)) {
        if (status === 202) into.ms.push(ms);
        else into.refused += 1;
      }
    }
  }
  const figures = ({ ms, refused }: { ms: readonly number[]; refused: number }) => ({
    'p50 ms': percentile(ms, 0.5),
    'p99 ms': percentile(ms, 0.99),
    'slowest ms': Math.max(...ms),
    answered: ms.length,
    refused,
  });
  const [peace, attack] = [figures(seen.peace), figures(seen.attack)];
  row('true callback in peace', peace);
  row('true callback under attack', { 'hostile per second': (rounds * attacks) / attackedFor, ...attack });
  row('attack to peace', { p50: attack['p50 ms'] / peace['p50 ms'], p99: attack['p99 ms'] / peace['p99 ms'] });
  await sender.close();
  await intake.stop();
}

async function send(): Promise<void> {
  const ids = sandbox.info.demo.ticketIds;
  const body = JSON.stringify({
    MessageId: randomUUID(),
    FromUrl: new URL(sandbox.info.connectwise.url).host,
    CompanyId: sandbox.info.connectwise.company,
    MemberId: 'dispatcher',
    Action: 'updated',
    Type: 'ticket',
    ID: ids[Math.floor(Math.random() * ids.length)],
    Entity: null,
    Metadata: { key_url: keyUrl },
  });
  const before = performance.now();
  const response = await request(target, {
    method: 'POST',
    dispatcher: agent,
    body,
    headers: {
      'content-type': 'application/json',
      'x-content-signature': connectWiseSignature(signingKey, Buffer.from(body)),
    },
  });
  await response.body.dump();
  if (response.statusCode === 202) times.push(performance.now() - before);
  else refused += 1;
}

/** Registers a callback of our own for a moment: a delivery tells where the signing key is. */
async function learnKeyUrl(): Promise<string> {
  const { connectwise, demo } = sandbox.info;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const seen = new Promise<string>((resolve) => {
    server.on('request', (incoming, outgoing) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      incoming.on('end', () => {
        outgoing.end();
        resolve((JSON.parse(text) as { Metadata: { key_url: string } }).Metadata.key_url);
      });
    });
  });
  const key = `${connectwise.company}+${connectwise.publicKey}:${connectwise.privateKey}`;
  const registered = await request(`${connectwise.url}/v4_6_release/apis/3.0/system/callbacks`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(key).toString('base64')}`,
      clientId: connectwise.clientId,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?recordId=`,
      objectId: 1,
      type: 'ticket',
      level: 'owner',
    }),
  });
  if (registered.statusCode !== 201)
    throw new Error(`No callback: ${registered.statusCode} ${await registered.body.text()}`);
  const created = (await registered.body.json()) as { id: number };
  await sandbox.control('POST', '/control/people/dispatcher/edit-ticket', {
    ticketId: demo.ticketIds[0],
    changes: { summary: 'Key' },
  });
  const url = await seen;
  await request(`${connectwise.url}/v4_6_release/apis/3.0/system/callbacks/${created.id}`, {
    method: 'DELETE',
    headers: { authorization: `Basic ${Buffer.from(key).toString('base64')}`, clientId: connectwise.clientId },
  }).then((response) => response.body.dump());
  server.close();
  server.closeAllConnections();
  return url;
}
