import type {
  NgrokEndpoint,
  NgrokListener,
  NgrokSdk,
  NgrokSession,
  NgrokSessionBuilder,
} from '../../src/core/tunnel/ngrok-sdk.ts';

/** What ngrok does in a test, and what was asked of it. */
export class FakeNgrok {
  /** What the next sign-in fails with; ngrok's library throws plain errors. */
  refuseSignIn: Error | null = null;
  refuseListen: Error | null = null;
  /** Sign-ins wait until the test lets them through. */
  gate: Promise<void> = Promise.resolve();
  url = 'https://a1b2c3.ngrok-free.app';
  readonly asked: string[] = [];
  readonly sessions: FakeSession[] = [];

  get openSessions(): number {
    return this.sessions.filter((session) => !session.closed).length;
  }

  readonly load = async (): Promise<NgrokSdk> => {
    const ngrok = this;
    return {
      SessionBuilder: class implements NgrokSessionBuilder {
        readonly #session = new FakeSession(ngrok);

        authtoken(authtoken: string): this {
          ngrok.asked.push(`authtoken ${authtoken}`);
          return this;
        }
        clientInfo(): this {
          return this;
        }
        handleDisconnection(handler: (address: string, error: string) => boolean): this {
          this.#session.disconnect = (error) => handler('connect.ngrok-agent.com:443', error);
          return this;
        }
        handleHeartbeat(handler: (latencyMs: number) => void): this {
          this.#session.heartbeat = () => handler(40);
          return this;
        }
        handleStopCommand(handler: () => void): this {
          this.#session.endInDashboard = handler;
          return this;
        }
        async connect(): Promise<NgrokSession> {
          await ngrok.gate;
          if (ngrok.refuseSignIn !== null) throw ngrok.refuseSignIn;
          ngrok.sessions.push(this.#session);
          return this.#session;
        }
      },
    };
  };
}

class FakeSession implements NgrokSession {
  disconnect: (error: string) => boolean = () => true;
  heartbeat: () => void = () => {};
  endInDashboard: () => void = () => {};
  closed = false;
  readonly #ngrok: FakeNgrok;

  constructor(ngrok: FakeNgrok) {
    this.#ngrok = ngrok;
  }

  httpEndpoint(): NgrokEndpoint {
    const ngrok = this.#ngrok;
    const endpoint: NgrokEndpoint = {
      domain(domain) {
        ngrok.asked.push(`domain ${domain}`);
        ngrok.url = `https://${domain}`;
        return endpoint;
      },
      async listenAndForward(url): Promise<NgrokListener> {
        if (ngrok.refuseListen !== null) throw ngrok.refuseListen;
        ngrok.asked.push(`forward ${url}`);
        return {
          url: () => ngrok.url,
          close: async () => {
            ngrok.asked.push('close listener');
          },
        };
      },
    };
    return endpoint;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.#ngrok.asked.push('close session');
  }
}
