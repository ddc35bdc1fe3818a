import { Button } from '@mantine/core';
import type { ErrorAction } from '../../../shared/errors.ts';
import type { Place } from '../../stores/place.ts';
import { solveOf } from './solve.ts';

interface SolveButtonProps {
  readonly action: ErrorAction;
  readonly onGo: (place: Place) => void;
  /** The fix comes before anything else. */
  readonly primary?: boolean;
}

/** The button that leads to where a problem is solved; nothing for actions that are done in place. */
export function SolveButton({ action, onGo, primary = false }: SolveButtonProps) {
  const solve = solveOf(action);
  if (solve === null) return null;
  return (
    <Button size="xs" variant={primary ? 'filled' : 'default'} onClick={() => onGo(solve.place)}>
      {solve.words}
    </Button>
  );
}
