/** A literal of the condition grammar (reference section 1.8). Times are ms since 1970 UTC. */
export type Literal =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'time'; readonly value: number }
  | { readonly kind: 'null' };

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'like';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly name: string; readonly op: Comparator; readonly literal: Literal }
  | { readonly kind: 'in'; readonly name: string; readonly literals: readonly Literal[] };

/** The text is not a condition; the message says where. */
export class ConditionSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConditionSyntaxError';
  }
}
