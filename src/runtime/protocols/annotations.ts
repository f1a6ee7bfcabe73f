/** What `__annotate__` functions compute; https://docs.python.org/3.14/reference/datamodel.html#object.__annotate__. */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";

/** The annotations by value of what has this `__annotate__`; empty ones for None. */
export function computeAnnotations(annotate: Value): PyDict {
  const result = annotate === null ? new PyDict() : callable(annotate).c1(1);
  if (!(result instanceof PyDict)) {
    throw typeError(`__annotate__ returned non-dict of type '${typeOf(result).name}'`);
  }
  return result;
}
