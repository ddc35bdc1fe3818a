import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly path: string;
  readonly contentType: string;
  readonly body: unknown;
}

export interface ChatServer {
  readonly url: string;
  readonly posted: Posted[];
  /** What it answers from now on. */
  answer: { status: number; body?: string; headers?: Record<string, string> };
  close(): Promise<void>;
}

/** What Teams and Slack are from outside: an address that takes JSON. */
export async function chatServer(): Promise<ChatServer> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      posted.push({
        path: request.url ?? '',
        contentType: request.headers['content-type'] ?? '',
        body: JSON.parse(Buffer.concat(parts).toString('utf8')),
      });
      response.writeHead(chat.answer.status, chat.answer.headers).end(chat.answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const chat: ChatServer = {
    url: `http://127.0.0.1:${port}/services/T000/B000/secretPartOfTheAddress`,
    posted,
    answer: { status: 202 },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return chat;
}
