import type { Json } from '../../../shared/json.ts';
import type { CallbackDraft } from '../port.ts';

/** Below `/apis/3.0`. */
export const callbacksPath = '/system/callbacks';
/** Longer descriptions are refused (reference/connectwise.md 2.1). */
const longestDescription = 100;

export function callbackDescription(text: string): string {
  return text.slice(0, longestDescription);
}

/** The body of a new entry; what is shown before sending and what is sent are this. `memberId` is the server's to set. */
export function callbackBody(draft: CallbackDraft): Record<string, Json> {
  return {
    id: 0,
    description: callbackDescription(draft.description),
    url: draft.url,
    objectId: draft.objectId,
    type: draft.type,
    level: draft.level,
    memberId: 0,
    inactiveFlag: false,
    isSelfSuppressedFlag: draft.selfSuppressed,
  };
}
