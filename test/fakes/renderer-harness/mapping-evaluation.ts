import { type Evaluated, evaluate } from '../../../src/core/mapping/evaluate.ts';
import type { ScriptOutcome } from '../../../src/core/scripts/port.ts';
import { effectiveMapping } from '../../../src/core/sync/effective-mapping.ts';
import { emptyConfig } from '../../../src/shared/config.ts';
import { targetLabel } from '../../../src/shared/domain/field-labels.ts';
import type { Mapping, OneWayRule } from '../../../src/shared/domain/mapping.ts';
import type { MappingProblem, Preview, PreviewRow } from '../../../src/shared/domain/mapping-work.ts';
import type { AppErrorInfo } from '../../../src/shared/errors.ts';
import { type Json, type JsonObject, jsonEqual } from '../../../src/shared/json.ts';
import { readPath } from '../../../src/shared/record-path.ts';

/*
 * What the rules make of the made-up records: every action but CUSTOM runs as in the app; scripts answer what they were written for, and fail
 * where the word `error` stands in them.
 */

const scriptAnswers: Readonly<Record<string, (input: JsonObject) => Json>> = {
  instructions: (input) =>
    `<p>Site contact: ${String(input.contactName)}<br>Phone: ${String(input.contactPhoneNumber)}</p>`,
  'provider-line': (input) => {
    const { name, phone } = input.provider as JsonObject;
    return name === '' ? '' : `${String(name)} (${String(phone)})`;
  },
};

function scriptFailure(ruleId: string, text: string): AppErrorInfo | null {
  const line = text.split('\n').findIndex((one) => one.includes('error'));
  if (line < 0) return null;
  return {
    code: 'script.failed',
    kind: 'permanent',
    message: `The script stopped in line ${String(line + 1)}: RUNTIME ERROR: field does not exist: contactFax.`,
    context: { line: line + 1, ruleId },
  };
}

const scripts: Parameters<typeof evaluate>[1] = {
  evaluateAll: (asked, input) =>
    Promise.resolve(
      new Map(
        asked.map(({ ruleId, text }): [string, ScriptOutcome] => {
          const error = scriptFailure(ruleId, text);
          if (error !== null) return [ruleId, { kind: 'failed', error }];
          return [ruleId, { kind: 'value', value: scriptAnswers[ruleId]?.(input) ?? `(${ruleId})` }];
        }),
      ),
    ),
};

export async function fakePreview(
  mapping: Mapping,
  occasion: 'create' | 'update',
  ticket: JsonObject | null,
  workOrder: JsonObject | null,
): Promise<Preview> {
  const started = performance.now();
  const effective = effectiveMapping(mapping, emptyConfig, 11);
  const side = async (direction: OneWayRule['direction'], source: JsonObject | null, other: JsonObject | null) => {
    if (source === null) return [];
    const subject = direction === 'inbound' ? `Ticket ${String(source.id)}` : `Work order ${String(source.id)}`;
    const all = await evaluate({ mapping: effective, direction, occasion, source, subject }, scripts);
    return all.map((one) => row(one, other));
  };
  const rows = [...(await side('inbound', ticket, workOrder)), ...(await side('outbound', workOrder, ticket))];
  return { rows, ms: Math.round((performance.now() - started) * 10) / 10 + 3.2, remarks: [] };
}

function row({ rule, outcome }: Evaluated, other: JsonObject | null): PreviewRow {
  const held = other === null ? null : (readPath(other, rule.target) ?? null);
  const present = rule.target === 'status' ? ((held as JsonObject | null)?.id ?? null) : held;
  const value = outcome.kind === 'value' ? outcome.value : null;
  return {
    ruleId: rule.id.replace(/~$/, ''),
    direction: rule.direction,
    target: rule.target,
    label: targetLabel(rule.target),
    outcome: outcome.kind,
    value,
    present,
    differs: other !== null && outcome.kind === 'value' && !jsonEqual(value, present),
    message:
      outcome.kind === 'problem'
        ? outcome.problem.message
        : outcome.kind === 'none'
          ? 'The source is empty: the field is left as it is.'
          : '',
  };
}

/** A few of each kind, so that their places on the page can be looked at; a fix takes its problem away. */
export function fakeProblems(mapping: Mapping): MappingProblem[] {
  const found: MappingProblem[] = [];
  const about = { boardId: null, part: '', line: null, column: null, fix: null };
  for (const rule of mapping.rules) {
    if (rule.action === 'ARRAY_MAP' && rule.target === 'custom_fields.131')
      rule.mappings.forEach((one, at) => {
        if (one.value === null || ['After hours', 'Business hours'].includes(String(one.value))) return;
        const mappings = rule.mappings.map((old, index) => (index === at ? { ...old, value: 'After hours' } : old));
        found.push({
          ...about,
          code: 'value.not-in-list',
          severity: 'error',
          ruleId: rule.id,
          part: `mappings.${String(at)}.value`,
          message: `"${String(one.value)}" is not a value of Site access. Field Nation refuses the work order with it. It takes Business hours, After hours.`,
          fix: {
            label: 'Use After hours',
            edits: [{ kind: 'replace-rule', ruleId: rule.id, rule: { ...rule, mappings } }],
          },
        });
      });
    if (rule.target === 'summary' && rule.direction === 'outbound')
      found.push({
        ...about,
        code: 'loop',
        severity: 'error',
        ruleId: rule.id,
        part: 'target',
        message: 'Summary gives Title and Title gives Summary: each change would come back. Keep one direction.',
        fix: { label: 'Remove this rule', edits: [{ kind: 'remove-rule', ruleId: rule.id }] },
      });
    if (rule.action === 'SYNC' && rule.target === 'title')
      found.push({
        ...about,
        code: 'text.too-long',
        severity: 'warning',
        ruleId: rule.id,
        part: 'source',
        message: 'Summary can have 100 characters, Title takes 256: nothing is cut.',
      });
    if (rule.action === 'CUSTOM' && scriptFailure(rule.id, rule.script) !== null) {
      const line = rule.script.split('\n').findIndex((one) => one.includes('error')) + 1;
      found.push({
        ...about,
        code: 'script.wrong',
        severity: 'error',
        ruleId: rule.id,
        part: 'script',
        line,
        column: 3,
        message: `Unexpected "error" in line ${String(line)}.`,
      });
    }
  }
  for (const map of mapping.statusMaps)
    if (!map.toTicket.some((one) => one.workOrderStatus === 'Cancelled'))
      found.push({
        ...about,
        code: 'status.unmapped',
        severity: 'warning',
        ruleId: null,
        boardId: map.boardId,
        message: `Cancelled has no ticket status on ${map.boardName}. A work order that is cancelled waits for a person.`,
        fix: {
          label: 'Leave the ticket alone',
          edits: [
            {
              kind: 'set-status-map',
              statusMap: {
                ...map,
                toTicket: [
                  ...map.toTicket,
                  { workOrderStatus: 'Cancelled', ticketStatusId: null, ticketStatusName: '' },
                ],
              },
            },
          ],
        },
      });
  return found;
}
