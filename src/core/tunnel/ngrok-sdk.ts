/** The part of `@ngrok/ngrok` that is used, so that a test can stand in for it. */
export interface NgrokSdk {
  readonly SessionBuilder: new () => NgrokSessionBuilder;
}

export interface NgrokSessionBuilder {
  authtoken(authtoken: string): this;
  clientInfo(clientType: string, version: string): this;
  /** Called when the connection to ngrok broke; true = connect again. */
  handleDisconnection(handler: (address: string, error: string) => boolean): this;
  /** Called for every heartbeat that came back, with its latency (ms); every 10 s. */
  handleHeartbeat(handler: (latencyMs: number) => void): this;
  /** Called when somebody ends this session in ngrok's dashboard. */
  handleStopCommand(handler: () => void): this;
  connect(): Promise<NgrokSession>;
}

export interface NgrokSession {
  httpEndpoint(): NgrokEndpoint;
  close(): Promise<void>;
}

export interface NgrokEndpoint {
  domain(domain: string): this;
  listenAndForward(url: string): Promise<NgrokListener>;
}

export interface NgrokListener {
  url(): string | null;
  close(): Promise<void>;
}
