import { createServer } from 'node:net';
import { createSecureContext } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { emailWay, type MailConfig } from '../../../src/core/alerts/ways/email.ts';
import type { TellingText } from '../../../src/core/alerts/words.ts';
import { alertsConfigSchema } from '../../../src/shared/domain/alerts.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { freePort } from '../../builders/free-port.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { type MailServer, mailAuthority, mailPassword, mailServer, mailUser } from './mail-server.ts';

const text: TellingText = {
  title: '2 things need you',
  body: 'Ticket 1042 stopped; the tunnel is down.',
  place: 'attention/alerts',
  items: [
    {
      title: '1 change stopped',
      message: 'Ticket 1042 was not sent: "P1 <Emergency>" has no value.',
      severity: 'error',
    },
    { title: 'The tunnel is down', message: 'It is tried again by itself.', severity: 'attention' },
  ],
};

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function started(options?: Parameters<typeof mailServer>[0]): Promise<MailServer> {
  const server = await mailServer(options);
  servers.push(server);
  return server;
}

function send(change: Partial<MailConfig>, password: string | null = mailPassword, trusted = true): Promise<void> {
  const config: MailConfig = {
    ...alertsConfigSchema.parse({}).email,
    on: true,
    host: 'localhost',
    user: mailUser,
    from: mailUser,
    to: ['dispatch@example.com'],
    ...change,
  };
  const way = emailWay({
    clock: new VirtualClock(),
    from: 'Dispatch Bridge (staging)',
    config: () => config,
    password: async () => password,
    trust: () => createSecureContext(trusted ? { ca: mailAuthority.cert } : {}),
  });
  return way.send(text, new AbortController().signal);
}
async function refusal(sent: Promise<void>): Promise<AppError> {
  return sent.then(
    () => {
      throw new Error('It was sent');
    },
    (error: unknown) => {
      if (error instanceof AppError) return error;
      throw error;
    },
  );
}

describe('an alert by e-mail', () => {
  it('is sent over STARTTLS with user and password, and says each alert with its fix', async () => {
    const { port, received } = await started();
    await send({ port, to: ['dispatch@example.com', 'night@example.com'] });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      from: mailUser,
      to: ['dispatch@example.com', 'night@example.com'],
      user: mailUser,
      encrypted: true,
    });
    const mail = received[0]?.text ?? '';
    expect(mail).toContain('Subject: 2 things need you');
    expect(mail).toContain('From: "Dispatch Bridge (staging)" <alerts@example.com>');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toContain('Ticket 1042 was not sent');
    expect(mail).toContain('&lt;Emergency&gt;');
    expect(mail).not.toContain(mailPassword);
  });

  it('is sent over TLS from the first byte', async () => {
    const { port, received } = await started({ secure: true });
    await send({ port, security: 'tls' });
    expect(received[0]).toMatchObject({ encrypted: true, user: mailUser });
  });

  it('goes unencrypted to this computer and nowhere else', async () => {
    const { port, received } = await started({ disabledCommands: ['STARTTLS'], authOptional: true });
    await send({ port, security: 'none', user: '' });
    expect(received[0]).toMatchObject({ encrypted: false, user: '' });
    expect(await refusal(send({ port, security: 'none', user: '', host: 'mail.example.com' }))).toMatchObject({
      code: 'alerts.email-unencrypted',
      message: expect.stringContaining('mail.example.com'),
    });
  });

  it('is not sent where the server does not encrypt though it has to', async () => {
    const { port, received } = await started({ disabledCommands: ['STARTTLS'], authOptional: true });
    const error = await refusal(send({ port }));
    expect(error).toMatchObject({ code: 'alerts.email-starttls', kind: 'permanent' });
    expect(error.message).toContain(`localhost:${port} does not speak STARTTLS`);
    expect(received).toEqual([]);
  });

  it('is not sent to a server whose certificate nobody vouches for', async () => {
    const { port, received } = await started();
    expect(await refusal(send({ port }, mailPassword, false))).toMatchObject({ code: 'alerts.email-certificate' });
    expect(received).toEqual([]);
  });

  it('says that the password is wrong, in the words of the server, and never the password', async () => {
    const { port } = await started();
    const error = await refusal(send({ port }, 'a wrong password'));
    expect(error).toMatchObject({ code: 'alerts.email-sign-in', kind: 'permanent' });
    expect(error.message).toContain(
      'does not let "alerts@example.com" sign in: 535 5.7.8 Username and password not accepted',
    );
    expect(JSON.stringify(error.toInfo())).not.toContain('a wrong password');
  });

  it('says which recipient was refused', async () => {
    const { port, received } = await started();
    const nobody = await refusal(send({ port, to: ['gone@nowhere.example'] }));
    expect(nobody).toMatchObject({ code: 'alerts.email-recipient', kind: 'permanent' });
    expect(nobody.message).toContain('gone@nowhere.example');
    expect(nobody.message).toContain('The mailbox does not exist');
    const some = await refusal(send({ port, to: ['dispatch@example.com', 'gone@nowhere.example'] }));
    expect(some.message).toBe(
      'The mail server refused gone@nowhere.example; the others got the message. Correct or remove the address.',
    );
    expect(received).toHaveLength(1);
  });

  it('says that there is no such server, or that nothing answers there', async () => {
    const unknown = await refusal(send({ host: 'mail.does-not-exist.invalid', port: 587 }));
    expect(unknown).toMatchObject({ code: 'alerts.email-unreachable', kind: 'offline' });
    expect(unknown.message).toContain('there is no server of this name, or no network');
    const refused = await refusal(send({ port: await freePort() }));
    expect(refused.message).toMatch(/The mail server localhost:\d+ cannot be reached: nothing answers on this port\./);
  });

  it('says that the port wants another encryption', async () => {
    const { port } = await started();
    expect(await refusal(send({ port, security: 'tls' }))).toMatchObject({ code: 'alerts.email-tls' });
  });

  it('says that it is no mail server', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    servers.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await refusal(send({ port }))).message).toContain('does not answer like a mail server');
  });

  it('is tried again when the server asks for it, and not when it refuses for good', async () => {
    const { port } = await started({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(Object.assign(new Error('4.7.1 Try again later'), { responseCode: 451 })));
      },
    });
    const error = await refusal(send({ port }));
    expect(error).toMatchObject({ kind: 'transient', message: expect.stringContaining('451 4.7.1 Try again later') });
  });

  it('is not sent half set up, nor with an address that would begin another header', async () => {
    for (const [change, words] of [
      [{ host: '' }, 'There is no mail server yet.'],
      [{ to: [] }, 'There is no recipient yet.'],
      [{ from: 'nobody' }, '"nobody" is not an address mail can come from.'],
      [{ to: ['a@example.com\r\nBcc: b@example.com'] }, 'is not an e-mail address.'],
      [{ host: 'mail.example.com/path' }, 'is not the name of a mail server.'],
    ] as const)
      expect(
        (await refusal(send({ ...change, to: 'to' in change ? [...change.to] : ['a@example.com'] }))).message,
      ).toContain(words);
    expect((await refusal(send({}, null))).message).toContain('There is no password for the mail server yet.');
  });
});
