import { describe, expect, it } from 'vitest';
import { type Handler, IpcGate, type IpcSender } from '../../../src/main/ipc/ipc-gate.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { envelopeSchema } from '../../../src/shared/ipc/contract.ts';
import type { Logger } from '../../../src/shared/logger.ts';

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}
function recorder(): { readonly logger: Logger; readonly lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ level, fields, message });
  };
  const logger: Logger = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => logger,
  };
  return { logger, lines };
}

const ours: IpcSender = { sender: { id: 7 }, senderFrame: { url: 'app://dispatch-bridge/index.html', parent: null } };
const frame = (url: string, parent: unknown = null): IpcSender => ({ sender: { id: 7 }, senderFrame: { url, parent } });

function setUp() {
  const { logger, lines } = recorder();
  return { gate: new IpcGate({ known: (id) => id === 7, logger }), lines };
}

describe('a call from a page', () => {
  it.each<[string, IpcSender]>([
    ['another window', { ...ours, sender: { id: 8 } }],
    ['a frame inside the page', frame('app://dispatch-bridge/index.html', {})],
    ['a frame that is gone', { ...ours, senderFrame: null }],
    ['another origin', frame('https://evil.example/')],
    ['a look-alike host', frame('app://dispatch-bridge.evil/index.html')],
    ['another scheme', frame('file:///index.html')],
    ['no page at all', frame('about:blank')],
  ])('is refused from %s, before its handler runs', async (_who, from) => {
    const { gate, lines } = setUp();
    let ran = false;
    const handler: Handler<'links:page'> = () => {
      ran = true;
      return null;
    };
    const envelope = await gate.call('links:page', handler, from, { linkId: 1 });
    expect(envelope).toMatchObject({ ok: false, error: { code: 'ipc.sender' } });
    expect(ran).toBe(false);
    expect(lines).toMatchObject([{ level: 'warn', fields: { channel: 'links:page' } }]);
  });

  it('reaches its handler with the defaults of the contract filled in', async () => {
    const { gate } = setUp();
    let seen: unknown;
    const handler: Handler<'setup:start'> = (input) => {
      seen = input;
      throw new AppError({ code: 'x', kind: 'permanent', message: 'x' });
    };
    await gate.call('setup:start', handler, ours, { ticketIds: [1042] });
    expect(seen).toEqual({ ticketIds: [1042], takeOver: false });
  });

  it.each([
    ['a missing value', undefined],
    ['a wrong type', { jobIds: '1' }],
    ['too many', { jobIds: Array.from({ length: 1001 }, (_, index) => index) }],
    ['none', { jobIds: [] }],
  ])('is refused with %s as input', async (_what, input) => {
    const { gate } = setUp();
    const envelope = await gate.call('attention:retry', () => 1, ours, input);
    expect(envelope).toMatchObject({
      ok: false,
      error: { code: 'ipc.input', context: { channel: 'attention:retry' } },
    });
  });

  it('logs where an input was wrong but not what it was: it may be a secret', async () => {
    const { gate, lines } = setUp();
    const input = { site: 'na', company: 'acme', publicKey: 'k', privateKey: 's3cret'.repeat(100) };
    const never: Handler<'setup:save-connectwise'> = () => Promise.reject(new Error('must not run'));
    const envelope = await gate.call('setup:save-connectwise', never, ours, input);
    expect(JSON.stringify([envelope, lines])).not.toContain('s3cret');
    expect(JSON.stringify(lines)).toContain('privateKey');
  });

  it('tells of the first mistakes only: a long wrong list does not push everything else out of the log', async () => {
    const { gate, lines } = setUp();
    const jobIds = Array.from({ length: 1000 }, () => 'x'.repeat(1000));
    await gate.call('attention:retry', () => 1, ours, { jobIds });
    expect(lines).toMatchObject([{ fields: { of: 1000 } }]);
    expect(JSON.stringify(lines).length).toBeLessThan(2000);
  });

  it('gets the answer the contract promises, and nothing beside it', async () => {
    const { gate } = setUp();
    const leaky: Handler<'setup:boards'> = () => [
      { id: 1, name: 'Field Services', secret: 'x' } as { id: number; name: string },
    ];
    expect(await gate.call('setup:boards', leaky, ours, undefined)).toEqual({
      ok: true,
      value: [{ id: 1, name: 'Field Services' }],
    });
  });

  it('gets an error when a handler breaks the contract, never the broken answer', async () => {
    const { gate, lines } = setUp();
    const broken = (() => [{ id: 'one' }]) as unknown as Handler<'setup:boards'>;
    expect(await gate.call('setup:boards', broken, ours, undefined)).toMatchObject({
      ok: false,
      error: { code: 'ipc.output' },
    });
    expect(lines).toMatchObject([{ level: 'error' }]);
  });

  it('gets an error in words, with what to do and without a stack', async () => {
    const { gate, lines } = setUp();
    const failing: Handler<'setup:plan'> = () => {
      throw new AppError({
        code: 'connectwise.unauthorized',
        kind: 'auth',
        message: 'ConnectWise refuses the key.',
        action: { do: 'open-setup', step: 'connectwise' },
        cause: new Error('401'),
      });
    };
    const envelope = await gate.call('setup:plan', failing, ours, undefined);
    expect(envelope).toEqual({
      ok: false,
      error: {
        code: 'connectwise.unauthorized',
        kind: 'auth',
        message: 'ConnectWise refuses the key.',
        context: {},
        action: { do: 'open-setup', step: 'connectwise' },
      },
    });
    expect(envelopeSchema.safeParse(envelope).success).toBe(true);
    expect(lines).toMatchObject([{ level: 'warn', fields: { code: 'connectwise.unauthorized' } }]);
  });

  it('turns anything else thrown into a fault of ours, with the stack only in the log', async () => {
    const { gate, lines } = setUp();
    const failing: Handler<'setup:plan'> = () => {
      throw new TypeError('x is undefined');
    };
    const envelope = await gate.call('setup:plan', failing, ours, undefined);
    expect(envelope).toMatchObject({ ok: false, error: { kind: 'bug' } });
    expect(JSON.stringify(envelope)).not.toContain('ipc-gate');
    expect(lines).toMatchObject([{ level: 'error', fields: { cause: expect.stringContaining('TypeError') } }]);
  });
});
