/** To the thread. `input` is JSON text: one string is cheaper to hand over than a tree, and nothing but JSON can pass. */
export interface Question {
  readonly id: number;
  readonly script: string;
  readonly input: string;
}

export type Reply =
  /** `answer`: JSON text, `null` when the script answered nothing. */
  | { readonly id: number; readonly ok: true; readonly answer: string }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly line: number | null };
