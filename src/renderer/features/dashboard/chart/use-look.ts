import { useSyncExternalStore } from 'react';

const attributes = ['data-mantine-color-scheme', 'data-contrast'] as const;

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [...attributes] });
  return () => observer.disconnect();
}

/** Which set of tokens is in force; a canvas has to be drawn anew when it changes. */
export function useLook(): string {
  return useSyncExternalStore(subscribe, () =>
    attributes.map((name) => document.documentElement.getAttribute(name) ?? '').join('/'),
  );
}

/** A design token's value now: a canvas knows no custom properties. */
export function tokenColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
