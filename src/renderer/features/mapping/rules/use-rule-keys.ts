import { useWindowKeys } from '../../../ui/use-keys.ts';
import { useEditor } from '../editor-store.ts';
import { focusList } from '../list-box.tsx';
import { nextProblem } from './rule-actions.ts';
import { openConnect, useRulesView } from './rules-store.ts';

/** True while a text is typed, or a dialog or an open list has the keyboard. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select') ||
      target.closest('[role="dialog"], [role="menu"]') !== null)
  );
}

/** Keys of the Rules tab that work wherever the focus is: N, F8 and Escape. */
export function useRuleKeys(): void {
  useWindowKeys((event) => {
    if (event.defaultPrevented) return;
    if (event.key === 'F8') {
      event.preventDefault();
      if (nextProblem()) focusList('rules');
      return;
    }
    if (isTaken(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === 'n') {
      event.preventDefault();
      openConnect(null);
    } else if (event.key === 'Escape' && useEditor.getState().selected !== null) {
      useEditor.getState().select(null);
      useRulesView.setState({ pane: 'rules' });
      focusList('rules');
    }
  });
}
