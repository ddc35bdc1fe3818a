import type { Page } from '@playwright/test';

const named: Readonly<Record<string, number>> = { Enter: 13, Escape: 27, '/': 191 };

/** What the debugging protocol wants to know of a key: `a`, `Enter` or `Control+k`. */
function told(combination: string) {
  const key = combination.replace(/^Control\+/, '');
  const control = key !== combination;
  const text = control ? undefined : key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
  return {
    key,
    code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key === '/' ? 'Slash' : key,
    windowsVirtualKeyCode: named[key] ?? key.toUpperCase().charCodeAt(0),
    modifiers: control ? 2 : 0,
    ...(text === undefined ? {} : { text }),
  };
}

/**
 * Presses keys one after the other without waiting for what any of them does, as somebody who knows the way by heart: Playwright's own keyboard
 * waits for each key to be dealt with.
 */
export async function pressAtOnce(page: Page, ...combinations: readonly string[]): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  const pressed = combinations.flatMap((combination) => {
    const { text, ...key } = told(combination);
    return [
      tools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, ...(text === undefined ? {} : { text }) }),
      tools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
    ];
  });
  await Promise.all(pressed);
  await tools.detach();
}
