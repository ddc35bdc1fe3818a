import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';

const companyInfo = (host: string) => ({
  CompanyName: 'Planted',
  Codebase: 'v2025_1/',
  VersionCode: 'v2025.1',
  VersionNumber: '2025.1.0',
  CompanyID: 'planted',
  IsCloud: true,
  SiteUrl: host,
});

/** A vendor that refuses everything and says in its refusal what it was sent, credentials and all; and a mail server of the same kind. */
export class EchoingVendor {
  readonly #http: Server;
  readonly #mail: TcpServer;
  readonly #received: string[] = [];

  private constructor(http: Server, mail: TcpServer) {
    this.#http = http;
    this.#mail = mail;
  }

  static async open(): Promise<EchoingVendor> {
    const http = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        const said = `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`;
        vendor.#received.push(said);
        if (request.url?.startsWith('/login/companyinfo/')) {
          // Without it ConnectWise's own address is not known, and no credential is sent at all.
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(companyInfo(request.headers.host ?? '')));
          return;
        }
        const { authorization = '', clientid = '' } = request.headers;
        const basic = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
        const message = `Refused: ${said}; you are ${basic} with ${String(clientid)}`;
        response.writeHead(request.url?.includes('oauth') ? 400 : 401, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({ code: 'Unauthorized', message, error: 'invalid_grant', error_description: message }),
        );
      });
    });
    const mail = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 mail.example ESMTP\r\n');
      socket.setEncoding('utf8').on('data', (lines: string) => {
        for (const line of lines.split('\r\n').filter(Boolean)) {
          vendor.#received.push(line);
          const decoded = Buffer.from(line.split(' ').at(-1) ?? '', 'base64')
            .toString('utf8')
            .replaceAll('\0', ' ');
          if (/^EHLO/i.test(line)) socket.write('250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n');
          else if (/^AUTH/i.test(line)) socket.write(`535 5.7.8 Refused: ${line} is ${decoded}\r\n`);
          else if (/^QUIT/i.test(line)) socket.end('221 Bye\r\n');
          else socket.write(`500 What is ${line}\r\n`);
        }
      });
    });
    const vendor = new EchoingVendor(http, mail);
    http.listen(0, '127.0.0.1');
    mail.listen(0, '127.0.0.1');
    await Promise.all([once(http, 'listening'), once(mail, 'listening')]);
    return vendor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get mailPort(): number {
    return (this.#mail.address() as AddressInfo).port;
  }

  /** Everything it was sent. */
  get received(): string {
    return this.#received.join('\n');
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
    this.#mail.close();
  }
}
