/** Loads a module of Node on first use: start-up does not pay for it. */
export function load<T>(name: string): T {
  return process.getBuiltinModule(name) as unknown as T;
}
