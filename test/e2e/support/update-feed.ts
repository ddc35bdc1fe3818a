import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const fileName = 'dispatch-bridge-99.0.0-linux-x86_64.AppImage';

/** A feed with one release, 99.0.0, as the packer writes it for Linux: the AppImage is whatever the test says. */
export class UpdateFeed {
  readonly #server: Server;
  readonly #appImage: string;
  /** What the feed says the file's sum is. */
  sum: string;

  private constructor(server: Server, appImage: string) {
    this.#server = server;
    this.#appImage = appImage;
    this.sum = UpdateFeed.sumOf(appImage);
  }

  static async open(appImage: string): Promise<UpdateFeed> {
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/latest-linux.yml')) response.end(feed.#text());
      else if (request.url?.startsWith(`/${fileName}`)) response.end(appImage);
      else response.writeHead(404).end();
    });
    const feed = new UpdateFeed(server, appImage);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return feed;
  }

  static sumOf(text: string): string {
    return createHash('sha512').update(text).digest('base64');
  }

  /** What the packer puts into an app whose feed this is. */
  get appUpdateFile(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: dispatch-bridge-updater\n`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #text(): string {
    return [
      'version: 99.0.0',
      'files:',
      `  - url: ${fileName}`,
      `    sha512: ${this.sum}`,
      `    size: ${this.#appImage.length}`,
      `path: ${fileName}`,
      `sha512: ${this.sum}`,
      "releaseDate: '2026-11-22T10:00:00.000Z'",
      'releaseNotes: Everything is new',
      '',
    ].join('\n');
  }
}
