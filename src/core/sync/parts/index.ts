import { eventActions } from './event-actions.ts';
import type { Part } from './port.ts';
import { reference } from './reference.ts';

/** Parts of a link's run, in the order they run: what changes a record first, what writes about it last. */
export const parts: readonly Part[] = [reference, eventActions];
