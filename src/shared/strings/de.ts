import { en } from './en.ts';
import type { Catalogue } from './t.ts';

/** German. */
export const de: Catalogue = {
  ...en,
};
