import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, indentLess, indentMore, insertTab, redo, undo } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  type KeyBinding,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import { styleNonce } from '../../../nonce.ts';
import { type Language, type Offer, offersAt } from './completions.ts';
import { helpAt } from './help-at.ts';
import { languages } from './languages.ts';
import { look } from './look.ts';
import type { Place } from './tree.ts';

const kinds: Readonly<Record<Offer['kind'], string>> = {
  field: 'property',
  function: 'function',
  variable: 'variable',
  keyword: 'keyword',
};

/** How long the way out with Tab stays open after Escape (ms); another key closes it at once. */
const wayOutMs = 30_000;

/** The first line as code, the rest as words. */
function helpBox(help: string): HTMLElement {
  const [first = '', ...rest] = help.split('\n');
  const dom = document.createElement('div');
  dom.className = 'cm-help';
  const title = dom.appendChild(document.createElement('div'));
  title.className = 'cm-help-title';
  title.textContent = first;
  const words = dom.appendChild(document.createElement('div'));
  words.className = 'cm-help-text';
  words.textContent = rest.join('\n');
  return dom;
}

function completionOf(offer: Offer, order: number): Completion {
  const completion: Completion = {
    label: offer.match,
    displayLabel: offer.label,
    detail: offer.detail,
    type: kinds[offer.kind],
    // What stands nearer comes first among equally good matches.
    boost: -Math.min(order, 98),
    ...(offer.help === '' ? {} : { info: () => helpBox(offer.help) }),
  };
  return offer.kind === 'function' && offer.insert.includes('${')
    ? snippetCompletion(offer.insert, completion)
    : { ...completion, apply: offer.insert };
}

function completionSource(language: Language, places: () => readonly Place[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos);
    const found = offersAt(language, before, places(), context.explicit);
    if (found === null) return null;
    // A record's fields keep their order; names of the language are sorted by how well they fit.
    return { from: found.from, options: found.offers.map(completionOf), validFor: /^[.$]?\w*$/ };
  };
}

function help(language: Language, places: () => readonly Place[]): Extension {
  return hoverTooltip((view, at) => {
    const found = helpAt(language, view.state.doc.toString(), at, places());
    if (found === null) return null;
    return {
      pos: found.from,
      end: found.to,
      above: true,
      create: () => ({ dom: helpBox(`${found.title}\n${found.text}`) }),
    };
  });
}

/**
 * Tab writes, as in every editor, but does not hold the keyboard: after Escape the next Tab leaves. The first Escape is the editor's own, so
 * that it does not also close the panel around it.
 */
const leaving: readonly KeyBinding[] = [
  {
    key: 'Tab',
    run: (view) => acceptCompletion(view) || (view.state.selection.main.empty ? insertTab(view) : indentMore(view)),
  },
  { key: 'Shift-Tab', run: indentLess },
];

/** The library's own keys keep undo to themselves; here the key goes on to the page when there is nothing left to take back. */
const steps: readonly KeyBinding[] = [
  { key: 'Mod-z', run: undo },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo },
  { linux: 'Ctrl-Shift-z', run: redo },
];

function wayOut(): Extension {
  let open = false;
  return EditorView.domEventHandlers({
    keydown: (event, view) => {
      if (event.key !== 'Escape') {
        if (event.key !== 'Tab' && event.key !== 'Shift') open = false;
        return false;
      }
      if (completionStatus(view.state) !== null) {
        closeCompletion(view);
      } else if (open) return false;
      else {
        open = true;
        view.setTabFocusMode(wayOutMs);
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    blur: (_event, view) => {
      open = false;
      view.setTabFocusMode(false);
      return false;
    },
  });
}

export interface Surroundings {
  readonly language: Language;
  readonly label: string;
  readonly describedBy: string;
  /** Characters the script may have. */
  readonly most: number;
  /** The first thing of a dialog. */
  readonly first: boolean;
  readonly places: () => readonly Place[];
  readonly onText: (text: string) => void;
  /** An insertion that would have made the script too long was refused. */
  readonly onTooLong: (length: number) => void;
}

/** Everything the editor can do. Its styles carry the page's nonce, as the content security policy asks. */
export function extensionsOf(around: Surroundings): Extension {
  const nonce = styleNonce();
  return [
    nonce === '' ? [] : EditorView.cspNonce.of(nonce),
    languages[around.language],
    look,
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    EditorView.lineWrapping,
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    tooltips({ position: 'fixed', parent: document.body }),
    autocompletion({
      override: [completionSource(around.language, around.places)],
      icons: false,
      maxRenderedOptions: 120,
      activateOnTypingDelay: 60,
    }),
    help(around.language, around.places),
    wayOut(),
    keymap.of([...leaving, ...closeBracketsKeymap, ...completionKeymap, ...steps, ...defaultKeymap]),
    EditorState.changeFilter.of((change) => {
      const length = change.newDoc.length;
      if (!change.docChanged || length <= around.most || length <= change.startState.doc.length) return true;
      around.onTooLong(length);
      return false;
    }),
    EditorView.contentAttributes.of({
      'aria-label': around.label,
      'aria-describedby': around.describedBy,
      // A dialog around the editor takes Escape before anything inside it may, unless it finds this.
      'data-mantine-stop-propagation': 'true',
      // Where a dialog puts the keyboard when it opens.
      ...(around.first ? { 'data-autofocus': 'true' } : {}),
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) around.onText(update.state.doc.toString());
    }),
  ];
}
