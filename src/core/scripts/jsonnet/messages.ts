/** To an evaluator: one document. */
export interface DocumentQuestion {
  readonly document: string;
}

export type DocumentResult =
  /** JSON text of the document. */
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'output' }
  | { readonly kind: 'memory' };

/** What an evaluator process says. `rssMb`: its memory after the answer. */
export type EvaluatorMessage =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'missing'; readonly detail: string }
  | { readonly kind: 'answer'; readonly id: number; readonly rssMb: number; readonly result: DocumentResult };

/** What the portable thread says. */
export interface PortableReply {
  readonly id: number;
  readonly last: true;
  readonly result: DocumentResult;
}
