import { create } from 'zustand';
import { type Place, samePlace } from './place.ts';

const historyLimit = 50;

interface NavState {
  readonly place: Place;
  readonly past: readonly Place[];
}

/** Where the window is and how to get back. */
export const useNav = create<NavState>()(() => ({ place: { page: 'dashboard' }, past: [] }));

export function go(place: Place): void {
  const state = useNav.getState();
  if (samePlace(state.place, place)) return;
  useNav.setState({ place, past: [...state.past, state.place].slice(-historyLimit) });
}

export function goBack(): void {
  const { past } = useNav.getState();
  const last = past.at(-1);
  if (last !== undefined) useNav.setState({ place: last, past: past.slice(0, -1) });
}
