import { recordWords } from '../../intake/meaning.ts';
import type { SeenMessage } from '../../intake/news.ts';
import { callbackSchema, parseHostileJson } from '../../intake/payloads.ts';
import type { RefusalKind } from '../../intake/refusals.ts';
import type { Finding } from './chain-report.ts';

const senders = { connectwise: 'ConnectWise', fieldnation: 'Field Nation' } as const;
const done: Readonly<Record<string, string>> = { added: 'added', updated: 'changed', deleted: 'deleted' };

/** A message as a person knows it: `Ticket 7601, changed by jharper`, `Work order 900, workorder.status.published`. */
export function messageWords(message: SeenMessage): string {
  const { source, recordId, action, actor } = message;
  if (source === 'fieldnation') return `Work order ${recordId}, ${action}${actor === '' ? '' : ` by user ${actor}`}`;
  const what = recordWords(message);
  const verb = done[action.toLowerCase()] ?? action.toLowerCase();
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}, ${verb}${actor === '' ? '' : ` by ${actor}`}`;
}

export function senderOf(message: Pick<SeenMessage, 'source'>): string {
  return senders[message.source];
}

/** The signature is right: with which key. */
export function rightSignature(message: SeenMessage): Finding {
  const detail =
    message.source === 'fieldnation'
      ? 'HMAC-SHA256 over the raw body with the secret of the webhook'
      : `HMAC-SHA256 over the raw body with ${keyWords(message)}`;
  return { state: 'ok', message: `${senderOf(message)}'s signature is right (${messageWords(message)}).`, detail };
}

/** `key e17e6674-... of na.myconnectwise.net, company Cobalt`. Its address was checked when the message was taken in. */
function keyWords(message: SeenMessage): string {
  const parsed = callbackSchema.safeParse(parseHostileJson(Buffer.from(message.body, 'utf8')));
  const address = parsed.success ? parsed.data.Metadata.key_url : '';
  if (!parsed.success || !URL.canParse(address)) return 'the key ConnectWise gave';
  const url = new URL(address);
  const id = [...url.searchParams].find(([name]) => name.toLowerCase() === 'id')?.[1] ?? '';
  return `key ${id} of ${url.host}, company ${parsed.data.CompanyId}`;
}

/** What a refused message says about a link of the chain; null = nothing. */
export function refusalFinding(refused: {
  readonly source: SeenMessage['source'];
  readonly why: RefusalKind;
  readonly host: string;
}): { readonly link: 'listener' | 'signature' | 'inbox'; readonly finding: Finding } | null {
  const sender = senders[refused.source];
  const of = (link: 'listener' | 'signature' | 'inbox', message: string, state: 'failed' | 'warning' = 'failed') => ({
    link,
    finding: { state, message, detail: `Host: ${refused.host.slice(0, 300)}` },
  });
  switch (refused.why) {
    case 'unsigned':
      return of(
        'signature',
        refused.source === 'connectwise'
          ? 'A message without a signature came in and was refused (401). ConnectWise signs every callback: something in between removed the header x-content-signature, or it did not come from ConnectWise.'
          : 'A message that could not be checked came in and was refused (401): it carries no X-FN-Signature, or the secret of the webhook is not known here. Rotate the secret on the Webhooks tab.',
      );
    case 'wrong-signature':
      return of(
        'signature',
        refused.source === 'connectwise'
          ? 'A message with a wrong signature came in and was refused (401): it did not come from your ConnectWise, or something in between changed it.'
          : 'A message whose signature does not fit the secret of the webhook came in and was refused (401). If the secret was changed in Field Nation, rotate it on the Webhooks tab.',
      );
    case 'wrong-company':
      return of(
        'signature',
        'A callback of another ConnectWise company came in and was refused (403). Look in that company for a callback that points here.',
      );
    case 'wrong-key-address':
      return of(
        'signature',
        'A callback whose signing key is not at your ConnectWise site, or not that of your company, came in and was refused (403). Check the site in Setup; otherwise it is foreign.',
      );
    case 'too-many-unverified':
      return of('signature', 'A callback was put off (429): too many wait for their signing key.', 'warning');
    case 'wrong-host':
      return of(
        'listener',
        `A message of ${sender} came in for the host name ${refused.host.slice(0, 100) || '(none)'}, which is not ours, and was refused (421). Either it is registered with an old address, or what stands in front rewrites the host name.`,
      );
    case 'malformed':
      return of('inbox', `A message of ${sender} came in that cannot be read, and was refused (400).`);
    case 'not-stored':
      return of(
        'inbox',
        `A message of ${sender} could not be written to the inbox; ${sender} was asked to send it again. The log says why.`,
      );
    default:
      return null;
  }
}
