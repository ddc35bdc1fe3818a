import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { StaleNote, UnreadCallbacks } from '../../../../src/renderer/features/callbacks/list/unread-callbacks.tsx';
import type { AppErrorInfo } from '../../../../src/shared/errors.ts';

const error = (code: string): AppErrorInfo => ({ code, kind: 'permanent', message: 'Refused.', context: {} });
const shown = (Note: typeof StaleNote, code: string): string =>
  renderToStaticMarkup(
    createElement(MantineProvider, null, createElement(Note, { error: error(code), onAgain: () => {} })),
  );

describe('callbacks without the right to manage them', () => {
  it('can be made with the command, also while what was registered before is still shown', () => {
    expect(shown(UnreadCallbacks, 'connectwise.forbidden')).toContain('Make the command');
    expect(shown(StaleNote, 'connectwise.forbidden')).toContain('Make the command');
  });

  it('are only read again where something else went wrong', () => {
    const note = shown(StaleNote, 'connectwise.server');
    expect(note).toContain('Load again');
    expect(note).not.toContain('Make the command');
  });
});
