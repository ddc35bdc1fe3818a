import { Tabs } from '@mantine/core';
import { useEffect } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { onPush } from '../../bridge.ts';
import { onDemand } from '../../ui/on-demand.tsx';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import { useWindowKeys } from '../../ui/use-keys.ts';
import { type EditorTab, useEditor } from './editor-store.ts';
import { KeysDialog } from './head/keys-dialog.tsx';
import { PageHead } from './head/page-head.tsx';
import classes from './mapping-page.module.css';
import { RecordPicker } from './preview/record-picker.tsx';
import { goToRule } from './rules/rule-actions.ts';
import { RulesTab } from './rules/rules-tab.tsx';

const StatusMapsTab = onDemand(async () => (await import('./status-maps/status-maps-tab.tsx')).StatusMapsTab);
const ExamplesTab = onDemand(async () => (await import('./examples/examples-tab.tsx')).ExamplesTab);
const FieldsTab = onDemand(async () => (await import('./catalog/fields-tab.tsx')).FieldsTab);
const HistoryTab = onDemand(async () => (await import('./versions/history-tab.tsx')).HistoryTab);

const tabs = ['rules', 'status-maps', 'examples', 'fields', 'history'] as const satisfies readonly EditorTab[];

function TabBody({ tab }: { readonly tab: EditorTab }) {
  switch (tab) {
    case 'rules':
      return <RulesTab />;
    case 'status-maps':
      return <StatusMapsTab />;
    case 'examples':
      return <ExamplesTab />;
    case 'fields':
      return <FieldsTab />;
    case 'history':
      return <HistoryTab />;
  }
}

/** Reads the mapping when the page opens, again when something changed elsewhere, and goes to the rule that was asked for. */
function useMapping(ruleId: string | undefined): void {
  const load = useEditor((state) => state.load);
  const reload = useEditor((state) => state.reload);
  const ready = useEditor((state) => state.phase === 'ready');
  useEffect(() => {
    void load();
    return onPush('changed', ({ topics }) => {
      if (topics.includes('setup')) void reload();
    });
  }, [load, reload]);
  useEffect(() => {
    if (!ready || ruleId === undefined) return;
    goToRule(ruleId);
  }, [ready, ruleId]);
}

/** Ctrl+F finds what `/` finds: the filter of the page. */
function useFindKey(): void {
  useWindowKeys((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
    const filter = document.querySelector<HTMLInputElement>('[data-page-filter]');
    if (filter === null) return;
    event.preventDefault();
    filter.focus();
    filter.select();
  });
}

/** The mapping: rules, status maps, examples, fields and history. `ruleId`: the rule that the person came for. */
export function MappingPage({ ruleId }: { readonly ruleId?: string | undefined }) {
  const phase = useEditor((state) => state.phase);
  const error = useEditor((state) => state.error);
  const tab = useEditor((state) => state.tab);
  const setTab = useEditor((state) => state.setTab);
  const load = useEditor((state) => state.load);
  useMapping(ruleId);
  useFindKey();
  if (phase === 'failed' && error !== null) return <FailedPage error={error} onAgain={() => void load()} />;
  if (phase !== 'ready') return <Loading />;
  return (
    <div className={classes.page}>
      <PageHead />
      <Tabs
        value={tab}
        onChange={(value) => {
          const wanted = tabs.find((one) => one === value);
          if (wanted !== undefined) setTab(wanted);
        }}
        className={classes.tabs ?? ''}
        keepMounted={false}
      >
        <div className={classes.bar}>
          <Tabs.List className={classes.list ?? ''}>
            {tabs.map((value) => (
              <Tabs.Tab key={value} value={value}>
                {t(`mappingEditor.tab.${value}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tab === 'rules' && (
            <div className={classes.record}>
              <RecordPicker />
            </div>
          )}
        </div>
        <Tabs.Panel value={tab} className={classes.panel ?? ''}>
          <TabBody tab={tab} />
        </Tabs.Panel>
      </Tabs>
      <KeysDialog />
    </div>
  );
}
