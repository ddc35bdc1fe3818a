import { beforeEach, expect, it } from 'vitest';
import { useEditor } from '../../../../src/renderer/features/mapping/editor-store.ts';
import { goToRule } from '../../../../src/renderer/features/mapping/rules/rule-actions.ts';

beforeEach(() => useEditor.setState({ tab: 'history', selected: null }));

it('a stopped item leads to the rule it stopped at', () => {
  goToRule('title');
  expect(useEditor.getState()).toMatchObject({ tab: 'rules', selected: { kind: 'rule', id: 'title' } });
});

it('a status that no map names leads to the status maps', () => {
  goToRule('status-map');
  expect(useEditor.getState()).toMatchObject({ tab: 'status-maps', selected: null });
});
