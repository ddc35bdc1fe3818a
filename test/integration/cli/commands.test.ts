import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { freePort } from '../../builders/free-port.ts';
import { type CommandHome, commandHome } from './command.ts';

// Each command opens a database in threads of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let sandbox: RunningSandbox;
let at: CommandHome;
let document: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  at = await commandHome(sandbox);
  document = await at.document('config.json');
});
afterEach(() => at.remove());

const parse = (text: string) => JSON.parse(text);
const folder = (): string => join(at.home, '.config', 'Dispatch Bridge', 'profiles', 'server');
const doctor = (...more: string[]) => at.command('doctor', '--config', document, ...more);
const plan = (...more: string[]) => at.command('plan', '--config', document, ...more);
/** Requests that change something at a vendor; signing in is none. */
const writes = () =>
  sandbox
    .journal()
    .filter(
      ({ kind, method, path }) => kind === 'request' && method !== 'GET' && !String(path).includes('/oauth/token'),
    );

describe('plan', () => {
  it('shows fields and reasons in words, and writes nothing to either side', async () => {
    const before = writes().length;
    const { code, out } = await plan();
    expect(code).toBe(0);
    expect(out).toContain('would become work orders, as drafts');
    expect(out).toMatch(/#7621 {2}Garden State Foods, Inc\.: Receipt printer/);
    expect(out).toMatch(/Title {2,}Receipt printer/);
    expect(out).toContain('Nothing is written before somebody accepts');
    expect(writes().length).toBe(before);
  });

  it('records the acceptance once; accepting again sets nothing aside', async () => {
    expect((await plan('--accept')).out).toContain('Accepted.');
    expect((await doctor()).out).toContain('The plan was accepted');
    const again = await plan('--accept', '--json');
    expect(again.code).toBe(0);
    const answer = parse(again.out);
    expect(answer).toMatchObject({
      profile: 'server',
      accepted: true,
      trigger: { boardId: sandbox.info.demo.boardId },
    });
    expect(answer.rows.map((row: { outcome: string }) => row.outcome)).toContain('create');
  });

  it('accepts nothing when a named ticket is not in the plan', async () => {
    const refused = await plan('--accept', '--ticket', '999999');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Ticket 999999 is not in the plan') });
    expect((await doctor()).out).toContain('Nobody has accepted the plan yet');
  });

  it('says what is missing before it makes anything', async () => {
    expect(await at.command('plan')).toMatchObject({
      code: 3,
      err: expect.stringContaining('Profile "server" is not complete'),
    });
    at.env.DISPATCH_BRIDGE_FIELDNATION_PASSWORD = '';
    expect(await plan()).toMatchObject({
      code: 4,
      err: expect.stringContaining('DISPATCH_BRIDGE_FIELDNATION_PASSWORD'),
    });
    for (const name of Object.keys(at.env)) at.env[name] = '';
    expect(await plan()).toMatchObject({ code: 4, err: expect.stringContaining('keychain does not answer') });
    expect(existsSync(folder())).toBe(false);
  });

  it('ends with the code for a sign-in that is refused, and for a vendor that does not answer', async () => {
    at.env.DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY = 'wrong';
    expect((await plan()).code).toBe(4);
    at.env.DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY = sandbox.info.connectwise.privateKey;
    // A refusal closes the lane; the right key opens it again at the next start.
    expect((await plan()).code).toBe(0);
    document = await at.document('gone.json', (config) => ({
      ...config,
      connectwise: { ...config.connectwise, site: 'http://127.0.0.1:9' },
    }));
    expect((await plan('--profile', 'other')).code).toBe(9);
  });
});

describe('serve', () => {
  it('refuses to write before somebody has accepted', async () => {
    const before = writes().length;
    const { code, out, err } = await at.command('serve', '--config', document);
    expect(code).toBe(5);
    expect(out).toBe('');
    expect(err).toContain('Nobody has accepted the plan of profile "server" yet');
    expect(writes().length).toBe(before);
  });

  it('begins when the document says so, and leaves tickets that stood there alone', async () => {
    document = await at.document('started.json', (config) => ({ ...config, started: true }));
    const { code, out } = await at.command('serve', '--config', document);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n').map(parse);
    expect(lines.map((line) => line.type)).toEqual(
      expect.arrayContaining(['serving', 'activity', 'stopping', 'stopped']),
    );
    expect(lines[0]).toMatchObject({ type: 'serving' });
    expect(lines.filter((line) => line.kind === 'dispatch.started')).toHaveLength(1);
    expect(lines.filter((line) => line.kind === 'workorder.created')).toEqual([]);
  });

  it('opens the tunnel of the document and registers its address, and runs without one that cannot be opened', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    document = await at.document('own.json', (config) => ({
      ...config,
      started: true,
      intake: { port, tunnel: { kind: 'own-url', url } },
    }));
    const isUp = (line: Record<string, unknown>) => line.type === 'status' && line.tunnel === 'up';
    expect(await at.serveUntil(isUp, '--config', document)).toMatchObject({ code: 0 });
    const registered = sandbox.callbacks.callbacks().map(({ entry }) => String(entry.url));
    expect(registered.filter((one) => one.startsWith(`${url}/callbacks/`))).toHaveLength(1);

    document = await at.document('ngrok.json', (config) => ({
      ...config,
      started: true,
      intake: { tunnel: { kind: 'ngrok' } },
    }));
    const failed = await at.serveUntil((line) => line.kind === 'tunnel.failed', '--config', document);
    expect(failed.code).toBe(0);
    expect(failed.out).toMatch(/"tunnel\.failed".*authtoken/i);
  });

  it('only watches while another installation dispatches the board, and relieves it when told to', async () => {
    const { url, company, publicKey, privateKey, clientId } = sandbox.info.connectwise;
    const callbacks = `${url}/v4_6_release/apis/3.0/system/callbacks`;
    const key = Buffer.from(`${company}+${publicKey}:${privateKey}`).toString('base64');
    const headers = { authorization: `Basic ${key}`, clientId, 'content-type': 'application/json' };
    const other = {
      description: 'Dispatch Bridge 0123abcd',
      url: 'https://other.example/callbacks/x?recordId=',
      objectId: sandbox.info.demo.boardId,
      type: 'Ticket',
      level: 'Board',
    };
    expect((await fetch(callbacks, { method: 'POST', headers, body: JSON.stringify(other) })).status).toBe(201);
    document = await at.document('started.json', (config) => ({ ...config, started: true }));

    expect((await at.command('doctor', '--config', document)).out).toContain('Another Dispatch Bridge (0123abcd)');
    const watching = await at.serveUntil((line) => line.kind === 'dispatch.watching', '--config', document);
    expect(watching).toMatchObject({ code: 0, out: expect.stringContaining('already dispatches this board') });
    const taken = await at.serveUntil(
      (line) => line.kind === 'dispatch.taken-over',
      '--take-over',
      '--config',
      document,
    );
    expect(taken.out).toContain('Took over from another Dispatch Bridge (0123abcd)');
    const left = (await (await fetch(callbacks, { headers })).json()) as { description: string }[];
    expect(left.map(({ description }) => description)).not.toContain(other.description);
  });

  it('ends with the code for a document it cannot use', async () => {
    const bad = join(at.home, 'bad.json');
    writeFileSync(bad, '{"formatVersion":1,"trigger":{"boardId":"x"}}');
    expect(await at.command('serve', '--config', bad)).toMatchObject({
      code: 3,
      err: expect.stringContaining('trigger.boardId'),
    });
  });

  it('ends with the code for a damaged database, and leaves it as it is', async () => {
    mkdirSync(folder(), { recursive: true });
    const file = join(folder(), 'dispatch-bridge.db');
    writeFileSync(file, 'not a database, but long enough to be taken for one '.repeat(200));
    const { code, err } = await at.command('serve', '--config', document);
    expect(code).toBe(7);
    expect(err).toContain('is damaged');
    expect(readFileSync(file, 'utf8')).toContain('not a database');
  });
});

describe('the configuration document', () => {
  it('is the truth at every start, except for the acceptance', async () => {
    await plan('--accept');
    document = await at.document('config.json', (config) => ({
      ...config,
      started: false,
      sync: { notes: { toTicket: 'off' } },
    }));
    expect((await plan()).out).toContain('was accepted before');
    expect(parse((await at.command('export')).out).sync.notes.toTicket).toBe('off');
  });

  it('with another trigger takes the acceptance back, for what stands there was in no plan', async () => {
    await plan('--accept');
    const trigger = { boardId: sandbox.info.demo.boardId, boardName: 'Renamed', statusName: 'Renamed' };
    const { triggerStatusId } = sandbox.info.demo;
    document = await at.document('named.json', (config) => ({
      ...config,
      trigger: { ...trigger, statusId: triggerStatusId },
    }));
    expect((await at.command('import', document, '--dry-run')).out).not.toContain('started');
    document = await at.document('moved.json', (config) => ({
      ...config,
      trigger: { ...trigger, statusId: triggerStatusId + 1 },
    }));
    expect((await at.command('import', document, '--dry-run')).out).toContain('started: true -> false');
    await at.command('import', document);
    expect((await doctor()).out).toContain('Nobody has accepted the plan yet');
  });

  it('that names another system is refused unless the profile is to be moved', async () => {
    await plan('--accept');
    const other = await at.document('other.json', (config) => ({
      ...config,
      connectwise: { ...config.connectwise, company: 'somebodyelse' },
    }));
    expect(await at.command('serve', '--config', other)).toMatchObject({
      code: 3,
      err: expect.stringContaining('--other-system'),
    });
    expect(await at.command('import', other)).toMatchObject({ code: 3 });
    expect(await at.command('import', other, '--other-system')).toMatchObject({
      code: 0,
      out: expect.stringContaining('the plan has to be accepted again'),
    });
    expect(parse((await at.command('export')).out).connectwise.company).toBe('somebodyelse');
  });

  it('goes out and in again with the mapping, without a secret and without starting anything', async () => {
    await plan('--accept');
    const file = join(at.home, 'export.json');
    expect(await at.command('export', file)).toMatchObject({ code: 0 });
    const text = readFileSync(file, 'utf8');
    for (const secret of Object.values(at.env)) expect(text).not.toContain(secret);
    expect(parse(text)).not.toHaveProperty('started');
    expect((await at.command('import', file, '--dry-run')).out).toBe('The profile says the same already.\n');

    const changed = { ...parse(text), limits: { ...parse(text).limits, pollSeconds: 90 } };
    changed.mapping.rules[0].note = 'Said by the document';
    changed.mapping.rules.push(changed.mapping.rules.shift());
    const toTicket = [{ workOrderStatus: 'Published', ticketStatusId: 7, ticketStatusName: 'Dispatched' }];
    changed.mapping.statusMaps = [{ boardId: 99, boardName: 'Other', toTicket, toWorkOrder: [] }];
    writeFileSync(file, JSON.stringify(changed));
    const dry = await at.command('import', file, '--dry-run', '--profile', 'second');
    expect(dry.out).toContain('limits.pollSeconds: 60 -> 90');
    expect(dry.out).toContain('Nothing was saved.');
    expect(existsSync(join(folder(), '..', 'second'))).toBe(false);

    const saved = await at.command('import', file);
    expect(saved.out).toMatch(/mapping\.rules\.[\w-]+\.note: .* -> "Said by the document"/);
    expect(saved.out).toContain('mapping.statusMaps.board 99: (none) -> {"boardId":99');
    expect(saved.out).toMatch(/mapping\.rules\.[\w-]+, place: 1 -> \d+/);
    expect(parse((await at.command('export')).out)).toEqual(changed);

    toTicket[0] = { workOrderStatus: 'Published', ticketStatusId: 8, ticketStatusName: 'Waiting' };
    writeFileSync(file, JSON.stringify(changed));
    expect((await at.command('import', file)).out).toContain(
      'mapping.statusMaps.board 99.toTicket.Published.ticketStatusId: 7 -> 8',
    );
  });

  it('of a profile that does not exist cannot be exported', async () => {
    expect(await at.command('export')).toMatchObject({ code: 3, err: expect.stringContaining('nothing to export') });
  });
});

describe('doctor', () => {
  it('finds a complete set-up well, and makes nothing', async () => {
    const { code, out } = await doctor();
    expect(out).toMatch(/^0 problems/m);
    expect(code).toBe(0);
    expect(readdirSync(at.home)).toEqual(['config.json']);
  });

  it('names each right that is missing', async () => {
    const { administrator } = sandbox.people;
    administrator.setRight({ name: 'Service Desk/Service Tickets', right: 'edit', level: 'None' });
    try {
      const { code, out } = await doctor('--json');
      expect(code).toBe(8);
      const answer = parse(out);
      const problems = answer.checks.filter((check: { state: string }) => check.state === 'problem');
      expect(problems.map((check: { message: string }) => check.message)).toEqual([
        expect.stringMatching(/^Cannot edit service tickets: .*Service Tickets/),
      ]);
    } finally {
      administrator.setRight({ name: 'Service Desk/Service Tickets', right: 'edit', level: 'All' });
    }
  });

  it('names what is wrong with the configuration, and what there is instead', async () => {
    document = await at.document('wrong.json', (config) => ({
      ...config,
      trigger: { ...config.trigger, statusId: 12345 },
      create: { publish: true },
    }));
    const { code, out } = await doctor();
    expect(code).toBe(8);
    expect(out).toContain('"trigger.statusId": no active status 12345');
    expect(out).toContain(`"${sandbox.info.demo.triggerStatusName}" (${sandbox.info.demo.triggerStatusId})`);
    expect(out).toContain('without "create.pay"');
  });

  it('says what the tunnel is missing, its secret too, and nothing of secrets of other tunnels', async () => {
    const withTunnel = (intake: unknown) => at.document('tunnel.json', (config) => ({ ...config, intake }));
    const url = 'https://callbacks.example.com';
    document = await withTunnel({ port: 8300, tunnel: { kind: 'own-url', url } });
    const well = await doctor();
    expect(well.out).toContain('The settings of the tunnel (own-url) are complete');
    expect(well.out).not.toContain('DISPATCH_BRIDGE_TUNNEL');
    expect(well.code).toBe(0);

    document = await withTunnel({ port: 0, tunnel: { kind: 'own-url', url: 'http://callbacks.example.com' } });
    const own = await doctor();
    expect(own.code).toBe(8);
    expect(own.out).toMatch(/problem +"intake\.tunnel\.url": http:\/\/callbacks\.example\.com is not encrypted/);
    expect(own.out).toMatch(/problem +"intake\.port" is 0/);

    document = await withTunnel({ tunnel: { kind: 'ngrok' } });
    expect((await doctor()).out).toMatch(/problem +DISPATCH_BRIDGE_TUNNEL_NGROK_AUTHTOKEN is not set/);
    at.env.DISPATCH_BRIDGE_TUNNEL_NGROK_AUTHTOKEN = 'a-token-of-ngrok';
    const ngrok = await doctor();
    expect(ngrok.out).toMatch(/ok +DISPATCH_BRIDGE_TUNNEL_NGROK_AUTHTOKEN is set/);
    expect(ngrok.out).not.toContain('a-token-of-ngrok');
    expect(ngrok.code).toBe(0);

    const ssh = { kind: 'ssh', host: 'relay.example.com', user: 'bridge', auth: 'key', keyFile: '/nowhere', url };
    document = await withTunnel({ tunnel: ssh });
    const { out } = await doctor();
    for (const missing of ['remotePort" is 0', 'hostKey" is empty', 'keyFile": /nowhere'])
      expect(out).toContain(missing);
  });

  it('goes on without a trigger and without keys', async () => {
    document = await at.document('empty.json', (config) => ({ ...config, trigger: null }));
    expect((await doctor()).out).toContain(`"${sandbox.info.demo.boardName}" (${sandbox.info.demo.boardId})`);
    at.env.DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY = 'wrong';
    at.env.DISPATCH_BRIDGE_FIELDNATION_PASSWORD = '';
    at.env.DISPATCH_BRIDGE_FIELDNATION_PASWORD = 'misspelt';
    const { code, out } = await doctor();
    expect(code).toBe(8);
    expect(out).toContain('warning  DISPATCH_BRIDGE_FIELDNATION_PASWORD is no variable');
    expect(out).toContain('problem  DISPATCH_BRIDGE_FIELDNATION_PASSWORD is not set');
    expect(out).toContain('Both vendors have to be reached first');
  });
});
