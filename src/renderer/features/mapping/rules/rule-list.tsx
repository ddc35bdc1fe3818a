import { Button } from '@mantine/core';
import { type KeyboardEvent, useMemo } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import type { MappingProblem, PreviewRow } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useApp } from '../../../stores/app-store.ts';
import { useEditor } from '../editor-store.ts';
import { sides, useFieldIndex } from '../fields/field-index.ts';
import { ListBox, type ListItem } from '../list-box.tsx';
import { ruleEnds } from '../rule-ends.ts';
import { filterRules, isFiltering, noFilter, worstByRule } from './filter-rules.ts';
import { useResultWords } from './result-cell.tsx';
import { rowsByRule, tellingRow } from './results.ts';
import { activate, duplicateRule, moveRule, openRule, removeRule } from './rule-actions.ts';
import { endWords, RuleRow } from './rule-row.tsx';
import classes from './rules.module.css';
import { openConnect, useRulesView } from './rules-store.ts';
import { RulesToolbar } from './rules-toolbar.tsx';

type RuleItem = ListItem & { readonly rule: MappingRule };

const rowHeights = { comfortable: 48, compact: 40 } as const;
const noRows: readonly PreviewRow[] = [];

/** Moving, taking away and copying the rule under the keyboard. */
function onRuleKey(event: KeyboardEvent, rule: MappingRule | undefined): boolean {
  if (rule === undefined) return false;
  if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    moveRule(rule, event.key === 'ArrowUp' ? -1 : 1);
    return true;
  }
  if (event.key === 'Delete') {
    removeRule(rule);
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') {
    duplicateRule(rule);
    return true;
  }
  return false;
}

/** The name of a rule for a screen reader: what its row shows, in one sentence. */
function useRuleSentence(): (rule: MappingRule, row: PreviewRow | undefined, problem?: MappingProblem) => string {
  const index = useFieldIndex();
  const words = useResultWords();
  return (rule, row, problem) => {
    const ends = ruleEnds(rule);
    const [left, right] = sides.map((side) => endWords(ends[side], side, rule, index));
    return [
      `${left ?? ''}, ${t(`mappingEditor.action.${rule.action}`)}, ${t(`mappingEditor.direction.${rule.direction}`)}, ${right ?? ''}`,
      ...(row === undefined
        ? []
        : [row.outcome === 'value' ? t('mappingEditor.rules.gives', { value: words(row, 'value') }) : row.message]),
      ...(row?.differs === true ? [t('mappingEditor.rules.differs')] : []),
      ...(problem === undefined ? [] : [t('mappingEditor.rules.problem', { message: problem.message })]),
    ]
      .filter((part) => part !== '')
      .join('. ');
  };
}

/** The rules as rows, in their order. */
export function RuleList() {
  const rules = useEditor((state) => state.mapping.rules);
  const problems = useEditor((state) => state.problems);
  const preview = useEditor((state) => state.preview);
  const selected = useEditor((state) => state.selected);
  const filter = useRulesView((state) => state.filter);
  const active = useRulesView((state) => state.activeRule);
  const dragged = useRulesView((state) => state.dragged);
  const density = useApp((state) => state.preferences?.density ?? 'comfortable');
  const index = useFieldIndex();
  const sentence = useRuleSentence();
  const worst = useMemo(() => worstByRule(problems), [problems]);
  const results = useMemo(() => rowsByRule(preview?.rows ?? []), [preview]);
  const shown = useMemo(() => filterRules(rules, filter, index, worst), [rules, filter, index, worst]);
  const items = shown.map((rule): RuleItem => ({ id: rule.id, height: rowHeights[density], option: true, rule }));
  const openId = selected?.kind === 'rule' ? selected.id : null;

  return (
    <section
      className={classes.rules}
      data-results={preview !== null || undefined}
      aria-label={t('mappingEditor.tab.rules')}
      onDragOver={(event) => {
        if (dragged !== null) event.preventDefault();
      }}
      onDrop={(event) => {
        if (dragged === null) return;
        event.preventDefault();
        useRulesView.setState({ dragged: null });
        openConnect(dragged);
      }}
    >
      <RulesToolbar wrong={worst.size} />
      {items.length === 0 && isFiltering(filter) ? (
        <div className={classes.nothing}>
          <p>{t('mappingEditor.rules.nothing')}</p>
          <Button size="xs" variant="default" onClick={() => useRulesView.setState({ filter: noFilter })}>
            {t('action.clearFilter')}
          </Button>
        </div>
      ) : (
        <ListBox<RuleItem>
          name="rules"
          label={t('mappingEditor.tab.rules')}
          items={items}
          activeId={active}
          // With a rule open, moving through the list shows each.
          onActive={openId === null ? activate : openRule}
          onOpen={openRule}
          openOnClick
          onKey={(event) =>
            onRuleKey(
              event,
              shown.find((rule) => rule.id === active),
            )
          }
          optionProps={({ rule }) => ({
            'aria-label': sentence(rule, tellingRow(results.get(rule.id) ?? noRows), worst.get(rule.id)),
            'data-open': rule.id === openId || undefined,
          })}
          render={({ rule }) => (
            <RuleRow rule={rule} rows={results.get(rule.id) ?? noRows} problem={worst.get(rule.id)} />
          )}
        />
      )}
    </section>
  );
}
