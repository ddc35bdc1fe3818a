/** Ends an exhaustive `switch`: the compiler complains here when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`A case was not handled: ${JSON.stringify(value)}`);
}
