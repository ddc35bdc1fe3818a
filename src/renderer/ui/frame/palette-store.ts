import { createSpotlight } from '@mantine/spotlight';

const [store, actions] = createSpotlight();

export const paletteStore = store;
export const openPalette = actions.open;

/**
 * Makes the first action the one that Enter runs. Links arrive a moment after the typing, so the choice made at typing time may
 * have moved down or gone.
 */
export function chooseFirst(): void {
  const { listId, opened } = store.getState();
  const list = opened && listId !== '' ? document.getElementById(listId) : null;
  if (list === null) return;
  for (const chosen of list.querySelectorAll('[data-selected]')) chosen.removeAttribute('data-selected');
  list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}
