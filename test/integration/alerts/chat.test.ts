import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatWay } from '../../../src/core/alerts/ways/chat.ts';
import type { TellingText } from '../../../src/core/alerts/words.ts';
import { Dispatchers } from '../../../src/core/http/dispatchers.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { freePort } from '../../builders/free-port.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';
import { type ChatServer, chatServer } from './chat-server.ts';

const item = {
  title: 'The tunnel is down',
  message: 'It is tried *again* by <itself> & [soon](x).',
  severity: 'attention',
} as const;
const one: TellingText = { title: item.title, body: item.message, place: 'callbacks/tunnel', items: [item] };
const many: TellingText = {
  title: '20 things need you',
  body: '',
  place: 'attention/alerts',
  items: Array.from({ length: 20 }, (_, n) => ({ ...item, title: `Thing ${n + 1}`, severity: 'error' as const })),
};

let chat: ChatServer;
let given: string | null;
beforeEach(async () => {
  chat = await chatServer();
  given = chat.url;
});
afterEach(() => chat.close());

function send(text: TellingText, kind: 'teams' | 'slack'): Promise<void> {
  return chatWay({
    clock: new VirtualClock(),
    userAgent: 'DispatchBridge/0.0.0',
    from: 'Dispatch Bridge (sandbox)',
    kind: () => kind,
    url: async () => given,
    dispatchers: () => new Dispatchers({ proxy: 'none', caFile: '' }),
  }).send(text, new AbortController().signal);
}
async function refusal(sent: Promise<void>): Promise<AppError> {
  const thrown: unknown = await sent.then(
    () => new Error('It was sent'),
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw thrown;
}

describe('an alert in Teams', () => {
  it('is a message with one Adaptive Card, in which no value of a record is read as markup', async () => {
    await send(one, 'teams');
    expect(chat.posted).toHaveLength(1);
    expect(chat.posted[0]).toMatchObject({
      contentType: 'application/json',
      body: {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                { type: 'TextBlock', text: 'Dispatch Bridge (sandbox)' },
                { type: 'TextBlock', text: 'The tunnel is down', weight: 'Bolder', color: 'Warning' },
                { type: 'TextBlock', text: 'It is tried \\*again\\* by <itself> & \\[soon\\](x).', wrap: true },
              ],
            },
          },
        ],
      },
    });
  });

  it('names the first of many and says where the rest is; the card stays below what Teams takes', async () => {
    await send({ ...many, items: many.items.map((one) => ({ ...one, message: 'x'.repeat(5000) })) }, 'teams');
    const sent = JSON.stringify(chat.posted[0]?.body);
    expect(sent).toContain('Thing 15');
    expect(sent).not.toContain('Thing 16');
    expect(sent).toContain('5 more are listed in the app');
    expect(sent.length).toBeLessThan(28_000);
  });
});

describe('an alert in Slack', () => {
  it('has a text for notifications and blocks for the channel', async () => {
    chat.answer = { status: 200, body: 'ok' };
    await send(one, 'slack');
    expect(chat.posted[0]?.body).toEqual({
      text: 'Dispatch Bridge (sandbox): The tunnel is down',
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '*The tunnel is down*' } },
        {
          type: 'section',
          text: { type: 'plain_text', text: 'It is tried *again* by &lt;itself&gt; &amp; [soon](x).', emoji: false },
        },
        { type: 'context', elements: [{ type: 'plain_text', text: 'Dispatch Bridge (sandbox)', emoji: false }] },
      ],
    });
  });

  it('of many stays within what Slack takes', async () => {
    await send(many, 'slack');
    const [{ body } = { body: {} }] = chat.posted;
    const { blocks } = body as { blocks: { type: string }[] };
    expect(blocks[0]).toMatchObject({ type: 'header', text: { text: '20 things need you' } });
    expect(blocks.length).toBeLessThanOrEqual(50);
  });
});

describe('a chat that does not take it', () => {
  it.each([
    [
      404,
      'no_service',
      'slack',
      'permanent',
      'Slack does not know this webhook any more (404: no_service). Make a new one and paste its address.',
    ],
    [403, 'invalid_token', 'slack', 'permanent', 'Slack refused the message (403: invalid_token).'],
    [400, 'invalid_blocks', 'slack', 'permanent', 'Slack did not take the message (400: invalid_blocks).'],
    [
      404,
      '{"error":{"code":"WorkflowNotFound","message":"The workflow could not be found."}}',
      'teams',
      'permanent',
      'Teams does not know this webhook any more (404: The workflow could not be found.).',
    ],
    [503, '<html>away</html>', 'teams', 'transient', 'Teams answered with 503.'],
    [302, '', 'teams', 'permanent', 'answered with a redirect (302)'],
  ] as const)('with %i %s says so', async (status, body, kind, errorKind, words) => {
    chat.answer = { status, body, headers: status === 302 ? { location: chat.url } : {} };
    const error = await refusal(send(one, kind));
    expect(error.kind).toBe(errorKind);
    expect(error.message).toContain(words);
    expect(JSON.stringify(error.toInfo())).not.toContain('secretPartOfTheAddress');
    expect(chat.posted).toHaveLength(1);
  });

  it('for a while says how long', async () => {
    chat.answer = { status: 429, headers: { 'retry-after': '30' } };
    expect(await refusal(send(one, 'slack'))).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
  });

  it('because it cannot be reached says so', async () => {
    given = `http://127.0.0.1:${await freePort()}/services/x`;
    expect((await refusal(send(one, 'slack'))).message).toBe(
      'Slack cannot be reached at 127.0.0.1: nothing answers on this port.',
    );
    given = 'https://hooks.does-not-exist.invalid/x';
    expect((await refusal(send(one, 'teams'))).message).toContain('there is no server of this name, or no network');
  });

  it('is not asked without an address, nor unencrypted outside this computer', async () => {
    given = null;
    expect((await refusal(send(one, 'teams'))).message).toContain('There is no webhook address');
    given = 'http://hooks.slack.com/services/x';
    expect(await refusal(send(one, 'slack'))).toMatchObject({ code: 'alerts.chat-url' });
    given = 'file:///etc/passwd';
    expect(await refusal(send(one, 'slack'))).toMatchObject({ code: 'alerts.chat-url' });
    expect(chat.posted).toEqual([]);
  });
});
