import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { matches } from './recorder.ts';
import type { FactType, Operation } from './statement.ts';

type Node = { readonly [key: string]: unknown };

/** The specification files beside a checkout; not part of it. */
const folder = new URL('../../../shared/specs/', import.meta.url);
const names = {
  connectwise: 'connectwise-openapi-subset.json',
  fieldnation: 'fieldnation-openapi.json',
  webhooks: 'fieldnation-webhooks-openapi.json',
} as const;

export const specsPresent = existsSync(fileURLToPath(new URL(names.connectwise, folder)));

export interface SpecOperation {
  readonly query: readonly string[];
  readonly request: Node | null;
  readonly response: Node | null;
  readonly status: number;
}

function node(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null;
}
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** One OpenAPI file, read as far as the comparison needs it. */
export class Spec {
  readonly #root: Node;

  constructor(vendor: Operation['vendor']) {
    this.#root = JSON.parse(readFileSync(new URL(names[vendor], folder), 'utf8')) as Node;
  }

  operation(method: string, path: string): SpecOperation | null {
    for (const [template, item] of Object.entries(node(this.#root.paths) ?? {})) {
      if (!matches(template, path)) continue;
      // A literal path wins over one with a parameter in the same place.
      if (template.includes('{') && path !== template && node(this.#root.paths)?.[path] !== undefined) continue;
      const operation = node(node(item)?.[method.toLowerCase()]);
      if (operation === null) continue;
      const parameters = [...list(node(item)?.parameters), ...list(operation.parameters)].map((each) =>
        this.resolve(each),
      );
      const found = Object.entries(node(operation.responses) ?? {}).find(([code]) => code.startsWith('2'));
      const request = node(this.resolve(operation.requestBody));
      const keys = list(operation.security).flatMap((each) => Object.keys(node(each) ?? {}));
      const inQuery = keys
        .map((key) => node(node(node(this.#root.components)?.securitySchemes)?.[key]))
        .filter((each) => each?.in === 'query');
      return {
        query: [...parameters.filter((each) => each?.in === 'query'), ...inQuery].map((each) => String(each?.name)),
        request: this.#schemaOf(request),
        response: this.#schemaOf(node(this.resolve(found?.[1]))),
        status: Number(found?.[0] ?? 0),
      };
    }
    return null;
  }

  resolve(value: unknown): Node | null {
    const given = node(value);
    const reference = given?.$ref;
    if (typeof reference !== 'string') return given;
    let current: unknown = this.#root;
    for (const part of reference.replace(/^#\//, '').split('/')) {
      current = node(current)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    return this.resolve(current);
  }

  #schemaOf(holder: Node | null): Node | null {
    const media = Object.values(node(holder?.content) ?? {})[0];
    return this.resolve(node(media)?.schema);
  }

  /** A schema with `allOf` of one reference folded in, as both generators write "this reference, with a description". */
  #flat(schema: Node | null): Node | null {
    const resolved = this.resolve(schema);
    const all = list(resolved?.allOf).map((each) => this.#flat(node(each)));
    if (resolved === null || all.length === 0) return resolved;
    const { allOf: _, ...own } = resolved;
    const properties = Object.assign({}, ...all.map((each) => each?.properties ?? {}), own.properties ?? {});
    return Object.assign({}, ...all, own, { properties }) as Node;
  }

  /** Types a path of the statement has in a schema; empty when the schema does not know the path. */
  typesAt(schema: Node | null, path: string): readonly FactType[] {
    const steps = path
      .split('.')
      .flatMap((part) => part.split(/(?=\[\])/))
      .filter((step) => step !== '');
    let present = this.#variants(schema);
    for (const step of steps) {
      present = present.flatMap((each) => {
        if (step === '[]') return this.#variants(node(each.items));
        const property = node(node(each.properties)?.[step]) ?? node(each.additionalProperties);
        return property === null ? [] : this.#variants(property);
      });
    }
    return [...new Set(present.map((each) => this.#type(each)))];
  }

  /** What a schema says about the value at a path besides its type; null when it does not know the path. */
  limitsAt(
    schema: Node | null,
    path: string,
  ): { readonly maxLength: number | null; readonly choices: readonly unknown[]; readonly required: boolean } | null {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let holder = this.#variants(schema)[0] ?? null;
    for (const step of steps) {
      const name = step.replace(/\[\]$/, '');
      const property = node(node(holder?.properties)?.[name]);
      const below = this.#variants(property)[0] ?? null;
      holder = step.endsWith('[]') ? (this.#variants(node(below?.items))[0] ?? null) : below;
    }
    const found = this.#variants(node(node(holder?.properties)?.[last]))[0];
    if (found === undefined) return null;
    return {
      maxLength: typeof found.maxLength === 'number' ? found.maxLength : null,
      choices: list(found.enum),
      required: list(holder?.required).includes(last),
    };
  }

  #variants(schema: Node | null): readonly Node[] {
    const flat = this.#flat(schema);
    if (flat === null) return [];
    const options = [...list(flat.oneOf), ...list(flat.anyOf)];
    return options.length === 0 ? [flat] : options.flatMap((each) => this.#variants(node(each)));
  }

  #type(schema: Node): FactType {
    if (schema.type === 'integer') return 'number';
    if (typeof schema.type === 'string') return schema.type as FactType;
    if (schema.properties !== undefined)
      return Object.keys(node(schema.properties) ?? {}).length > 0 ? 'object' : 'any';
    return schema.items === undefined ? 'any' : 'array';
  }

  /** Everything in a value that its schema does not allow or know, as `pointer: what`. */
  problems(schema: Node | null, value: unknown, at = ''): readonly string[] {
    const variants = this.#variants(schema);
    if (variants.length > 1) {
      const each = variants.map((variant) => this.problems(variant, value, at));
      return each.find((found) => found.length === 0) ?? each[0] ?? [];
    }
    const one = variants[0];
    if (one === undefined) return [];
    if (value === null) return one.nullable === true ? [] : [`${at}: null is not declared`];
    const type = this.#type(one);
    const actual = Array.isArray(value) ? 'array' : typeof value;
    if (type !== 'any' && type !== actual) return [`${at}: ${actual} instead of ${type}`];
    if (one.type === 'integer' && !Number.isInteger(value)) return [`${at}: not an integer`];
    const choices = list(one.enum);
    if (choices.length > 0 && !choices.includes(value))
      return [`${at}: "${String(value)}" is not one of ${choices.join(', ')}`];
    if (typeof value === 'string' && typeof one.maxLength === 'number' && value.length > one.maxLength) {
      return [`${at}: longer than ${one.maxLength}`];
    }
    if (typeof value === 'string' && one.format === 'date-time' && Number.isNaN(Date.parse(value)))
      return [`${at}: not a date-time`];
    if (Array.isArray(value)) return value.flatMap((item) => this.problems(node(one.items), item, `${at}[]`));
    const record = node(value);
    if (record === null || type !== 'object') return [];
    const properties = node(one.properties) ?? {};
    const missing = list(one.required)
      .filter((key) => record[String(key)] === undefined)
      .map((key) => `${at}.${String(key)}: required and missing`);
    const open = one.additionalProperties === true || Object.keys(properties).length === 0;
    const below = Object.entries(record).flatMap(([key, item]) => {
      const property = node(properties[key]) ?? node(one.additionalProperties);
      if (item === undefined) return [];
      if (property === null) return open ? [] : [`${at}.${key}: not declared`];
      return this.problems(property, item, `${at}.${key}`);
    });
    return [...missing, ...below];
  }
}
