import { hostNameOf, type TunnelForm } from './tunnel-form.ts';

/* Exact lines for the other end, made from what was typed; what is not typed yet stands as an example. */

interface Example {
  /** Public name the web server answers for. */
  readonly name: string;
  /** Where it forwards to, `127.0.0.1:18443`. */
  readonly to: string;
}

/** What the web server in front needs to know. Through SSH it forwards to the server's own port, otherwise to the listener's. */
export function frontOf(form: Pick<TunnelForm, 'way' | 'url' | 'port' | 'remoteAddress' | 'remotePort'>): Example {
  const typed = hostNameOf(form.url);
  const name = typed === '' ? 'callbacks.example.com' : typed;
  if (form.way !== 'ssh') return { name, to: `127.0.0.1:${form.port.trim() === '' ? '8300' : form.port.trim()}` };
  return { name, to: listenOf(form) };
}

/** Address and port the SSH server listens on for us, as sshd_config and web servers write it. */
export function listenOf(form: Pick<TunnelForm, 'remoteAddress' | 'remotePort'>): string {
  const address = form.remoteAddress.trim() || '127.0.0.1';
  const port = form.remotePort.trim() || '18443';
  return address.includes(':') && !address.startsWith('[') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Gets its certificate by itself. */
export function caddyLines({ name, to }: Example): string {
  return `${name} {\n  reverse_proxy ${to}\n}`;
}

/** With a certificate that is there already, at certbot's usual place. */
export function nginxLines({ name, to }: Example): string {
  return [
    'server {',
    '  listen 443 ssl;',
    `  server_name ${name};`,
    `  ssl_certificate     /etc/letsencrypt/live/${name}/fullchain.pem;`,
    `  ssl_certificate_key /etc/letsencrypt/live/${name}/privkey.pem;`,
    '  client_max_body_size 1m;',
    '  location / {',
    `    proxy_pass http://${to};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $host;',
    '    proxy_set_header Connection "";',
    '  }',
    '}',
  ].join('\n');
}

const userOf = (form: Pick<TunnelForm, 'user'>): string => form.user.trim() || 'bridge';

/** End of sshd_config: this user may let the server listen on one port, and nothing else. A dead connection is noticed within a minute. */
export function sshdLines(form: Pick<TunnelForm, 'user' | 'remoteAddress' | 'remotePort'>): string {
  return [
    `Match User ${userOf(form)}`,
    '  AllowTcpForwarding remote',
    `  PermitListen ${listenOf(form)}`,
    '  AllowAgentForwarding no',
    '  X11Forwarding no',
    '  PermitTTY no',
    '  ClientAliveInterval 15',
    '  ClientAliveCountMax 3',
  ].join('\n');
}

/** Makes the user and lets the key in. The key is pasted where it says so. */
export function userLines(form: Pick<TunnelForm, 'user' | 'remoteAddress' | 'remotePort'>): string {
  const user = userOf(form);
  const keys = `/home/${user}/.ssh/authorized_keys`;
  return [
    `sudo useradd --create-home --shell /usr/sbin/nologin ${user}`,
    `sudo install -d -o ${user} -g ${user} -m 700 /home/${user}/.ssh`,
    `echo 'restrict,port-forwarding,permitlisten="${listenOf(form)}" ssh-ed25519 AAAA... ${user}' |`,
    `  sudo tee ${keys}`,
    `sudo chown ${user}: ${keys}`,
  ].join('\n');
}

/** File of the server's host key of this type (`ssh-ed25519`), for `ssh-keygen -lf`. */
export function hostKeyFile(keyType: string): string {
  const name = keyType.startsWith('ecdsa') ? 'ecdsa' : /rsa/.test(keyType) ? 'rsa' : 'ed25519';
  return `/etc/ssh/ssh_host_${name}_key.pub`;
}
