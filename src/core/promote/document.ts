import { z } from 'zod';
import { type Config, configSchema } from '../../shared/config.ts';
import { type Mapping, mappingSchema } from '../../shared/domain/mapping.ts';
import { AppError } from '../../shared/errors.ts';
import { bareUrl } from './words/values.ts';

/** The configuration document as a file: what `--config`, `export` and `import` of the command and the window read and write. */
export interface ConfigDocument {
  readonly config: Config;
  /** Part of the same file under `mapping`; null leaves the profile's mapping as it is. */
  readonly mapping: Mapping | null;
}

/** What an exported document says of itself. Nothing in it changes a setting. */
const aboutSchema = z.object({
  product: z.string().max(100).default(''),
  profile: z.string().max(100).default(''),
  /** ISO 8601. */
  madeAt: z.string().max(40).default(''),
  /** What is not in it, for whoever opens the file. */
  leftOut: z.string().max(1000).default(''),
  /** What ids were called where it was made, by their place in the document; another environment finds its own ids by these. */
  names: z.record(z.string().max(300), z.string().max(300)).default({}),
});
export type About = z.infer<typeof aboutSchema>;

const product = 'Dispatch Bridge';
const leftOut =
  'Passwords, keys and tokens (they are in the keychain of the computer), links, history, and whether dispatching was started.';

const documentSchema = configSchema.extend({ mapping: mappingSchema.optional(), about: aboutSchema.optional() });

/** Shown of a bad document; a person mends them one after the other anyway. */
const problemsShown = 10;

/** `name` is what messages call it. Throws `config.newer`, or `config.invalid` with the path of each problem. */
export function parseDocument(data: unknown, name: string): ConfigDocument {
  const version = isRecord(data) ? data.formatVersion : undefined;
  if (typeof version === 'number' && version > 1)
    throw problem(
      'config.newer',
      `${name} has format ${version}, this Dispatch Bridge knows 1. Install the newer version that wrote it.`,
    );
  const parsed = documentSchema.safeParse(data);
  if (!parsed.success) throw invalid(name, parsed.error.issues.map(issueWords));
  const unknown = unknownKeys(data, parsed.data, '');
  if (unknown.length > 0)
    throw invalid(
      name,
      unknown.map((path) => `${path}: there is no such setting`),
    );
  const { mapping, about: _about, ...config } = parsed.data;
  return { config, mapping: mapping ?? null };
}

/** As `parseDocument`, from the text of a file. Throws `config.not-a-document` as well. */
export function readDocumentText(
  text: string,
  name: string,
): { readonly document: ConfigDocument; readonly about: About } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    const half = text.trimStart().startsWith('{')
      ? 'It may be only part of one: export it again.'
      : 'Choose a .json file that was exported here.';
    throw problem('config.not-a-document', `${name} is not a configuration document (it is not JSON). ${half}`, cause);
  }
  refuseOtherKinds(data, name);
  const document = parseDocument(data, name);
  return { document, about: aboutSchema.parse((isRecord(data) ? data.about : undefined) ?? {}) };
}

/** Files people take for a configuration, each told what it is. */
function refuseOtherKinds(data: unknown, name: string): void {
  const why = otherKind(data);
  if (why !== null)
    throw problem('config.not-a-document', `${name} is not a configuration document of Dispatch Bridge: ${why}`);
}

function otherKind(data: unknown): string | null {
  if (!isRecord(data)) return 'it holds a list or a single value. Choose a file that was exported here.';
  if (Array.isArray(data.rules)) return 'it is a mapping. Import it under Mapping instead.';
  const { about } = data;
  if (isRecord(about) && typeof about.product === 'string' && about.product !== product && about.product !== '')
    return `${about.product.slice(0, 100)} wrote it.`;
  if (typeof data.formatVersion !== 'number')
    return 'it has no formatVersion. Another program wrote it, or it was edited by hand.';
  return null;
}

/** The document as it is exported: with its mapping, without `started`, so that taking it over starts nothing, and without any secret. */
export function toDocument({ config, mapping }: ConfigDocument): Readonly<Record<string, unknown>> {
  const { started: _started, ...rest } = withoutSecrets(config);
  return mapping === null ? rest : { ...rest, mapping };
}

/** The text of an exported document; `about` says where it comes from and what is not in it. Without a time two exports of the same are the same. */
export function documentText(
  document: ConfigDocument,
  about: {
    readonly profile: string;
    readonly madeAt: number | null;
    readonly names?: Readonly<Record<string, string>>;
  },
): string {
  const { formatVersion, ...rest } = toDocument(document);
  const said = {
    product,
    profile: about.profile,
    ...(about.madeAt === null ? {} : { madeAt: new Date(about.madeAt).toISOString() }),
    leftOut,
    ...(Object.keys(about.names ?? {}).length === 0 ? {} : { names: about.names }),
  };
  return `${JSON.stringify({ formatVersion, about: said, ...rest }, null, 2)}\n`;
}

/** Addresses are the one place of the document where a person can have put a secret: a name and a password before the host. */
export function withoutSecrets(config: Config): Config {
  const { network, connectwise, fieldnation, intake } = config;
  const { tunnel } = intake;
  const bare: Config = {
    ...config,
    connectwise: connectwise === null ? null : { ...connectwise, site: bareUrl(connectwise.site) },
    fieldnation: fieldnation === null ? null : { ...fieldnation, baseUrl: bareUrl(fieldnation.baseUrl) },
    intake: { ...intake, tunnel: 'url' in tunnel ? { ...tunnel, url: bareUrl(tunnel.url) } : tunnel },
    network: { ...network, proxy: bareUrl(network.proxy) },
  };
  return JSON.stringify(bare) === JSON.stringify(config) ? config : bare;
}

function issueWords(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `${path === '' ? 'the document' : path.replace(/^\./, '')}: ${issue.message.replace(/^Invalid input: /, '')}`;
}

/** Settings that the schema does not know: a misspelt one would otherwise be left out in silence. */
function unknownKeys(given: unknown, known: unknown, path: string): readonly string[] {
  // Older names of events are taken as the events they mean, so the names differ here; unknown ones are refused by the schema.
  if (path === 'sync.events.rules') return [];
  // It sets nothing, and a later release may say more of itself.
  if (path === 'about') return [];
  if (Array.isArray(given) && Array.isArray(known))
    return given.flatMap((item, index) => unknownKeys(item, known[index], `${path}[${index}]`));
  if (!isRecord(given) || !isRecord(known)) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    // From before there were tunnels; the schema takes it as an own address.
    if (path === 'intake' && key === 'publicUrl') return [];
    const at = path === '' ? key : `${path}.${key}`;
    return Object.hasOwn(known, key) ? unknownKeys(value, known[key], at) : [at];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(name: string, problems: readonly string[]): AppError {
  const shown = problems.slice(0, problemsShown).map((line) => `\n  ${line}`);
  const more = problems.length > problemsShown ? `\n  and ${problems.length - problemsShown} more` : '';
  return problem('config.invalid', `${name} cannot be used:${shown.join('')}${more}`);
}

function problem(code: string, message: string, cause?: unknown): AppError {
  return new AppError({ code, kind: 'permanent', message, ...(cause === undefined ? {} : { cause }) });
}
