import { createRedactor, redacted } from '../../monitor/redact.ts';
import { secretForms } from '../../monitor/secret-forms.ts';

export interface MaskOptions {
  readonly secrets: readonly string[];
  /** Customers' words that are left out wherever they stand: summaries, companies, people. */
  readonly customers?: readonly string[];
  /** Who sits at this computer, and what it is called. */
  readonly user?: string;
  readonly computer?: string;
}

export interface Masked {
  readonly text: string;
  /** Values that were replaced. */
  readonly count: number;
}

export interface Masker {
  text(text: string): Masked;
  /** As indented JSON, sensitive keys by their name as well. */
  json(value: unknown): Masked;
}

/** Hosts that say nothing about a customer: the vendors' own, and this machine. */
const knownHost =
  /^(?:(?:api-|cloud-|staging-)?(?:na|eu|au|aus|za|uk|staging|sandbox|cloud|www)\.myconnectwise\.net|(?:[a-z-]+\.)?connectwise\.com|(?:[a-z0-9-]+\.)*fieldnation\.com|localhost|127\.0\.0\.1|dispatch-bridge)$/i;
const keptAddresses = new Set(['127.0.0.1', '0.0.0.0', '255.255.255.255']);
const plainTopLevels =
  'com|net|org|edu|gov|mil|biz|info|eu|de|fr|uk|at|ch|nl|be|es|it|pl|se|dk|fi|ie|us|ca|au|nz|jp|cloud|local|lan|corp|internal|intranet|home';
/** These end names of ours as well (`store.io`): only with a longer name before them. */
const rareTopLevels = 'io|co|app|dev|ai|me|tech|host|online|site|xyz';

/**
 * A version of V8 (`13.0.245.16-electron.0`, `13.6.233.10-node.28`), whose four numbers look like an address. Told apart by the whole of it: four
 * numbers alone, one of a private network, or a name that goes on behind (`13.0.0.4-node.1.example`) are masked.
 */
const engineVersion = '(?:1[1-9]|[2-9]\\d)\\.\\d+\\.\\d+\\.\\d+-(?:electron|node)\\.\\d+(?![\\w.-])';

type Rule = readonly [pattern: RegExp, replace: (found: string, ...groups: string[]) => string];

const rules: readonly Rule[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/)([^\s/:"'<>?#\\[\]]+)/gi, (_, scheme = '', host = '') => scheme + hostOrMask(host)],
  [/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g, () => '[e-mail]'],
  [
    new RegExp(`(?<![\\d.])(?!${engineVersion})(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.])`, 'g'),
    (found) => (keptAddresses.has(found) ? found : '[address]'),
  ],
  [/(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![0-9a-z:])/gi, () => '[address]'],
  [/(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![0-9a-z:])/gi, () => '[address]'],
  [new RegExp(`(?<![\\w.@/-])(?:[a-z0-9-]+\\.)+(?:${plainTopLevels})(?![\\w-])`, 'gi'), (found) => hostOrMask(found)],
  [new RegExp(`(?<![\\w.@/-])(?:[a-z0-9-]+\\.){2,}(?:${rareTopLevels})(?![\\w-])`, 'gi'), (found) => hostOrMask(found)],
  [/(\/home\/|\/Users\/|[A-Za-z]:\\{1,2}Users\\{1,2})[^/\\\s"']+/g, (_, before = '') => `${before}[user]`],
  [/(?<![\w.+-])\+\d{1,3}[ ./-]?(?:\(?\d{1,5}\)?[ ./-]?){2,5}\d{2,}(?!\w)/g, () => '[phone]'],
  [/(?<![\w.+-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)/g, () => '[phone]'],
  [/(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{40,}={0,2}(?![A-Za-z0-9_-])/g, () => '[token]'],
  [/(?<![A-Za-z0-9])[0-9a-f]{32,}(?![A-Za-z0-9])/gi, () => '[token]'],
];

function hostOrMask(host: string): string {
  return knownHost.test(host) || host.startsWith('[') ? host : '[host]';
}

/**
 * What of a text may leave this computer. Known secrets in every form they may have, whatever looks like one (monitor/redact.ts), and what
 * says who somebody is: e-mail addresses, phone numbers, addresses, hosts, user names in paths, customers' words. Every text of the bundle
 * passes here, whatever made it.
 */
export function createMasker(options: MaskOptions): Masker {
  const redactor = createRedactor();
  const forms = anyOf(secretForms(options.secrets));
  const customers = anyOf(
    [...new Set(options.customers ?? [])]
      .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
      .filter((text) => text.trim().length > 2)
      .sort((a, b) => b.length - a.length),
    true,
  );
  const named = anyOf(
    [options.user ?? '', options.computer ?? ''].filter((name) => name.length > 2 && name !== 'root'),
    true,
  );

  function text(input: string): Masked {
    let count = 0;
    const counting = (result: string, before: string): string => {
      if (result !== before) count += 1;
      return result;
    };
    let out = input;
    const apply = (pattern: RegExp | null, by: string): void => {
      if (pattern !== null) out = out.replace(pattern, (found) => counting(by, found));
    };
    apply(forms, redacted);
    apply(customers, '[customer]');
    const plain = redactor.text(out);
    count += occurrences(plain) - occurrences(out);
    out = plain;
    for (const [pattern, by] of rules)
      out = out.replace(pattern, (found, ...groups: string[]) => counting(by(found, ...groups), found));
    apply(named, '[name]');
    return { text: out, count };
  }

  return {
    text,
    json(value) {
      const clean = redactor.value(value);
      const before = JSON.stringify(clean, null, 2) ?? '';
      const masked = text(before);
      return { text: `${masked.text}\n`, count: masked.count + occurrences(before) };
    },
  };
}

function occurrences(text: string): number {
  return text.split(redacted).length - 1;
}

function anyOf(texts: readonly string[], wholeWords = false): RegExp | null {
  const escaped = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (escaped.length === 0) return null;
  return new RegExp(wholeWords ? `(?<!\\w)(?:${escaped.join('|')})(?!\\w)` : escaped.join('|'), 'g');
}
