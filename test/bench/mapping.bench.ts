/*
 * A mapping of 200 rules: how often it is applied to a record in a second, and how long the answer to a keystroke takes in the editor. Without
 * scripts, with JSONata, with Jsonnet (native and portable), a tenth of the rules or all of them. Every application sees another record.
 */
import { evaluate } from '../../src/core/mapping/evaluate.ts';
import { oneWayRules } from '../../src/core/mapping/one-way.ts';
import { createScriptHost } from '../../src/core/scripts/create-host.ts';
import type { ScriptHost } from '../../src/core/scripts/port.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Mapping, type MappingRule, mappingRuleSchema, mappingSchema } from '../../src/shared/domain/mapping.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { jsonnetParts, scriptWorker } from '../builders/workers.ts';
import { startBenchEngine } from './support/bench-engine.ts';
import { percentile, row } from './support/figures.ts';

const ruleCount = 200;
const measureMs = 4_000;

type Language = 'jsonata' | 'jsonnet';
const scripts: Readonly<Record<Language, string>> = {
  jsonata: `$uppercase(company.name) & " / " & (priority.id <= 2 ? "urgent" : "normal") & " / " & $join(items[amount > 2].name, ", ")`,
  jsonnet: `local urgent = $.util.lookup_field($.input, 'priority.id', 9) <= 2;
std.asciiUpper($.input.company.name) + ' / ' + (if urgent then 'urgent' else 'normal') + ' / ' +
std.join(', ', [item.name for item in $.util.lookup_field($.input, 'items', [], true) if item.amount > 2])`,
};

function record(n: number): JsonObject {
  return {
    id: n,
    summary: `Replace access point ${n}`,
    initialDescription: `Line one of ${n}\nLine two`,
    company: { id: n % 50, name: `Customer ${n % 50}` },
    priority: { id: (n % 4) + 1, name: `Priority ${(n % 4) + 1}` },
    requiredDate: '2026-12-01T14:00:00Z',
    budgetHours: n % 9,
    items: Array.from({ length: 10 }, (_, at) => ({ name: `Item ${at}`, amount: (n + at) % 5 })),
  };
}

function rule(at: number, language: Language | null): MappingRule {
  const base = { id: `r${at}`, direction: 'inbound', target: `custom_fields.${at}` };
  if (language !== null)
    return mappingRuleSchema.parse({ ...base, action: 'CUSTOM', language, script: scripts[language] });
  const plain = [
    { action: 'SYNC', source: 'summary' },
    { action: 'ARRAY_MAP', source: 'priority.name', mappings: mapOf(4), onMissing: 'default', default: 'other' },
    { action: 'CONCAT', parts: [field('company.name'), { type: 'static', value: ', ' }, field('id')] },
    { action: 'DATE_CONVERT', source: 'requiredDate', outputFormat: 'YYYY-MM-DD HH:mm:ss' },
    {
      action: 'RANGE_MAP',
      source: 'budgetHours',
      ranges: [2, 5, 9].map((compare) => ({ compare, value: compare * 10 })),
    },
  ];
  return mappingRuleSchema.parse({ ...base, ...plain[at % plain.length] });
}
const field = (value: string) => ({ type: 'field', value });
const mapOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ compare: `Priority ${at + 1}`, value: `P${at + 1}` }));

/** `share` of the rules are scripts. */
function rules(language: Language | null, share: number): readonly MappingRule[] {
  const every = share === 0 ? 0 : Math.round(1 / share);
  return Array.from({ length: ruleCount }, (_, at) => rule(at, every > 0 && at % every === 0 ? language : null));
}

const variants = [
  { words: 'without scripts', language: null, share: 0, engine: 'native' },
  { words: '20 JSONata scripts', language: 'jsonata', share: 0.1, engine: 'native' },
  { words: '200 JSONata scripts', language: 'jsonata', share: 1, engine: 'native' },
  { words: '20 Jsonnet scripts', language: 'jsonnet', share: 0.1, engine: 'native' },
  { words: '200 Jsonnet scripts', language: 'jsonnet', share: 1, engine: 'native' },
  { words: '20 Jsonnet scripts, portable', language: 'jsonnet', share: 0.1, engine: 'portable' },
] as const;

/** Applied one after the other, to another record each time, for `measureMs`. */
async function applied(host: ScriptHost, all: readonly MappingRule[]): Promise<number> {
  const mapping = { name: 'Bench', rules: all.flatMap(oneWayRules) };
  const apply = (n: number) =>
    evaluate({ mapping, direction: 'inbound', occasion: 'update', source: record(n), subject: `Ticket ${n}` }, host);
  for (const { outcome } of await apply(0))
    if (outcome.kind === 'problem') throw new Error(`A rule gave a problem: ${outcome.problem.message}`);
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < measureMs) {
    count += 1;
    await apply(count);
  }
  return count / ((performance.now() - started) / 1000);
}

// An evaluator keeps no process alive; the app has its listener for that, here is nothing else.
const alive = setInterval(() => {}, 60_000);

let bare: number | null = null;
for (const { words, language, share, engine } of variants) {
  const host = createScriptHost({ worker: scriptWorker, jsonnet: jsonnetParts, clock: systemClock, engines: [engine] });
  try {
    const serves = (await host.engines()).jsonnet;
    if (language === 'jsonnet' && serves !== engine) {
      row(`200 rules, ${words}`, { 'not measured': `no ${engine} Jsonnet here` });
      continue;
    }
    const perSecond = await applied(host, rules(language, share));
    bare ??= perSecond;
    row(`200 rules, ${words}`, { 'applied per second': perSecond, 'against none': perSecond / bare });
  } finally {
    await host.stop();
  }
}

/*
 * What a keystroke costs: the preview of the whole draft on a ticket, and, when the typing rests, the check of it. Nearly every rule of this draft
 * names a field the account does not have, so the check finds the most there is to say.
 */
const sandbox = await startSandbox({ clock: systemClock });
const bench = await startBenchEngine(sandbox.info);
const { mappings } = bench.engine;
const ticketId = sandbox.info.demo.ticketIds[0] ?? 0;
for (const { words, language, typedIn, aim } of [
  { words: 'a text, no scripts', language: null, typedIn: null, aim: 'under 50 ms' },
  { words: 'a text, 20 JSONata scripts', language: 'jsonata', typedIn: null, aim: 'under 50 ms' },
  { words: 'a text, 20 Jsonnet scripts', language: 'jsonnet', typedIn: null, aim: '' },
  { words: 'a JSONata script, 20 of them', language: 'jsonata', typedIn: 'jsonata', aim: 'under 50 ms' },
  { words: 'a Jsonnet script, 20 of them', language: 'jsonnet', typedIn: 'jsonnet', aim: '' },
] as const) {
  const times: number[] = [];
  const checks: number[] = [];
  let found = 0;
  for (let typed = 0; typed < 60; typed += 1) {
    const draft = withTyped(rules(language, language === null ? 0 : 0.1), typedIn, 'x'.repeat(typed + 1));
    const started = performance.now();
    const preview = mappings.preview(draft, { kind: 'ticket', id: ticketId }, 'update');
    const { rows } = await preview;
    const wrong = rows.find((one) => one.outcome === 'problem');
    if (rows.length !== ruleCount || wrong !== undefined)
      throw new Error(`Not a preview of all rules: ${wrong?.message}`);
    if (typed < 10) continue;
    times.push(performance.now() - started);
    const checked = performance.now();
    found = (await mappings.check(draft)).length;
    checks.push(performance.now() - checked);
  }
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  row(`preview, typing ${words}`, { 'p50 ms': p50, 'p95 ms': p95 }, aim);
  row('  its check', { 'p50 ms': percentile(checks, 0.5), 'p95 ms': percentile(checks, 0.95), findings: found });
}
await bench.stop();
await sandbox.stop();
clearInterval(alive);

function withTyped(all: readonly MappingRule[], typedIn: Language | null, text: string): Mapping {
  const typed = mappingRuleSchema.parse({
    id: 'typed',
    direction: 'inbound',
    target: 'title',
    ...(typedIn === null
      ? { action: 'CONCAT', parts: [field('summary'), { type: 'static', value: text }] }
      : {
          action: 'CUSTOM',
          language: typedIn,
          script: typedIn === 'jsonata' ? `summary & "${text}"` : `$.input.summary + '${text}'`,
        }),
  });
  return mappingSchema.parse({ formatVersion: 1, name: 'Bench', rules: [typed, ...all.slice(1)] });
}
