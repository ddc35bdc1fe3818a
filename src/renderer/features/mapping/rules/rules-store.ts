import { create } from 'zustand';
import type { Side } from '../fields/field-index.ts';
import { noFilter, type RuleFilter } from './filter-rules.ts';

export interface FieldRef {
  readonly side: Side;
  readonly path: string;
}
export type Pane = 'rules' | Side;

interface RulesView {
  readonly filter: RuleFilter;
  /** Rule under the keyboard. */
  readonly activeRule: string | null;
  /** Field under the keyboard, by side. */
  readonly activeField: Readonly<Record<Side, string | null>>;
  /** The field being dragged. */
  readonly dragged: FieldRef | null;
  /** The dialog that connects two fields; with the end that was chosen already. */
  readonly connecting: { readonly from: FieldRef | null } | null;
  /** What was just taken away, by name, so that it can be brought back at once. */
  readonly removed: string | null;
  /** Which area is on show where there is room for one. */
  readonly pane: Pane;
  readonly keysShown: boolean;
  readonly problemsShown: boolean;
}

/** What the Rules tab shows; nothing of it is part of the mapping. */
export const useRulesView = create<RulesView>()(() => ({
  filter: noFilter,
  activeRule: null,
  activeField: { connectwise: null, fieldnation: null },
  dragged: null,
  connecting: null,
  removed: null,
  pane: 'rules',
  keysShown: false,
  problemsShown: false,
}));

export function setFilter(change: Partial<RuleFilter>): void {
  useRulesView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function openConnect(from: FieldRef | null): void {
  useRulesView.setState({ connecting: { from } });
}
