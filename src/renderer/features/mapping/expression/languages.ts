import { StreamLanguage, type StringStream } from '@codemirror/language';
import type { Language } from './completions.ts';

/* Colours for the two script languages. They only colour: what is wrong in a script is said by the engine that runs it. */

interface State {
  /** What ends the text or comment that is open; empty outside. */
  readonly until: string;
}

function inside(stream: StringStream, state: { until: string }, name: string, escapes: boolean): string {
  while (!stream.eol()) {
    if (escapes && stream.peek() === '\\') {
      stream.next();
      stream.next();
    } else if (stream.match(state.until)) {
      state.until = '';
      return name;
    } else stream.next();
  }
  return name;
}

function begin(stream: StringStream, state: { until: string }): string | null {
  if (stream.match('/*')) {
    state.until = '*/';
    return inside(stream, state, 'comment', false);
  }
  const quote = stream.match(/^["']/);
  if (quote !== null && quote !== false && quote !== true) {
    state.until = quote[0];
    return inside(stream, state, 'string', true);
  }
  if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
  return null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function define(name: Language, rest: (stream: StringStream, state: Mutable<State>) => string | null) {
  return StreamLanguage.define<Mutable<State>>({
    name,
    startState: () => ({ until: '' }),
    copyState: (state) => ({ ...state }),
    token(stream, state) {
      if (state.until !== '') {
        const comment = state.until === '*/';
        return inside(stream, state, comment ? 'comment' : 'string', !comment && state.until !== '|||');
      }
      if (stream.eatSpace()) return null;
      return begin(stream, state) ?? rest(stream, state);
    },
    languageData: {
      closeBrackets: { brackets: ['(', '[', '{', "'", '"'] },
      commentTokens:
        name === 'jsonnet'
          ? { line: '//', block: { open: '/*', close: '*/' } }
          : { block: { open: '/*', close: '*/' } },
    },
  });
}

const jsonnetWords = /^(?:local|if|then|else|function|for|in|error|assert|import|importstr|self|super|tailstrict)\b/;

const jsonnet = define('jsonnet', (stream, state) => {
  if (stream.match('//') || stream.match('#')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match('|||')) {
    state.until = '|||';
    return 'string';
  }
  if (stream.match(jsonnetWords)) return 'keyword';
  if (stream.match(/^(?:true|false|null)\b/)) return 'atom';
  if (stream.match(/^\$\.util\.\w+/) || stream.match(/^std\.\w+/)) return 'variableName.function';
  if (stream.match(/^\$(?:\.input(?:\.\w+|\[\d+\])*)?/)) return 'variableName';
  if (stream.match(/^[A-Za-z_]\w*(?=\s*:)/)) return 'propertyName';
  if (stream.match(/^[A-Za-z_]\w*(?=\()/)) return 'variableName.function';
  if (stream.match(/^[A-Za-z_]\w*/)) return null;
  stream.next();
  return 'operator';
});

const jsonata = define('jsonata', (stream) => {
  if (stream.match(/^(?:and|or|in|function)\b/)) return 'keyword';
  if (stream.match(/^(?:true|false|null)\b/)) return 'atom';
  if (stream.match(/^\$\w+(?=\s*\()/)) return 'variableName.function';
  if (stream.match(/^\$\$?\w*/)) return 'variableName';
  if (stream.match(/^`[^`]*`/) || stream.match(/^[A-Za-z_]\w*/)) return 'propertyName';
  stream.next();
  return 'operator';
});

export const languages = { jsonnet, jsonata } as const;
