/** Whether a type counts as a sequence or a mapping for pattern matching (Py_TPFLAGS_SEQUENCE and _MAPPING): builtin
 * ones do, and classes registered with or derived from `collections.abc.Sequence` and `Mapping`, which `_abc` marks
 * through `__abc_tpflags__`. Inherited along the MRO. */
import type { PyType } from "../core/type.ts";

export function collectionFlag(type: PyType): "sequence" | "mapping" | undefined {
  for (const cls of type.mro) if (cls.collectionFlag !== undefined) return cls.collectionFlag;
  return undefined;
}
