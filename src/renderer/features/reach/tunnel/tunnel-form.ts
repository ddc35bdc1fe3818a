import type { TunnelConfig, TunnelView } from '../../../../shared/domain/tunnels.ts';
import type { ChannelInput } from '../../../../shared/ipc/contract.ts';
import { t } from '../../../../shared/strings/t.ts';
import { fixesPort, type Way, wayOf } from './ways.ts';

/** A secret as it is typed: empty = the one in the keychain stays, null = it is forgotten when the form is saved. */
export type SecretDraft = string | null;

export type TunnelSecret = TunnelView['secretsSet'][number];

/** What a person types for a way, as text; fields of other ways rest. */
export interface TunnelForm {
  readonly way: Way;
  /** Of the listener here; empty = chosen by the system. */
  readonly port: string;
  readonly url: string;
  readonly domain: string;
  readonly hostname: string;
  readonly program: string;
  readonly host: string;
  readonly sshPort: string;
  readonly user: string;
  readonly auth: 'agent' | 'key';
  readonly keyFile: string;
  readonly remoteAddress: string;
  readonly remotePort: string;
  readonly ngrokAuthtoken: SecretDraft;
  readonly cloudflaredToken: SecretDraft;
  readonly sshPassphrase: SecretDraft;
  /** Secrets of other ways that are forgotten when this one is saved. */
  readonly forget: readonly TunnelSecret[];
}
export type TunnelField = Exclude<keyof TunnelForm, 'way' | 'auth' | 'forget'>;

/** Below the ports systems give out by themselves, so that it is free at the next start too; the one the engine names as well. */
const suggestedPort = 8300;
/** The port of the examples in docs/tunnels.md. */
const suggestedRemotePort = 18_443;
const sshPort = 22;

/** The form of a way: what is saved when it is the chosen one, otherwise as empty as can be. */
export function formOf(way: Way, view: Pick<TunnelView, 'config' | 'port'>): TunnelForm {
  const { config } = view;
  const same = wayOf(config) === way;
  const ssh = config.kind === 'ssh' ? config : null;
  return {
    way,
    port: view.port > 0 ? String(view.port) : fixesPort(way) ? String(suggestedPort) : '',
    url: same && 'url' in config ? config.url : '',
    domain: config.kind === 'ngrok' ? config.domain : '',
    hostname: config.kind === 'cloudflared' ? config.hostname : '',
    program: config.kind === 'cloudflared' ? config.program : '',
    host: ssh?.host ?? '',
    sshPort: String(ssh?.port ?? sshPort),
    user: ssh?.user ?? '',
    auth: ssh?.auth ?? 'agent',
    keyFile: ssh?.keyFile ?? '',
    remoteAddress: ssh?.remoteAddress ?? '127.0.0.1',
    remotePort: String(ssh === null || ssh.remotePort === 0 ? suggestedRemotePort : ssh.remotePort),
    ngrokAuthtoken: '',
    cloudflaredToken: '',
    sshPassphrase: '',
    forget: [],
  };
}

/** A host name out of what was pasted: addresses are cut down to it. */
export function hostNameOf(text: string): string {
  const trimmed = text.trim().toLowerCase();
  if (!URL.canParse(trimmed)) return trimmed.replace(/[/.]+$/, '');
  return new URL(trimmed).host || trimmed;
}

/** Cloudflare shows the token as part of a command; the command may be pasted whole. */
export function cloudflaredTokenOf(text: string): string {
  const words = text.trim().split(/\s+/);
  return words.find((word) => word.startsWith('eyJ')) ?? text.trim();
}

function portOf(text: string): number | null {
  const port = Number(text.trim());
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with a public address, null when nothing; plain http is for this computer itself only. */
export function addressProblem(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return t('reach.field.url.missing');
  if (!URL.canParse(trimmed)) return t('reach.field.url.wrong');
  const url = new URL(trimmed);
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) return t('reach.field.url.plain');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return t('reach.field.url.wrong');
  if (url.username !== '' || url.password !== '') return t('reach.field.url.name');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return t('reach.field.url.path', { origin: url.origin });
  return null;
}

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

export type TunnelProblems = Partial<Record<TunnelField, string>>;

/** What has to be filled in or put right, by field. `kept`: secrets in the keychain. */
export function problemsOf(form: TunnelForm, kept: TunnelView['secretsSet']): TunnelProblems {
  const problems: { -readonly [field in TunnelField]?: string } = {};
  const { way } = form;
  if (way === 'none') return problems;
  if (portOf(form.port) === null && (fixesPort(way) || form.port.trim() !== ''))
    problems.port =
      fixesPort(way) && form.port.trim() === '' ? t('reach.field.port.missing') : t('reach.field.port.wrong');
  const lacks = (draft: SecretDraft, name: TunnelSecret): boolean =>
    draft === null || (draft.trim() === '' && !kept.includes(name));
  if (way === 'own-url' || way === 'ssh') {
    const problem = addressProblem(form.url);
    if (problem !== null) problems.url = problem;
  }
  if (way === 'ngrok') {
    if (lacks(form.ngrokAuthtoken, 'tunnel.ngrokAuthtoken'))
      problems.ngrokAuthtoken = t('reach.field.authtoken.missing');
    if (form.domain.trim() !== '' && !hostName.test(hostNameOf(form.domain)))
      problems.domain = t('reach.field.hostname.wrong');
  }
  if (way === 'cloudflared-named') {
    if (lacks(form.cloudflaredToken, 'tunnel.cloudflaredToken'))
      problems.cloudflaredToken = t('reach.field.token.missing');
    if (form.hostname.trim() === '') problems.hostname = t('reach.field.hostname.missing');
    else if (!hostName.test(hostNameOf(form.hostname))) problems.hostname = t('reach.field.hostname.wrong');
  }
  if (way === 'ssh') {
    if (form.host.trim() === '') problems.host = t('reach.field.host.missing');
    if (form.user.trim() === '') problems.user = t('reach.field.user.missing');
    if (portOf(form.sshPort) === null) problems.sshPort = t('reach.field.port.wrong');
    if (portOf(form.remotePort) === null) problems.remotePort = t('reach.field.port.wrong');
    if (form.remoteAddress.trim() === '') problems.remoteAddress = t('reach.field.remoteAddress.missing');
    if (form.auth === 'key' && form.keyFile === '') problems.keyFile = t('reach.field.keyFile.missing');
  }
  return problems;
}

/** An accepted host key counts for the server it was shown by and no other. */
function hostKeyFor(host: string, port: number, config: TunnelConfig): string {
  return config.kind === 'ssh' && config.host === host && config.port === port ? config.hostKey : '';
}

function configOf(form: TunnelForm, saved: TunnelConfig): TunnelConfig {
  switch (form.way) {
    case 'none':
      return { kind: 'none' };
    case 'own-url':
      return { kind: 'own-url', url: form.url.trim() };
    case 'ngrok':
      return { kind: 'ngrok', domain: form.domain.trim() === '' ? '' : hostNameOf(form.domain) };
    case 'cloudflared-quick':
      return { kind: 'cloudflared', mode: 'quick', hostname: '', program: form.program };
    case 'cloudflared-named':
      return { kind: 'cloudflared', mode: 'named', hostname: hostNameOf(form.hostname), program: form.program };
    case 'ssh': {
      const host = form.host.trim();
      const port = portOf(form.sshPort) ?? sshPort;
      return {
        kind: 'ssh',
        host,
        port,
        user: form.user.trim(),
        auth: form.auth,
        keyFile: form.auth === 'key' ? form.keyFile : '',
        hostKey: hostKeyFor(host, port, saved),
        remoteAddress: form.remoteAddress.trim(),
        remotePort: portOf(form.remotePort) ?? 0,
        url: form.url.trim(),
      };
    }
  }
}

const secretOf: Readonly<Record<Way, TunnelSecret | null>> = {
  ngrok: 'tunnel.ngrokAuthtoken',
  'cloudflared-named': 'tunnel.cloudflaredToken',
  'cloudflared-quick': null,
  ssh: 'tunnel.sshPassphrase',
  'own-url': null,
  none: null,
};

/** Secrets in the keychain that this way has no use for. */
export function leftOver(way: Way, kept: readonly TunnelSecret[]): readonly TunnelSecret[] {
  return kept.filter((name) => name !== secretOf[way]);
}

/** What becomes of one secret: undefined = it stays, null = it is forgotten. */
function changeOf(form: TunnelForm, name: TunnelSecret): string | null | undefined {
  if (secretOf[form.way] !== name) return form.forget.includes(name) ? null : undefined;
  switch (name) {
    case 'tunnel.ngrokAuthtoken':
      return typed(form.ngrokAuthtoken, (text) => text.trim());
    case 'tunnel.cloudflaredToken':
      return typed(form.cloudflaredToken, cloudflaredTokenOf);
    case 'tunnel.sshPassphrase':
      if (form.auth === 'agent') return undefined;
      // A passphrase may begin or end with a blank.
      return typed(form.sshPassphrase, (text) => text);
  }
}

function typed(draft: SecretDraft, clean: (text: string) => string): string | null | undefined {
  if (draft === null) return null;
  return draft.trim() === '' ? undefined : clean(draft);
}

/** What is saved. Call it when `problemsOf` finds nothing. */
export function saveInputOf(form: TunnelForm, saved: TunnelConfig): ChannelInput<'tunnel:save'> {
  const secrets = {
    ngrokAuthtoken: changeOf(form, 'tunnel.ngrokAuthtoken'),
    cloudflaredToken: changeOf(form, 'tunnel.cloudflaredToken'),
    sshPassphrase: changeOf(form, 'tunnel.sshPassphrase'),
  };
  return { config: configOf(form, saved), port: portOf(form.port) ?? 0, secrets };
}
