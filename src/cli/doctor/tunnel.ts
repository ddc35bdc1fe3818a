import { existsSync } from 'node:fs';
import { systemPrograms } from '../../core/tunnel/programs.ts';
import { publicOrigin } from '../../core/tunnel/public-url.ts';
import type { Config } from '../../shared/config.ts';
import { needsFixedPort, type TunnelConfig } from '../../shared/domain/tunnels.ts';
import { AppError } from '../../shared/errors.ts';
import { type Check, checksOf } from './check.ts';

const { ok, warning, problem } = checksOf('configuration');

/** What can be said of the tunnel without opening it: `serve` does that, and says what comes of it. */
export async function checkTunnel({ intake }: Config): Promise<readonly Check[]> {
  const { tunnel, port } = intake;
  const checks = await checksOfKind(tunnel);
  if (port === 0 && needsFixedPort(tunnel))
    checks.push(problem('"intake.port" is 0: what forwards to this machine needs a port that stays the same'));
  if (checks.length > 0 || tunnel.kind === 'none') return checks;
  return [ok(`The settings of the tunnel (${tunnel.kind}) are complete`)];
}

async function checksOfKind(tunnel: TunnelConfig): Promise<Check[]> {
  switch (tunnel.kind) {
    case 'none':
    case 'ngrok':
      return [];
    case 'own-url':
      return addressOf(tunnel.url, 'url');
    case 'cloudflared':
      return [
        ...(tunnel.mode === 'named' ? addressOf(withScheme(tunnel.hostname), 'hostname') : []),
        ...(await programOf(tunnel.program)),
      ];
    case 'ssh':
      return [...addressOf(tunnel.url, 'url'), ...sshOf(tunnel)];
  }
}

function addressOf(url: string, name: string): Check[] {
  try {
    publicOrigin(url);
    return [];
  } catch (thrown) {
    return [problem(`"intake.tunnel.${name}": ${AppError.from(thrown).message}`)];
  }
}

async function programOf(chosen: string): Promise<Check[]> {
  if (chosen !== '')
    return existsSync(chosen) ? [] : [problem(`"intake.tunnel.program": there is no program ${chosen}`)];
  return (await systemPrograms.find('cloudflared')) === null
    ? [problem('cloudflared is not on PATH; install it, or name it in "intake.tunnel.program"')]
    : [];
}

function sshOf(tunnel: Extract<TunnelConfig, { kind: 'ssh' }>): Check[] {
  const checks: Check[] = [];
  const empty = (['host', 'user'] as const).filter((name) => tunnel[name].trim() === '');
  for (const name of empty) checks.push(problem(`"intake.tunnel.${name}" is empty`));
  if (tunnel.remotePort === 0)
    checks.push(problem('"intake.tunnel.remotePort" is 0: enter the port its web server forwards to'));
  if (tunnel.hostKey === '')
    checks.push(
      problem(
        `"intake.tunnel.hostKey" is empty, so nothing is sent to ${tunnel.host}. Take the fingerprint from "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub" there`,
      ),
    );
  if (tunnel.auth === 'key' && !existsSync(tunnel.keyFile))
    checks.push(problem(`"intake.tunnel.keyFile": ${tunnel.keyFile || 'no file is named'}, and there is none`));
  if (tunnel.auth === 'agent' && process.platform !== 'win32' && !process.env.SSH_AUTH_SOCK)
    checks.push(warning('"intake.tunnel.auth" is "agent", and no SSH agent runs here (SSH_AUTH_SOCK)'));
  return checks;
}

/** The public origin that stays the same over restarts; null where it is not known before the tunnel is up. */
export function lastingOrigin(tunnel: TunnelConfig): string | null {
  const written = writtenAddress(tunnel);
  return URL.canParse(written) ? new URL(written).origin : null;
}

function writtenAddress(tunnel: TunnelConfig): string {
  switch (tunnel.kind) {
    case 'none':
      return '';
    case 'own-url':
    case 'ssh':
      return tunnel.url;
    case 'ngrok':
      return withScheme(tunnel.domain);
    case 'cloudflared':
      return tunnel.mode === 'named' ? withScheme(tunnel.hostname) : '';
  }
}

function withScheme(name: string): string {
  return name === '' || name.includes('://') ? name : `https://${name}`;
}
