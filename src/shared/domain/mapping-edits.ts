import { z } from 'zod';
import { boardStatusMapSchema, type Mapping, mappingRuleSchema } from './mapping.ts';

/** One change of a mapping document: what a fix offers and what undo takes back. */
export const mappingEditSchema = z.discriminatedUnion('kind', [
  /** At the end, or before the rule named. */
  z.object({ kind: z.literal('add-rule'), rule: mappingRuleSchema, before: z.string().optional() }),
  z.object({ kind: z.literal('replace-rule'), ruleId: z.string(), rule: mappingRuleSchema }),
  z.object({ kind: z.literal('remove-rule'), ruleId: z.string() }),
  /** `to`: position among the rules after it was taken out. */
  z.object({ kind: z.literal('move-rule'), ruleId: z.string(), to: z.number().int().min(0) }),
  /** Puts the board's map in the place of the present one. */
  z.object({ kind: z.literal('set-status-map'), statusMap: boardStatusMapSchema }),
  z.object({ kind: z.literal('remove-status-map'), boardId: z.number().int() }),
  z.object({ kind: z.literal('rename'), name: z.string().min(1).max(100) }),
]);
export type MappingEdit = z.infer<typeof mappingEditSchema>;

/** The mapping after an edit; one that names a rule or board that is gone changes nothing. */
export function applyEdit(mapping: Mapping, edit: MappingEdit): Mapping {
  const { rules, statusMaps } = mapping;
  switch (edit.kind) {
    case 'add-rule': {
      const at = edit.before === undefined ? -1 : rules.findIndex((rule) => rule.id === edit.before);
      return { ...mapping, rules: at < 0 ? [...rules, edit.rule] : rules.toSpliced(at, 0, edit.rule) };
    }
    case 'replace-rule':
      return { ...mapping, rules: rules.map((rule) => (rule.id === edit.ruleId ? edit.rule : rule)) };
    case 'remove-rule':
      return { ...mapping, rules: rules.filter((rule) => rule.id !== edit.ruleId) };
    case 'move-rule': {
      const rule = rules.find((one) => one.id === edit.ruleId);
      if (rule === undefined) return mapping;
      return { ...mapping, rules: rules.filter((one) => one !== rule).toSpliced(edit.to, 0, rule) };
    }
    case 'set-status-map': {
      const known = statusMaps.some((map) => map.boardId === edit.statusMap.boardId);
      return {
        ...mapping,
        statusMaps: known
          ? statusMaps.map((map) => (map.boardId === edit.statusMap.boardId ? edit.statusMap : map))
          : [...statusMaps, edit.statusMap],
      };
    }
    case 'remove-status-map':
      return { ...mapping, statusMaps: statusMaps.filter((map) => map.boardId !== edit.boardId) };
    case 'rename':
      return { ...mapping, name: edit.name };
  }
}
