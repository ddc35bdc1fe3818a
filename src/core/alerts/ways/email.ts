import type { SecureContext } from 'node:tls';
import { isHostName, isMailAddress, mayMailPlain } from '../../../shared/alert-address.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AlertsConfig } from '../../../shared/domain/alerts.ts';
import { AppError } from '../../../shared/errors.ts';
import type { TellingText } from '../words.ts';
import { mailFailure } from './email-failure.ts';
import { mailHtml, mailText } from './email-text.ts';
import type { Way } from './way.ts';

/** ms. A mail server that does not answer must not hold a message for minutes. */
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

export type MailConfig = AlertsConfig['email'];

export interface EmailOptions {
  readonly clock: Clock;
  readonly from: string;
  readonly config: () => MailConfig;
  /** From the keychain; null = none. */
  readonly password: () => Promise<string | null>;
  readonly trust: () => SecureContext;
}

/** E-mail over SMTP, straight to the server: mail does not go through the proxy of the web. */
export function emailWay({ clock, from, config, password, trust }: EmailOptions): Way {
  return {
    async send(text: TellingText, signal: AbortSignal) {
      const mail = config();
      refuseIncomplete(mail);
      const { host, port, security, user, to } = mail;
      const pass = user === '' ? null : await password();
      if (user !== '' && pass === null) throw incomplete('There is no password for the mail server yet.');
      // Loaded when there is mail to send: most starts have none.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({
        host: host.trim(),
        port,
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
        ...(pass === null ? {} : { auth: { user, pass } }),
        ...timeouts,
        tls: { secureContext: trust(), minVersion: 'TLSv1.2' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const release = clock.hold();
      try {
        const { rejected } = await transport.sendMail({
          from: { name: from, address: mail.from.trim() },
          to: to.map((address) => address.trim()),
          subject: text.title,
          text: mailText(text, from),
          html: mailHtml(text, from),
          signal,
          // Answers of machines to machines help nobody.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        if (rejected.length > 0) throw refusedRecipients(rejected.map(String));
      } catch (thrown) {
        throw thrown instanceof AppError ? thrown : mailFailure(thrown, mail);
      } finally {
        transport.close();
        release();
      }
    },
  };
}

/** What has to be there before anything is sent; what may not be sent at all. */
function refuseIncomplete({ host, from, to, security }: MailConfig): void {
  if (host.trim() === '') throw incomplete('There is no mail server yet.');
  if (!isHostName(host.trim())) throw incomplete(`"${host}" is not the name of a mail server.`);
  if (!isMailAddress(from.trim())) throw incomplete(`"${from}" is not an address mail can come from.`);
  if (to.length === 0) throw incomplete('There is no recipient yet.');
  const wrong = to.find((address) => !isMailAddress(address.trim()));
  if (wrong !== undefined) throw incomplete(`"${wrong}" is not an e-mail address.`);
  if (security === 'none' && !mayMailPlain(host))
    throw new AppError({
      code: 'alerts.email-unencrypted',
      kind: 'permanent',
      message: `Mail goes unencrypted only to a server on this computer, and ${host} is none. Choose STARTTLS or TLS under Settings > Alerts.`,
      action: { do: 'open-settings', section: 'alerts' },
    });
}

function incomplete(what: string): AppError {
  return new AppError({
    code: 'alerts.email-incomplete',
    kind: 'permanent',
    message: `${what} Enter it under Settings > Alerts.`,
    action: { do: 'open-settings', section: 'alerts' },
  });
}

/** Some got it and some did not: sending it again would tell the first ones twice. */
function refusedRecipients(rejected: readonly string[]): AppError {
  return new AppError({
    code: 'alerts.email-recipient',
    kind: 'permanent',
    message: `The mail server refused ${rejected.join(', ')}; the others got the message. Correct or remove the address.`,
  });
}
