const key = 'dispatch-bridge.palette';
const kept = 20;

/** What the palette was used for last, newest first; ids only. */
export function recentCommands(storage: Pick<Storage, 'getItem'> = window.localStorage): readonly string[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(found) ? found.filter((id): id is string => typeof id === 'string').slice(0, kept) : [];
  } catch {
    return [];
  }
}

export function rememberCommand(id: string, storage: Pick<Storage, 'getItem' | 'setItem'> = window.localStorage): void {
  const ids = [id, ...recentCommands(storage).filter((one) => one !== id)].slice(0, kept);
  try {
    storage.setItem(key, JSON.stringify(ids));
  } catch {
    // Nothing is remembered where there is no room for it.
  }
}

/** What was used last comes first; the rest stays in its order. */
export function recentFirst<T extends { readonly id: string }>(commands: readonly T[], recent: readonly string[]): T[] {
  const place = (id: string): number => {
    const index = recent.indexOf(id);
    return index < 0 ? recent.length : index;
  };
  return [...commands].sort((a, b) => place(a.id) - place(b.id));
}
