import { describe, expect, it } from 'vitest';
import {
  frontOf,
  hostKeyFile,
  nginxLines,
  sshdLines,
  userLines,
} from '../../../../src/renderer/features/reach/tunnel/examples.ts';
import { hostKeyQuestion } from '../../../../src/renderer/features/reach/tunnel/host-key.ts';
import {
  addressProblem,
  cloudflaredTokenOf,
  formOf,
  hostNameOf,
  leftOver,
  problemsOf,
  saveInputOf,
} from '../../../../src/renderer/features/reach/tunnel/tunnel-form.ts';
import { recommendedWay, wayOf, ways } from '../../../../src/renderer/features/reach/tunnel/ways.ts';
import {
  needsFixedPort,
  recommendedTunnel,
  type TunnelAnswers,
  type TunnelConfig,
  tunnelConfigSchema,
} from '../../../../src/shared/domain/tunnels.ts';
import { reachChannels } from '../../../../src/shared/ipc/reach-channels.ts';
import { en } from '../../../../src/shared/strings/en.ts';

const none = { config: { kind: 'none' } as TunnelConfig, port: 0 };
const ssh: Extract<TunnelConfig, { kind: 'ssh' }> = {
  kind: 'ssh',
  host: 'ssh.example.com',
  port: 22,
  user: 'bridge',
  auth: 'agent',
  keyFile: '',
  hostKey: 'SHA256:abc',
  remoteAddress: '127.0.0.1',
  remotePort: 18_443,
  url: 'https://callbacks.example.com',
};

describe('the three questions', () => {
  const answers = (change: Partial<TunnelAnswers>): TunnelAnswers => ({
    outsiders: null,
    account: null,
    own: null,
    ...change,
  });

  it('recommend nothing before the needed ones are answered, whatever is known of the others', () => {
    expect(recommendedTunnel(answers({}))).toBeNull();
    expect(recommendedTunnel(answers({ account: 'ngrok', own: 'server' }))).toBeNull();
    expect(recommendedTunnel(answers({ outsiders: true, own: 'server' }))).toBeNull();
    expect(recommendedTunnel(answers({ outsiders: false, account: 'ngrok' }))).toBeNull();
  });

  it('recommend what fits the account when a company outside may read along', () => {
    const yes = (account: TunnelAnswers['account']) => recommendedWay(answers({ outsiders: true, account }));
    expect([yes('cloudflare'), yes('ngrok'), yes('none')]).toEqual(['cloudflared-named', 'ngrok', 'cloudflared-quick']);
  });

  it('never recommend one that a company outside can read when nobody may', () => {
    const no = (own: TunnelAnswers['own']) => recommendedWay(answers({ outsiders: false, account: 'ngrok', own }));
    expect([no('proxy'), no('server'), no('none')]).toEqual(['own-url', 'ssh', 'none']);
  });

  it('lead to a way that has words for everything a person asks', () => {
    for (const way of ways) {
      for (const about of ['way.name', 'why', 'about', 'readers', 'stays', 'needs', 'choose', 'save'])
        expect(Object.hasOwn(en, `reach.${about}.${way}`), `${about} of ${way}`).toBe(true);
    }
  });
});

describe('who can read what passes', () => {
  it('is said of every way where a company outside ends TLS', () => {
    expect(en['reach.readers.ngrok']).toContain('ngrok can read');
    expect(en['reach.readers.cloudflared-named']).toContain('Cloudflare can read');
    expect(en['reach.readers.cloudflared-quick']).toContain('Cloudflare can read');
  });
});

describe('the form of a tunnel', () => {
  it('saves what the schema of the configuration and of the channel accept', () => {
    for (const way of ways) {
      const form = {
        ...formOf(way, none),
        url: 'https://callbacks.example.com',
        hostname: 'callbacks.example.com',
        host: 'ssh.example.com',
        user: 'bridge',
        ngrokAuthtoken: 'token',
        cloudflaredToken: 'eyJ0',
      };
      expect(problemsOf(form, []), way).toEqual({});
      const input = reachChannels['tunnel:save'].input.parse(saveInputOf(form, none.config));
      expect(wayOf(input.config)).toBe(way);
      expect(tunnelConfigSchema.parse(input.config)).toEqual(input.config);
      // What forwards to one port of this computer gets a fixed one without anybody having to think of it.
      expect(needsFixedPort(input.config) ? input.port > 0 : input.port === 0, way).toBe(true);
    }
  });

  it('starts from what is saved, and keeps the accepted host key for that server only', () => {
    const view = { config: ssh, port: 0 };
    const same = saveInputOf(formOf('ssh', view), ssh);
    expect(same.config).toEqual(ssh);
    const elsewhere = saveInputOf({ ...formOf('ssh', view), host: 'other.example.com' }, ssh);
    expect(elsewhere.config).toMatchObject({ host: 'other.example.com', hostKey: '' });
    const otherPort = saveInputOf({ ...formOf('ssh', view), sshPort: '2222' }, ssh);
    expect(otherPort.config).toMatchObject({ port: 2222, hostKey: '' });
  });

  it('does not take over the address of another way', () => {
    expect(formOf('own-url', { config: ssh, port: 0 }).url).toBe('');
  });

  it('touches a secret only when it was typed or forgotten, and sends a passphrase as it was typed', () => {
    const view = { config: ssh, port: 0 };
    const form = { ...formOf('ssh', view), auth: 'key' as const, keyFile: '/keys/id' };
    expect(saveInputOf(form, ssh).secrets).toEqual({});
    expect(saveInputOf({ ...form, sshPassphrase: ' with blanks ' }, ssh).secrets?.sshPassphrase).toBe(' with blanks ');
    expect(saveInputOf({ ...form, sshPassphrase: null }, ssh).secrets?.sshPassphrase).toBeNull();
    expect(saveInputOf({ ...form, auth: 'agent', sshPassphrase: 'x' }, ssh).secrets?.sshPassphrase).toBeUndefined();
    const left = { ...formOf('none', view), forget: ['tunnel.sshPassphrase'] as const };
    expect(saveInputOf(left, ssh).secrets?.sshPassphrase).toBeNull();
  });

  it('offers to forget only what the way has no use for', () => {
    const kept = ['tunnel.ngrokAuthtoken', 'tunnel.sshPassphrase'] as const;
    expect(leftOver('ssh', kept)).toEqual(['tunnel.ngrokAuthtoken']);
    expect(leftOver('none', kept)).toEqual(kept);
    expect(leftOver('ngrok', ['tunnel.ngrokAuthtoken'])).toEqual([]);
  });

  it('asks for what is missing, and not for a secret the keychain has', () => {
    const ngrok = formOf('ngrok', none);
    expect(Object.keys(problemsOf(ngrok, []))).toEqual(['ngrokAuthtoken']);
    expect(problemsOf(ngrok, ['tunnel.ngrokAuthtoken'])).toEqual({});
    const named = { ...formOf('cloudflared-named', none), port: '' };
    expect(Object.keys(problemsOf(named, [])).sort()).toEqual(['cloudflaredToken', 'hostname', 'port']);
    expect(Object.keys(problemsOf({ ...formOf('ssh', none), auth: 'key' }, [])).sort()).toEqual([
      'host',
      'keyFile',
      'url',
      'user',
    ]);
    for (const port of ['0', '65536', 'x', '80.5']) {
      expect(problemsOf({ ...ngrok, port }, ['tunnel.ngrokAuthtoken']), port).toHaveProperty('port');
    }
  });

  it('accepts what people paste: addresses for names, the whole command for the token', () => {
    expect(hostNameOf(' https://Callbacks.Example.com/ ')).toBe('callbacks.example.com');
    expect(hostNameOf('callbacks.example.com/')).toBe('callbacks.example.com');
    expect(cloudflaredTokenOf('cloudflared.exe service install eyJhIjoi')).toBe('eyJhIjoi');
    expect(cloudflaredTokenOf('cloudflared tunnel run --token eyJhIjoi')).toBe('eyJhIjoi');
    expect(cloudflaredTokenOf(' eyJhIjoi ')).toBe('eyJhIjoi');
  });

  it('says what is wrong with an address before the engine has to', () => {
    expect(addressProblem('https://callbacks.example.com')).toBeNull();
    expect(addressProblem('http://127.0.0.1:8300')).toBeNull();
    for (const wrong of ['', 'callbacks.example.com', 'ftp://a.example.com', 'https://me:pw@a.example.com'])
      expect(addressProblem(wrong), wrong).not.toBeNull();
    expect(addressProblem('http://callbacks.example.com')).toContain('https://');
    expect(addressProblem('https://a.example.com/path')).toContain('https://a.example.com.');
  });
});

describe('the lines for the other end', () => {
  it('allow exactly the one port that is typed', () => {
    const form = { ...formOf('ssh', none), user: 'dispatch', remotePort: '9443' };
    expect(sshdLines(form)).toContain('Match User dispatch\n');
    expect(sshdLines(form)).toContain('  AllowTcpForwarding remote\n  PermitListen 127.0.0.1:9443\n');
    expect(userLines(form)).toContain('restrict,port-forwarding,permitlisten="127.0.0.1:9443" ssh-ed25519');
    expect(sshdLines({ ...form, remoteAddress: '::1' })).toContain('PermitListen [::1]:9443');
  });

  it('let the web server answer for the public name and forward to where the tunnel comes out', () => {
    const own = { ...formOf('own-url', none), url: 'https://callbacks.acme.com', port: '8400' };
    expect(frontOf(own)).toEqual({ name: 'callbacks.acme.com', to: '127.0.0.1:8400' });
    expect(frontOf({ ...own, way: 'ssh', remotePort: '9443' })).toEqual({
      name: 'callbacks.acme.com',
      to: '127.0.0.1:9443',
    });
    expect(frontOf({ ...own, url: '' }).name).toBe('callbacks.example.com');
    expect(nginxLines(frontOf(own))).toContain('proxy_set_header Host $host;');
  });
});

describe('a host key that waits for a person', () => {
  const shown = {
    code: 'tunnel.host-key-changed',
    kind: 'permanent' as const,
    message: '',
    context: {
      host: 'ssh.example.com',
      port: 22,
      fingerprint: 'SHA256:new',
      keyType: 'ssh-rsa',
      accepted: 'SHA256:old',
    },
  };

  it('is told apart from other failures, and a changed one from a first one', () => {
    expect(hostKeyQuestion(shown)).toEqual({
      changed: true,
      host: 'ssh.example.com',
      port: '22',
      fingerprint: 'SHA256:new',
      keyType: 'ssh-rsa',
      accepted: 'SHA256:old',
    });
    expect(hostKeyQuestion({ ...shown, code: 'tunnel.host-key-unknown' })?.changed).toBe(false);
    expect(hostKeyQuestion({ ...shown, code: 'tunnel.ssh-auth' })).toBeNull();
    expect(hostKeyQuestion({ ...shown, context: {} })).toBeNull();
  });

  it('is compared with the file of its own type on the server', () => {
    expect(['ssh-ed25519', 'ssh-rsa', 'rsa-sha2-512', 'ecdsa-sha2-nistp256'].map(hostKeyFile)).toEqual([
      '/etc/ssh/ssh_host_ed25519_key.pub',
      '/etc/ssh/ssh_host_rsa_key.pub',
      '/etc/ssh/ssh_host_rsa_key.pub',
      '/etc/ssh/ssh_host_ecdsa_key.pub',
    ]);
  });
});
