/** A constant that is computed when it is first asked for: tables that most programs never need cost start-up nothing. */
export function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
