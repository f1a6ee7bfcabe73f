/**
 * Programs of tests/programs that Tython does not run as CPython does yet, each with the reason. One that begins to pass
 * fails its test until it is taken off, so the list can only shrink by somebody's doing.
 */
export const knownFailures: ReadonlyMap<string, string> = new Map();
