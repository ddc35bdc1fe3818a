import { z } from 'zod';
import { type Channel, channels } from '../../../src/shared/ipc/contract.ts';

/* Inputs for the channels of the contract: one that is right, and many that are not. */

type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
};

const texts = [
  'a1',
  '07:00',
  '#3b82f6',
  'https://example.com/',
  '2026-11-22T10:00:00.000Z',
  '2026-11-22',
  'a@b.example',
];

/** The smallest value that fits, as far as JSON Schema can say. */
function sample(schema: JsonSchema, root: JsonSchema, depth = 0): unknown {
  if (depth > 12) return null;
  const below = (part: JsonSchema | undefined): unknown => (part === undefined ? null : sample(part, root, depth + 1));
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.$ref !== undefined) return below(root.$defs?.[schema.$ref.split('/').at(-1) ?? ''] ?? root);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return below(options[0]);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(below));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, below(schema.properties?.[name])]));
    case 'array':
      if (schema.prefixItems !== undefined) return schema.prefixItems.map(below);
      return Array.from({ length: schema.minItems ?? 0 }, () => below(schema.items));
    case 'string':
      return texts.find((text) => schema.pattern === undefined || new RegExp(schema.pattern).test(text)) ?? 'a1';
    case 'number':
    case 'integer':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

/** An input the channel takes, or undefined where it takes none. Never sent: it is what bad ones are made of. */
export function goodInput(channel: Channel): unknown {
  const { input } = channels[channel];
  if (input.safeParse(undefined).success) return undefined;
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return sample(schema, schema);
}

/** What stands in place of a member, as JavaScript, because not all of it can be written as JSON. */
const replacements: readonly string[] = [
  'null',
  'undefined',
  '{}',
  '[]',
  '[[]]',
  '""',
  '"../../x"',
  '"..\\\\..\\\\x\\0"',
  '"<img src=x onerror=alert(1)>"',
  '-1',
  '0.5',
  'NaN',
  'Infinity',
  '1e400',
  '9007199254740993',
  '12n',
  'true',
  'new Date(0)',
  'new Map([["a", 1]])',
  'new Uint8Array(9)',
  'JSON.parse(\'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}\')',
];
/** Enough for a channel that takes nothing, and for each further member. */
const telling: readonly string[] = [
  'null',
  '{}',
  '[]',
  '""',
  '"../../x"',
  '-1',
  '0.5',
  'NaN',
  '12n',
  'true',
  'new Date(0)',
  'JSON.parse(\'{"__proto__":{"polluted":true}}\')',
];
/** Dear to send, so only as a whole and in place of the first member. */
const heavy: readonly string[] = [
  '"a".repeat(1_000_000)',
  '["a".repeat(100_000), {}]',
  'Array.from({ length: 3000 }, () => 1)',
  'nested(400)',
];
/** Cannot even be sent. */
const unsendable: readonly string[] = ['() => 1', 'Symbol("a")', 'circle()', 'nested(50_000)', '{ inner: () => 1 }'];

/** Before the values: what they are made with. */
export const valueHelpers = `
  const nested = (depth) => { let value = 'end'; for (let at = 0; at < depth; at += 1) value = { value }; return value; };
  const circle = () => { const value = {}; value.self = value; return value; };`;

/** Reads such a value here, to ask the schema about it. */
function madeOf(code: string): unknown {
  return new Function(`${valueHelpers}; return (${code});`)();
}

export interface BadInput {
  /** JavaScript that makes the value in the page. */
  readonly code: string;
  /** What it is, for a failure. */
  readonly about: string;
}

/** Bad inputs for a channel: the whole replaced, each member of the first two levels replaced or left out. What the schema would take is not among them. */
export function badInputs(channel: Channel): {
  readonly refused: readonly BadInput[];
  readonly unsendable: readonly BadInput[];
} {
  const good = goodInput(channel);
  const whole = (good === undefined ? telling : [...replacements, ...heavy]).map((code) => ({
    code: `(${code})`,
    about: code,
  }));
  const members = membersOf(good).flatMap(({ path, about }, at) => [
    ...(at === 0 ? [...replacements, ...heavy] : telling).map((code) => ({
      code: replaced(good, path, code),
      about: `${about} = ${code}`,
    })),
    {
      code: `(() => { const value = ${JSON.stringify(good)}; delete value${path}; return value; })()`,
      about: `no ${about}`,
    },
  ]);
  const refused = [...whole, ...members].filter(({ code }) => !channels[channel].input.safeParse(madeOf(code)).success);
  // Where every member may be left out, an object of others is as good as an empty one.
  const anyObject = channels[channel].input.safeParse({}).success;
  const rest = unsendable.filter((code) => !anyObject || !/circle|nested|inner/.test(code));
  return { refused, unsendable: rest.map((code) => ({ code: `(${code})`, about: code })) };
}

function replaced(good: unknown, path: string, code: string): string {
  return `(() => { const value = ${JSON.stringify(good)}; value${path} = (${code}); return value; })()`;
}

function membersOf(value: unknown, depth = 0): readonly { readonly path: string; readonly about: string }[] {
  if (typeof value !== 'object' || value === null || depth === 2) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = `[${JSON.stringify(name)}]`;
    const inner = membersOf(member, depth + 1).map((one) => ({ path: path + one.path, about: `${name}.${one.about}` }));
    return [{ path, about: name }, ...inner];
  });
}
