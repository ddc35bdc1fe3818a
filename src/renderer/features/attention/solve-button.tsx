import { Button } from '@mantine/core';
import type { ErrorAction } from '../../../shared/errors.ts';
import type { Place } from '../../stores/place.ts';
import { solveOf } from './solve.ts';

/** The button that leads to where a problem is solved; nothing for actions that are done in place. */
export function SolveButton({ action, onGo }: { readonly action: ErrorAction; readonly onGo: (place: Place) => void }) {
  const solve = solveOf(action);
  if (solve === null) return null;
  return (
    <Button size="xs" variant="default" onClick={() => onGo(solve.place)}>
      {solve.words}
    </Button>
  );
}
