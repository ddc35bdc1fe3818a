import { get, globalAgent } from 'node:https';
import { ManageAPI } from 'connectwise-rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signature } from '../../../src/sandbox/connectwise/callback-message.ts';
import { seedConnectWise, seededTrigger } from '../../../src/sandbox/connectwise/seed/seed.ts';
import { type ConnectWise, createConnectWise } from '../../../src/sandbox/connectwise/vendor.ts';
import { createKernel, type Kernel } from '../../../src/sandbox/kernel/kernel.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { field, startReceiver } from './instance.ts';

/* npm `connectwise-rest`, written by others for the real system. It insists on https and on a certificate it can trust. */

let kernel: Kernel;
let connectwise: ConnectWise;
let url = '';
let api: ManageAPI;
let trigger: ReturnType<typeof seededTrigger>;
const clock = new VirtualClock({ startMs: Date.now() });
const trusted = globalAgent.options.ca;

beforeAll(async () => {
  kernel = createKernel({ clock, seed: 3, tls: true });
  const state = kernel.state('connectwise', () => seedConnectWise(kernel.context.random, clock.now()));
  connectwise = createConnectWise(kernel.context, state);
  ({ url } = await kernel.serve(connectwise.definition).listen());
  connectwise.setUrl(url);
  trigger = seededTrigger(state);
  globalAgent.options.ca = kernel.certificate?.cert;
  const [key] = state.apiKeys;
  api = new ManageAPI({
    companyId: state.company.loginId,
    companyUrl: new URL(url).host,
    publicKey: key?.publicKey ?? '',
    privateKey: key?.privateKey ?? '',
    clientId: state.clientIds[0] ?? '',
    logger: () => {},
  });
});
afterAll(async () => {
  globalAgent.options.ca = trusted;
  globalAgent.destroy();
  await kernel.close();
});

describe('an independent ConnectWise client over https', () => {
  it('reads boards and their statuses', async () => {
    const boards = await api.ServiceAPI.getServiceBoards({ orderBy: 'id asc' });
    expect(boards.map(({ name }) => name)).toEqual([
      'Service Desk',
      'Field Dispatch',
      'Managed Services',
      'Client Projects',
      'Old Service Desk',
    ]);
    const statuses = await api.ServiceAPI.getServiceBoardsByParentIdStatuses(trigger.boardId, {
      conditions: 'closedStatus = true',
    });
    expect(statuses.map(({ name }) => name)).toEqual(['Completed', 'Cancelled']);
  });

  it('walks all pages of tickets', async () => {
    const tickets = await api.paginate(
      api.ServiceAPI.getServiceTickets.bind(api.ServiceAPI),
      { pageSize: 15 },
      { conditions: 'id > 0' },
    );
    expect(tickets).toHaveLength(40);
  });

  it('creates, patches and reads a ticket', async () => {
    const made = await api.ServiceAPI.postServiceTickets({
      summary: 'Made by another client',
      company: { identifier: 'LoneStarCU' },
      board: { name: trigger.boardName },
    });
    const id = made.id ?? 0;
    const moved = await api.ServiceAPI.patchServiceTicketsById(id, [
      { op: 'replace', path: 'status', value: { id: trigger.triggerStatusId } },
    ]);
    expect(moved.status?.name).toBe('Dispatch to FN');
    const read = await api.ServiceAPI.getServiceTicketsById(id);
    expect(read).toEqual(moved);
  });

  it('writes and lists notes', async () => {
    const note = await api.ServiceAPI.postServiceTicketsByParentIdNotes(7601, {
      text: 'From another client',
      internalAnalysisFlag: true,
    });
    const notes = await api.ServiceAPI.getServiceTicketsByParentIdNotes(7601, { conditions: `id = ${note.id}` });
    expect(notes).toEqual([note]);
  });

  it('registers a callback and can check what arrives', async () => {
    const receiver = await startReceiver(clock);
    const foreign = (await api.SystemAPI.getSystemCallbacks({})).map(({ id }) => id);
    const entry = await api.SystemAPI.postSystemCallbacks({
      url: `${receiver.url}/?recordId=`,
      objectId: trigger.boardId,
      type: 'ticket',
      level: 'board',
    });
    connectwise.people.moveTicket({ member: 'jharper', ticketId: 7601, statusId: trigger.triggerStatusId });
    await clock.advance(0);
    const [delivery] = receiver.deliveries;
    const keyUrl = new URL(String(field(delivery?.message, 'Metadata', 'key_url')));
    expect(keyUrl.protocol).toBe('https:');
    const key = connectwise.state.signingKeys.find(({ id }) => id === keyUrl.searchParams.get('id'));
    expect(delivery?.signature).toBe(signature(key?.key ?? '', delivery?.raw ?? Buffer.alloc(0)));
    expect((await api.SystemAPI.getSystemCallbacks({})).map(({ id }) => id)).toEqual([...foreign, entry.id]);
    await api.SystemAPI.deleteSystemCallbacksById(entry.id ?? 0);
    expect((await api.SystemAPI.getSystemCallbacks({})).map(({ id }) => id)).toEqual(foreign);
    await receiver.close();
  });

  it('is refused the connection when it was not given the certificate', async () => {
    const outcome = new Promise<string>((resolve) => {
      get(`${url}/login/companyinfo/northwind`, { agent: false }, () => resolve('connected')).on('error', (error) =>
        resolve((error as { code?: string }).code ?? error.message),
      );
    });
    expect(await outcome).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });
});
