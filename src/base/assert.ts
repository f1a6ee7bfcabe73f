/**
 * A fault of Tython itself, never of the Python program. Whoever shows it says that it is one.
 */
export class InternalError extends Error {
  override name = "InternalError";
}
