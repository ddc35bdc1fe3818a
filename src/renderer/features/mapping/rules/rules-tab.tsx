import { SegmentedControl } from '@mantine/core';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ConnectDialog } from '../connect/connect-dialog.tsx';
import { type EditorData, useEditor } from '../editor-store.ts';
import { FieldColumn } from '../fields/field-column.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { OccasionToggle, PreviewSummary } from '../preview/preview-panel.tsx';
import { EmptyRules } from './empty-rules.tsx';
import { RemovedLine } from './removed-line.tsx';
import { RuleList } from './rule-list.tsx';
import classes from './rules.module.css';
import { type Pane, useRulesView } from './rules-store.ts';
import { useRuleKeys } from './use-rule-keys.ts';

const panes = ['connectwise', 'rules', 'fieldnation'] as const satisfies readonly Pane[];

function selectedRule({ selected, mapping }: EditorData): MappingRule | null {
  return selected?.kind === 'rule' ? (mapping.rules.find((rule) => rule.id === selected.id) ?? null) : null;
}

/** ConnectWise's fields, the rules between them, Field Nation's fields, and the rule that is looked at. */
export function RulesTab() {
  const empty = useEditor((state) => state.mapping.rules.length === 0);
  const rule = useEditor(selectedRule);
  const record = useEditor((state) => state.record);
  const pane = useRulesView((state) => state.pane);
  // A script wants long lines.
  const room = rule === null ? undefined : rule.action === 'CUSTOM' ? 'wide' : 'normal';
  useRuleKeys();
  return (
    <div className={classes.tab}>
      <div className={classes.panes}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('mappingEditor.panes')}
          value={pane}
          onChange={(value) => useRulesView.setState({ pane: value as Pane })}
          data={panes.map((value) => ({
            value,
            label: value === 'rules' ? t('mappingEditor.tab.rules') : t(`remote.${value}`),
          }))}
        />
      </div>
      <div className={classes.areas} data-inspecting={room} data-pane={pane}>
        <FieldColumn side="connectwise" />
        {empty ? <EmptyRules /> : <RuleList />}
        <FieldColumn side="fieldnation" />
        {rule !== null && <Inspector key={rule.id} rule={rule} />}
      </div>
      {record !== null && (
        <div className={classes.summary}>
          <PreviewSummary />
          <OccasionToggle explained={false} />
        </div>
      )}
      <RemovedLine />
      <ConnectDialog />
    </div>
  );
}
