import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/shared/clock.ts';

const program = fileURLToPath(new URL('./engine-process.ts', import.meta.url));
const node = process.execPath;

/** Steps on the way from a moved ticket to a work order. */
const creatingSteps = [
  'delivery.before-store',
  'delivery.stored',
  'delivery.before-queue',
  'delivery.queued',
  'job.claimed',
  'ticket.read',
  'link.opened',
  'create.before-send',
  'create.answered',
  'create.recorded',
  'ticket.before-write',
  'ticket.written',
  'plan.applied',
  'settle.before',
  'settled',
];
/** Steps on the way from an assigned provider back to the ticket's status. */
const returningSteps = [
  'delivery.before-store',
  'delivery.stored',
  'delivery.before-queue',
  'delivery.queued',
  'job.claimed',
  'ticket.read',
  'work-order.read',
  'ticket.before-write',
  'ticket.written',
  'plan.applied',
  'settle.before',
  'settled',
];
/** Short waits: the machine's own clock runs here. */
const limits = { searchLagSeconds: 1, pollSeconds: 10 };
const proof = process.env.PROOF === '1';
/** Every second step in the everyday run, every step in `npm run proof`. */
const sample = <T>(steps: readonly T[], offset: number): readonly T[] =>
  proof ? steps : steps.filter((_, index) => index % 5 === offset);

interface Stage {
  readonly sandbox: RunningSandbox;
  readonly dataDir: string;
  readonly ticketId: number;
  readonly port: number;
}

let stage: Stage | null = null;
const children = new Set<ChildProcess>();

async function open(): Promise<Stage> {
  const sandbox = await startSandbox({ clock: systemClock, switches: { 'fieldnation.searchLagSeconds': 0.2 } });
  const { demo } = sandbox.info;
  stage = {
    sandbox,
    dataDir: await mkdtemp(join(tmpdir(), 'kill-')),
    ticketId: demo.ticketIds[0] ?? 0,
    port: await freePort(),
  };
  return stage;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the engine; resolves when it says ready or when it has killed itself. */
function run(
  { sandbox, dataDir, port }: Stage,
  killAt: string | null,
): Promise<{ child: ChildProcess; ended: Promise<string> }> {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', program], {
    env: { ...process.env, BRIDGE_PROCESS: JSON.stringify({ dataDir, killAt, info: sandbox.info, limits, port }) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const ended = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => {
      children.delete(child);
      resolve(signal ?? `exit ${code} ${complaints}`);
    }),
  );
  return new Promise((resolve) => {
    child.stdout?.once('data', () => resolve({ child, ended }));
    void ended.then(() => resolve({ child, ended }));
  });
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 25_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Not reached: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function workOrdersOf({ sandbox, ticketId }: Stage): readonly { readonly id: number }[] {
  return sandbox.workOrders().filter((workOrder) => workOrder.descriptionHtml.includes(`-${ticketId}-`));
}

function statusOf({ sandbox, ticketId }: Stage): string {
  return (sandbox.ticket(ticketId)?.status as { readonly name?: string } | undefined)?.name ?? '';
}

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  if (stage === null) return;
  await stage.sandbox.stop();
  await rm(stage.dataDir, { recursive: true, force: true });
  stage = null;
});

describe('killed while a ticket becomes a work order', () => {
  it.each(sample(creatingSteps, 0).concat(proof ? [] : ['create.answered', 'link.opened']))(
    'ends with exactly one work order after SIGKILL at %s and a new start',
    async (step) => {
      const here = await open();
      const { sandbox, ticketId } = here;
      const first = await run(here, step);
      sandbox.people.dispatcher.moveTicket({ ticketId, statusId: sandbox.info.demo.triggerStatusId });
      expect(await first.ended).toBe('SIGKILL');
      const second = await run(here, null);
      await until(
        'one linked work order',
        () => workOrdersOf(here).length > 0 && sandbox.ticket(ticketId)?.externalXRef !== undefined,
      );
      second.child.stdin?.end();
      expect(await second.ended).toMatch(/^exit 0/);
      expect(workOrdersOf(here)).toHaveLength(1);
      expect(sandbox.ticket(ticketId)?.externalXRef).toBe(`FN-${workOrdersOf(here)[0]?.id}`);
    },
  );
});

describe('killed while a work order reports back', () => {
  it.each(sample(returningSteps, 3))('sets the ticket once after SIGKILL at %s and a new start', async (step) => {
    const here = await open();
    const { sandbox, ticketId } = here;
    const before = await run(here, null);
    sandbox.people.dispatcher.moveTicket({ ticketId, statusId: sandbox.info.demo.triggerStatusId });
    await until('a linked work order', () => sandbox.ticket(ticketId)?.externalXRef !== undefined);
    before.child.stdin?.end();
    await before.ended;
    const workOrderId = workOrdersOf(here)[0]?.id ?? 0;
    const first = await run(here, step);
    sandbox.people.buyer.assign({ workOrderId });
    expect(await first.ended).toBe('SIGKILL');
    const second = await run(here, null);
    await until('the ticket is scheduled', () => statusOf(here) === 'Scheduled');
    second.child.stdin?.end();
    expect(await second.ended).toMatch(/^exit 0/);
    expect(workOrdersOf(here)).toHaveLength(1);
  });
});
