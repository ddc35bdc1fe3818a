import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/core/engine-port.ts';
import type { SecretStore } from '../../../src/core/secrets.ts';
import { secretNames } from '../../../src/shared/config.ts';
import { type ChainReport, chainLinks } from '../../../src/shared/domain/reach.ts';
import type { TunnelConfig, TunnelView } from '../../../src/shared/domain/tunnels.ts';
import type { Channel } from '../../../src/shared/ipc/contract.ts';
import { gated } from './gated.ts';

const view: TunnelView = {
  config: { kind: 'none' },
  port: 0,
  listening: null,
  state: { kind: 'off' },
  secretsSet: [],
  cloudflared: null,
  sshAgent: false,
};
const report: ChainReport = {
  doing: 'idle',
  url: null,
  lamps: chainLinks.map((link) => ({ link, state: 'unknown', message: '', detail: '', at: null, durationMs: null })),
  watchEndsAt: null,
  provenAt: null,
  proof: '',
};
const health = { running: false, checkedAt: null, nextAt: null, findings: [] };

function setUp(
  kept: Parameters<typeof gated>[1] = {},
  refuse: Error | null = null,
  tunnel: TunnelConfig = { kind: 'none' },
) {
  const asked: unknown[] = [];
  let atSave: Record<string, string | null> = {};
  const reach = {
    tunnel: async () => view,
    async saveTunnel(...args: unknown[]) {
      asked.push(['saveTunnel', ...args]);
      atSave = await read(window.secrets);
      if (refuse !== null) throw refuse;
      return view;
    },
    acceptHostKey: async (fingerprint: string) => {
      asked.push(['acceptHostKey', fingerprint]);
      return view;
    },
    restartTunnel: async () => {
      asked.push(['restartTunnel']);
      return view;
    },
    chain: () => report,
    test: async () => report,
    watch: () => report,
    stopProof: () => report,
    health: () => health,
    checkNow: async () => health,
    repair: async (id: string) => {
      asked.push(['repair', id]);
      return health;
    },
    outages: async (limit: number) => {
      asked.push(['outages', limit]);
      return [];
    },
  };
  const config = () => ({ intake: { port: 0, tunnel } });
  const window = gated({ reach, config } as unknown as Engine, kept, '/opt/cloudflared');
  return { ...window, asked, atSave: () => atSave };
}

async function read(secrets: SecretStore): Promise<Record<string, string | null>> {
  const entries = await Promise.all(secretNames.map(async (name) => [name, await secrets.get(name)] as const));
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('tunnel.')));
}

const quick = { kind: 'cloudflared' as const };

describe('saving a tunnel', () => {
  it('keeps its secrets before the tunnel starts with them', async () => {
    const window = setUp();
    const secrets = { ngrokAuthtoken: '  2abcNGROK\n', cloudflaredToken: ' eyJhIjoi', sshPassphrase: ' two words ' };
    expect(await window.ask('tunnel:save', { config: quick, port: 8300, secrets })).toEqual({ ok: true, value: view });
    expect(window.atSave()).toEqual({
      // Blanks around a token come from copying; in a passphrase they may be meant.
      'tunnel.ngrokAuthtoken': '2abcNGROK',
      'tunnel.cloudflaredToken': 'eyJhIjoi',
      'tunnel.sshPassphrase': ' two words ',
    });
    const config = { kind: 'cloudflared', mode: 'quick', hostname: '', program: '' };
    expect(window.asked).toEqual([['saveTunnel', config, 8300]]);
    expect(window.topics).toEqual(['setup', 'reach']);
  });

  it('takes a token out of the command it is copied in', async () => {
    const window = setUp();
    const secrets = {
      ngrokAuthtoken: 'ngrok config add-authtoken 2abcNGROK\n',
      cloudflaredToken: 'sudo cloudflared service install eyJhIjoi',
    };
    await window.ask('tunnel:save', { config: quick, port: 0, secrets });
    expect(window.atSave()).toMatchObject({
      'tunnel.ngrokAuthtoken': '2abcNGROK',
      'tunnel.cloudflaredToken': 'eyJhIjoi',
    });
  });

  it('keeps what was left out, forgets what is null, and takes blanks for nothing', async () => {
    const kept = {
      'tunnel.ngrokAuthtoken': 'kept-1',
      'tunnel.cloudflaredToken': 'kept-2',
      'tunnel.sshPassphrase': 'kept-3',
    } as const;
    const window = setUp(kept);
    const secrets = { cloudflaredToken: '   ', sshPassphrase: null };
    await window.ask('tunnel:save', { config: quick, port: 0, secrets });
    expect(window.atSave()).toEqual({
      'tunnel.ngrokAuthtoken': 'kept-1',
      'tunnel.cloudflaredToken': 'kept-2',
      'tunnel.sshPassphrase': null,
    });
    const untouched = setUp(kept);
    await untouched.ask('tunnel:save', { config: { kind: 'none' }, port: 0 });
    expect(untouched.atSave()).toEqual(kept);
  });

  it('says in the log neither the secrets nor, when it is refused, what they were', async () => {
    const refusal = new Error('ngrok refused the authtoken 2abcNGROKsecret');
    const window = setUp({}, refusal);
    const secrets = { ngrokAuthtoken: '2abcNGROKsecret' };
    const answer = await window.ask('tunnel:save', { config: { kind: 'ngrok' }, port: 0, secrets });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(JSON.stringify([answer, window.logged])).not.toContain('2abcNGROKsecret');
    expect(window.logged.join()).toContain('ngrok refused the authtoken');
    expect(window.topics).toEqual([]);
    expect(
      await window.askWrong('tunnel:save', { config: quick, port: 0, secrets: { ngrokAuthtoken: 7_351_902 } }),
    ).toMatchObject({ ok: false, error: { code: 'ipc.input' } });
    expect(window.logged.join('\n')).not.toContain('7351902');
  });
});

describe('a program that is run, and a key that is read', () => {
  const program = (path: string) => ({ config: { kind: 'cloudflared' as const, program: path }, port: 0 });
  const key = (keyFile: string) => ({
    config: { kind: 'ssh' as const, host: 'h', user: 'u', auth: 'key' as const, keyFile, url: 'https://h.example' },
    port: 0,
  });

  it('is one a person chose in the dialog, or the one of the settings: a page names no other', async () => {
    const window = setUp();
    const refused = { ok: false, error: { code: 'tunnel.file-not-chosen' } };
    const share = '\\\\198.51.100.7\\share\\cloudflared.exe';
    expect(await window.ask('tunnel:save', program(share))).toMatchObject(refused);
    expect(await window.ask('tunnel:save', key('/home/jdoe/.ssh/id_ed25519'))).toMatchObject(refused);
    await window.ask('tunnel:choose-file', { what: 'program' });
    expect(await window.ask('tunnel:save', program(share))).toMatchObject(refused);
    expect(await window.ask('tunnel:save', key('/opt/cloudflared'))).toMatchObject(refused);
    expect(window.asked).toEqual([]);
    expect(await window.ask('tunnel:save', program('/opt/cloudflared'))).toMatchObject({ ok: true });
  });

  it('stays what it is when something else of the form changes', async () => {
    const window = setUp({}, null, { kind: 'cloudflared', mode: 'quick', hostname: '', program: '/usr/bin/kept' });
    expect(await window.ask('tunnel:save', program('/usr/bin/kept'))).toMatchObject({ ok: true });
  });
});

describe('the other channels of the tunnel and the proof', () => {
  it('hand on what a person did', async () => {
    const window = setUp();
    await window.ask('tunnel:accept-host-key', { fingerprint: 'SHA256:abc' });
    await window.ask('tunnel:restart', undefined);
    await window.ask('reach:repair', { findingId: 'callback:49' });
    await window.ask('reach:outages', { limit: 50 });
    expect(window.asked).toEqual([
      ['acceptHostKey', 'SHA256:abc'],
      ['restartTunnel'],
      ['repair', 'callback:49'],
      ['outages', 50],
    ]);
  });

  it.each<[Channel, unknown]>([
    ['tunnel:state', view],
    ['reach:chain', report],
    ['reach:test', report],
    ['reach:watch', report],
    ['reach:stop', report],
    ['reach:health', health],
    ['reach:check-now', health],
  ])('%s answers what the engine does', async (channel, expected) => {
    expect(await setUp().askWrong(channel, undefined)).toEqual({ ok: true, value: expected });
  });

  it('choose a file by its path alone', async () => {
    expect(await setUp().ask('tunnel:choose-file', { what: 'program' })).toEqual({
      ok: true,
      value: '/opt/cloudflared',
    });
  });

  it.each<[Channel, unknown]>([
    ['tunnel:save', { config: quick, port: 70_000 }],
    ['tunnel:save', { config: { kind: 'carrier-pigeon' }, port: 0 }],
    ['tunnel:save', { config: { kind: 'ssh', host: 'h', user: 'u', url: '', port: 0 }, port: 0 }],
    ['tunnel:save', { config: quick, port: 0, secrets: { sshPassphrase: '' } }],
    ['tunnel:save', { config: quick, port: 0, secrets: { ngrokAuthtoken: 'x'.repeat(4001) } }],
    ['tunnel:accept-host-key', { fingerprint: '' }],
    ['tunnel:choose-file', { what: 'folder' }],
    ['reach:repair', {}],
    ['reach:outages', { limit: 501 }],
  ])('%s with %j never reach the engine', async (channel, input) => {
    const window = setUp();
    expect(await window.askWrong(channel, input)).toMatchObject({ ok: false, error: { code: 'ipc.input' } });
    expect(window.asked).toEqual([]);
  });
});
