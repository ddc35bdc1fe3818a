/** For a box of text or rows that scrolls and holds no control: arrow keys need a place to stand. It needs a name as well. */
export const scrolledByKeys = { tabIndex: 0 } as const;
