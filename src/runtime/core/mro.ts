/** C3 linearisation, as `mro_implementation` in Objects/typeobject.c. */
import type { PyType } from "./type.ts";

/** The method resolution order of a type whose `bases` are set, or undefined when there is no consistent one. */
export function linearize(type: PyType): PyType[] | undefined {
  const only = type.bases[0];
  if (type.bases.length === 0) return [type];
  if (type.bases.length === 1) return [type, ...(only as PyType).mro];
  const sequences: PyType[][] = [...type.bases.map((base) => [...base.mro]), [...type.bases]];
  const result: PyType[] = [type];
  for (;;) {
    const rest = sequences.filter((sequence) => sequence.length > 0);
    if (rest.length === 0) return result;
    const next = rest
      .map((sequence) => sequence[0] as PyType)
      .find((candidate) => !rest.some((sequence) => sequence.indexOf(candidate) > 0));
    if (next === undefined) return undefined;
    result.push(next);
    for (const sequence of rest) if (sequence[0] === next) sequence.shift();
  }
}

/** For builtin types, whose bases are consistent by construction. */
export function mroOf(type: PyType): PyType[] {
  const result = linearize(type);
  if (result === undefined) throw new Error(`inconsistent bases of ${type.name}`);
  return result;
}
