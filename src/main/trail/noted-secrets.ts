import type { SecretStore } from '../../core/secrets.ts';
import type { SecretName } from '../../shared/config.ts';
import type { NewAuditEntry } from '../../shared/domain/recovery.ts';

/** Writes a line of the trail in the name of the person at this computer; never rejects. */
export type NoteChange = (entry: Pick<NewAuditEntry, 'area' | 'what' | 'before' | 'after'>) => Promise<void>;

const words: Readonly<Record<SecretName, readonly [NewAuditEntry['area'], string]>> = {
  'connectwise.privateKey': ['connection', 'ConnectWise private key'],
  'connectwise.clientId': ['connection', 'ConnectWise client ID'],
  'fieldnation.clientSecret': ['connection', 'Field Nation client secret'],
  'fieldnation.password': ['connection', 'Field Nation password'],
  'fieldnation.webhookSecret': ['callbacks', 'Secret of the webhook'],
  'fieldnation.previousWebhookSecret': ['callbacks', 'Previous secret of the webhook'],
  'intake.pathToken': ['intake', 'Token in the address of callbacks'],
  'tunnel.ngrokAuthtoken': ['intake', 'ngrok authtoken'],
  'tunnel.cloudflaredToken': ['intake', 'cloudflared token'],
  'tunnel.sshPassphrase': ['intake', 'Passphrase of the SSH key'],
  'alerts.chatUrl': ['alerts', 'Address of the chat'],
  'alerts.emailPassword': ['alerts', 'Password of the e-mail server'],
};

/** The keychain as a person's pages use it: what they set or forget becomes a line of the trail that says no more than that. */
export function notedSecrets(store: SecretStore, note: NoteChange): SecretStore {
  const tell = async (name: SecretName, after: 'set' | 'changed' | 'forgotten'): Promise<void> => {
    const [area, what] = words[name];
    await note({ area, what, before: after === 'set' ? '' : 'set', after });
  };
  return {
    get backend() {
      return store.backend;
    },
    get: (name) => store.get(name),
    async set(name, value) {
      const before = await store.get(name);
      await store.set(name, value);
      if (before !== value) await tell(name, before === null ? 'set' : 'changed');
    },
    async clear(name) {
      const before = await store.get(name);
      await store.clear(name);
      if (before !== null) await tell(name, 'forgotten');
    },
  };
}
