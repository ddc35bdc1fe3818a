import type { Json } from '../../../shared/json.ts';
import type { TellingText } from '../words.ts';

/** Slack takes at most 50 blocks of 3,000 characters each; Teams a card of at most 28 kB. */
const mostItems = 15;
const longestText = 800;

/**
 * For a workflow in Teams that begins with "When a Teams webhook request is received": a message with one Adaptive Card. Version 1.4 is what every
 * client of Teams shows; older kinds of cards lose their parts there.
 */
export function teamsPayload(text: TellingText, from: string): Json {
  const block = (line: string, look: { readonly [name: string]: Json } = {}): Json => ({
    type: 'TextBlock',
    text: plainInTeams(line),
    wrap: true,
    ...look,
  });
  const items = shown(text).flatMap(({ title, message, severity }) => [
    block(title, {
      weight: 'Bolder',
      color: severity === 'error' ? 'Attention' : 'Warning',
      spacing: 'Medium',
    }),
    block(message, { spacing: 'None' }),
  ]);
  const head = text.items.length > 1 ? [block(text.title, { size: 'Medium', weight: 'Bolder' })] : [];
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: cut(`${from}: ${text.title}`),
          msteams: { width: 'Full' },
          body: [
            block(from, { isSubtle: true, size: 'Small' }),
            ...head,
            ...items,
            ...rest(text).map((line) => block(line)),
          ],
        },
      },
    ],
  };
}

/** For an incoming webhook of Slack: `text` is what notifications show, `blocks` what the channel does. */
export function slackPayload(text: TellingText, from: string): Json {
  const section = (line: string): Json => ({ type: 'section', text: { type: 'mrkdwn', text: line } });
  const items = shown(text).flatMap(({ title, message }) => [
    section(`*${plainInSlack(title)}*`),
    { type: 'section', text: { type: 'plain_text', text: escaped(message), emoji: false } },
  ]);
  const head: Json[] =
    text.items.length > 1
      ? [{ type: 'header', text: { type: 'plain_text', text: cut(text.title, 150), emoji: false } }]
      : [];
  return {
    text: plainInSlack(`${from}: ${text.title}`),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      ...head,
      ...items,
      ...rest(text).map((line) => section(line)),
      { type: 'context', elements: [{ type: 'plain_text', text: from, emoji: false }] },
    ],
  };
}

function shown({ items }: TellingText): TellingText['items'] {
  return items.slice(0, mostItems);
}

function rest({ items }: TellingText): readonly string[] {
  return items.length > mostItems
    ? [`${items.length - mostItems} more are listed in the app, under Attention > Alerts.`]
    : [];
}

function cut(text: string, longest = longestText): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}

/** Values of records stand in messages: none of their signs may mean bold or a link. */
function plainInTeams(text: string): string {
  return cut(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\*_[\]]/g, '\\$&');
}

/** Slack has no way to write these signs as they are. */
function plainInSlack(text: string): string {
  return escaped(text.replace(/[*_~`]/g, ' '));
}

/** Slack reads these three; without angle brackets there are no links and no mentions. */
function escaped(text: string): string {
  return cut(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
