import { useMemo } from 'react';
import type { Catalog } from '../../../../shared/domain/catalog.ts';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { ruleInWords } from '../../../../shared/domain/rule-words.ts';
import { useEditor } from '../editor-store.ts';

/** The label of a field of one side; its path where the catalog does not know it. */
export type SideLabel = (side: 'connectwise' | 'fieldnation', path: string) => string;

export function sideLabels(catalog: Catalog | null): SideLabel {
  const known = {
    connectwise: new Map(catalog?.connectwise.fields.map(({ path, label }) => [path, label])),
    fieldnation: new Map(catalog?.fieldnation.fields.map(({ path, label }) => [path, label])),
  };
  return (side, path) => known[side].get(path) ?? path;
}

/** A rule in one line with the labels of both sides. One path can name a field of each side, so the rule's own ends decide. */
export function ruleLine(rule: MappingRule, label: SideLabel): string {
  const toTicket = rule.direction === 'outbound';
  const target = toTicket ? 'connectwise' : 'fieldnation';
  const source = toTicket ? 'fieldnation' : 'connectwise';
  return ruleInWords(rule, (path) => label(path === rule.target ? target : source, path));
}

/** Labels of the catalog the editor has read. */
export function useFieldLabels(): SideLabel {
  const catalog = useEditor((state) => state.catalog);
  return useMemo(() => sideLabels(catalog), [catalog]);
}
