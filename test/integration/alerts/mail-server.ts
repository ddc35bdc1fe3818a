import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certificate } from '../../builders/certificates.ts';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string;
  readonly encrypted: boolean;
  readonly text: string;
}

export interface MailServer {
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

export const mailAuthority = certificate('Test authority of mail', { issuer: null });
const forLocalhost = certificate('localhost', { issuer: mailAuthority, hosts: ['localhost'] });
export const mailUser = 'alerts@example.com';
export const mailPassword = 'correct horse battery staple';

/** A mail server that lets one user in, and refuses mail to anybody at `nowhere.example`. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    key: forLocalhost.key,
    cert: forLocalhost.cert,
    logger: false,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      if (username === mailUser && password === mailPassword) done(null, { user: username });
      else done(Object.assign(new Error('5.7.8 Username and password not accepted'), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      if (address.endsWith('@nowhere.example'))
        done(Object.assign(new Error('5.1.1 The mailbox does not exist'), { responseCode: 550 }));
      else done();
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : (mailFrom?.address ?? ''),
          to: rcptTo.map(({ address }) => address),
          user: String(session.user ?? ''),
          encrypted: session.secure,
          text: Buffer.concat(parts).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
