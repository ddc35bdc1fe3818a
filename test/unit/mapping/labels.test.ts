import { expect, it } from 'vitest';
import { targetLabel } from '../../../src/shared/domain/field-labels.ts';

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a field nobody has is called by its path: %s',
  (path) => {
    expect(targetLabel(path)).toBe(path);
  },
);
