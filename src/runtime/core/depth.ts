/**
 * How deep calls of Python functions are nested, and the limit of `sys.setrecursionlimit`.
 *
 * A count at the entry and the exit of every function costs 15% on `fib` (measured, Node 20), so there are two ways:
 *
 * - Functions with handlers (`try`, `with`) and resumed generators always count. Without a limit a program that calls
 *   itself both in a `try` and in its handler does work exponential in the depth of JavaScript's stack.
 * - All others ask for `on`, which the engine's optimiser takes for a constant while it never changes: that is free. It is set while
 *   a program wants a limit lower than the default. Otherwise such recursion ends where the stack does, about 100,000 calls.
 *
 * The stack is the realm's, and so is the count; `limit` is that of the interpreter that runs (see `enterInterpreter`).
 */
export const DEFAULT_LIMIT = 1000;

export const depth = { n: 0, limit: DEFAULT_LIMIT, on: false };

/**
 * Makes `limit` the limit while `calls` calls are under way, of which `depth.n` were counted. Those that were not will not be counted
 * when they end either, so what is left is measured from here.
 */
export function limitCalls(limit: number, calls: number): void {
  const on = limit < DEFAULT_LIMIT;
  depth.limit = on ? depth.n + limit - calls : limit;
  // The engine takes it for a constant until the first assignment.
  if (depth.on !== on) depth.on = on;
}
