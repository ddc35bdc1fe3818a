import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { freeId, ruleBetween, waysOf } from '../connect/new-rule.ts';
import { useEditor } from '../editor-store.ts';
import { fieldIndex } from '../fields/field-index.ts';
import { withEnd } from '../inspector/change-rule.ts';
import { targetSide } from '../rule-ends.ts';
import { type FieldRef, useRulesView } from './rules-store.ts';

function rules(): readonly MappingRule[] {
  return useEditor.getState().mapping.rules;
}

/** A rule is called by the field it writes. */
export function ruleName(rule: MappingRule): string {
  return fieldIndex(useEditor.getState().catalog).label(targetSide(rule), rule.target);
}

/** Puts the keyboard on a rule. */
export function activate(ruleId: string | null): void {
  useRulesView.setState({ activeRule: ruleId });
}

/** Opens a rule in the inspector. */
export function openRule(ruleId: string): void {
  activate(ruleId);
  useEditor.getState().select({ kind: 'rule', id: ruleId });
}

/** The rule that the engine makes of a status map (sync/effective-mapping.ts); a person sees the map. */
const statusRuleId = 'status-map';

/** Goes to what a stopped item is about: a rule, or the status maps. */
export function goToRule(ruleId: string): void {
  const { setTab } = useEditor.getState();
  setTab(ruleId === statusRuleId ? 'status-maps' : 'rules');
  if (ruleId !== statusRuleId) openRule(ruleId);
}

export function changeRule(rule: MappingRule, key?: string): void {
  useEditor
    .getState()
    .edit(
      { kind: 'replace-rule', ruleId: rule.id, rule },
      t('mappingEditor.step.change', { rule: ruleName(rule) }),
      key === undefined ? undefined : `${rule.id}:${key}`,
    );
}

function add(rule: MappingRule, label: string, before?: string): void {
  useEditor
    .getState()
    .edit(before === undefined ? { kind: 'add-rule', rule } : { kind: 'add-rule', rule, before }, label);
  openRule(rule.id);
}

/** Connects a field of each side. False when neither can be written. */
export function connect(first: FieldRef, second: FieldRef, direction?: MappingRule['direction']): boolean {
  const index = fieldIndex(useEditor.getState().catalog);
  const pair = first.side === 'connectwise' ? { cw: first, fn: second } : { cw: second, fn: first };
  const connectwise = index.field('connectwise', pair.cw.path);
  const fieldnation = index.field('fieldnation', pair.fn.path);
  if (connectwise === undefined || fieldnation === undefined) return false;
  const way = direction ?? waysOf({ connectwise, fieldnation }, first.side)[0];
  if (way === undefined) return false;
  const taken = rules().map((rule) => rule.id);
  add(
    ruleBetween({ connectwise, fieldnation }, way, taken),
    t('mappingEditor.step.connect', { connectwise: connectwise.label, fieldnation: fieldnation.label }),
  );
  return true;
}

/** A rule that always writes the same value. */
export function addConstant(target: FieldRef): void {
  const field = fieldIndex(useEditor.getState().catalog).field(target.side, target.path);
  if (field === undefined) return;
  const taken = rules().map((rule) => rule.id);
  const rule: MappingRule = {
    id: freeId(target.path, taken),
    direction: target.side === 'fieldnation' ? 'inbound' : 'outbound',
    action: 'SET_STATIC',
    target: target.path,
    value: field.options?.[0]?.value ?? (field.type === 'number' ? 0 : field.type === 'boolean' ? false : ''),
    when: 'always',
    onMissing: 'skip',
    onConflict: 'ask',
  };
  add(rule, t('mappingEditor.step.constant', { field: field.label }));
}

/** Gives a rule's end on the field's side another field. */
export function putOnEnd(rule: MappingRule, field: FieldRef): void {
  changeRule(withEnd(rule, field.side, field.path));
  openRule(rule.id);
}

export function duplicateRule(rule: MappingRule): void {
  const list = rules();
  const id = freeId(
    rule.id,
    list.map((one) => one.id),
  );
  const after = list[list.findIndex((one) => one.id === rule.id) + 1]?.id;
  add({ ...rule, id }, t('mappingEditor.step.duplicate', { rule: ruleName(rule) }), after);
}

/** Takes a rule away; the next one is active then. */
export function removeRule(rule: MappingRule): void {
  const list = rules();
  const at = list.findIndex((one) => one.id === rule.id);
  if (at < 0) return;
  const neighbour = list[at + 1] ?? list[at - 1];
  const name = ruleName(rule);
  const { edit, selected, select } = useEditor.getState();
  edit({ kind: 'remove-rule', ruleId: rule.id }, t('mappingEditor.step.remove', { rule: name }));
  if (selected?.kind === 'rule' && selected.id === rule.id) select(null);
  useRulesView.setState({ activeRule: neighbour?.id ?? null, removed: name });
}

/** One place up (-1) or down (1). */
export function moveRule(rule: MappingRule, by: -1 | 1): void {
  const list = rules();
  const to = list.findIndex((one) => one.id === rule.id) + by;
  if (to < 0 || to >= list.length) return;
  useEditor
    .getState()
    .edit({ kind: 'move-rule', ruleId: rule.id, to }, t('mappingEditor.step.move', { rule: ruleName(rule) }));
}

/** Opens the next rule with a problem after the active one, going round at the end. False when there is none. */
export function nextProblem(): boolean {
  const { problems, setTab } = useEditor.getState();
  const wrong = new Set(problems.flatMap(({ ruleId }) => (ruleId === null ? [] : [ruleId])));
  const list = rules();
  const from = list.findIndex((rule) => rule.id === useRulesView.getState().activeRule);
  const found = [...list.slice(from + 1), ...list.slice(0, from + 1)].find((rule) => wrong.has(rule.id));
  if (found === undefined) return false;
  setTab('rules');
  openRule(found.id);
  return true;
}
