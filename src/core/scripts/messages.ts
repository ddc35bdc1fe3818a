/** To the JSONata thread. `input` is JSON text: one string is cheaper to hand over than a tree, and nothing but JSON can pass. */
export interface JsonataQuestion {
  /** `check` only reads the scripts. */
  readonly do: 'evaluate' | 'check';
  readonly scripts: readonly string[];
  readonly input: string;
  /** What gives another answer each time ($now, $random, ...) is refused: the answer is kept in step with the other side. */
  readonly steady: boolean;
}

/** One for each script, in their order. */
export interface JsonataReply {
  readonly id: number;
  readonly last: boolean;
  readonly index: number;
  readonly result: /** `answer`: JSON text, `null` when the script answered nothing. */
    | { readonly ok: true; readonly answer: string }
    | { readonly ok: false; readonly tooLarge: true }
    | {
        readonly ok: false;
        readonly tooLarge: false;
        readonly message: string;
        readonly line: number | null;
        readonly column: number | null;
      };
}
