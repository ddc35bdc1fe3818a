import { unusableChatUrl } from '../../core/alerts/ways/chat.ts';
import type { SecretStore } from '../../core/secrets.ts';
import { chatUrlFault } from '../../shared/alert-address.ts';

/** As the window hands them over: left out = the one in the keychain stays, null = it is forgotten. */
export interface GivenAlertSecrets {
  readonly chatUrl?: string | null | undefined;
  readonly emailPassword?: string | null | undefined;
}

/** Puts what was given into the keychain. Throws `secrets.keychain`, and `alerts.chat-url` for an address nothing may be sent to. */
export async function keepAlertSecrets(
  secrets: SecretStore,
  { chatUrl, emailPassword }: GivenAlertSecrets,
): Promise<void> {
  const url = chatUrl?.trim() ?? chatUrl;
  const fault = typeof url === 'string' ? chatUrlFault(url) : null;
  if (fault !== null) throw unusableChatUrl(fault);
  if (url === null) await secrets.clear('alerts.chatUrl');
  else if (url !== undefined) await secrets.set('alerts.chatUrl', url);
  if (emailPassword === null) await secrets.clear('alerts.emailPassword');
  else if (emailPassword !== undefined) await secrets.set('alerts.emailPassword', emailPassword);
}

export async function alertSecretsSet(secrets: SecretStore): Promise<('chatUrl' | 'emailPassword')[]> {
  const [url, password] = await Promise.all([secrets.get('alerts.chatUrl'), secrets.get('alerts.emailPassword')]);
  return [...(url === null ? [] : (['chatUrl'] as const)), ...(password === null ? [] : (['emailPassword'] as const))];
}
