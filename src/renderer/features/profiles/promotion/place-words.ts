import { type MessageKey, t } from '../../../../shared/strings/t.ts';

/** Where each part of a document is told about in the window, the longest beginning first. */
const parts: readonly (readonly [prefix: string, words: MessageKey])[] = [
  ['config.trigger.conditions', 'promotion.in.conditions'],
  ['config.trigger', 'promotion.in.trigger'],
  ['config.create', 'promotion.in.create'],
  ['config.statusMap', 'promotion.in.statusMap'],
  ['config.sync.events.filters', 'promotion.in.filters'],
  ['config.sync.events', 'promotion.in.events'],
  ['config.sync.outbound.members', 'promotion.in.members'],
  ['config.sync.outbound.createTickets', 'promotion.in.createTickets'],
  ['config.sync.outbound', 'promotion.in.outbound'],
  ['config.sync.inbound', 'promotion.in.inbound'],
  ['mapping.rules', 'promotion.in.rules'],
  ['mapping.statusMaps', 'promotion.in.statusMaps'],
];

/** The parts of a document these places belong to, in words, each once. */
export function placeWords(paths: readonly string[]): string {
  const words = paths.map((path) => {
    const key = parts.find(([prefix]) => path.startsWith(prefix))?.[1];
    return key === undefined ? path : t(key as 'promotion.in.trigger');
  });
  return [...new Set(words)].join(', ');
}

/** What a person wrote, where a place is a piece of text: `priority/id = 3`. Empty for every other place. */
export function writtenWords(path: string): string {
  const at = path.indexOf(': ');
  return at < 0 ? '' : path.slice(at + 2);
}
