/**
 * A fault of Tython itself, never of the Python program. Whoever shows it says that it is one.
 */
export class InternalError extends Error {
  override name = "InternalError";
}

/** Throws {@link InternalError} unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** For the default branch of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never, where: string): never {
  throw new InternalError(`${where}: unexpected ${String(value)}`);
}
