/** Raising and making exceptions as native code does. Follows Modules/_testcapi/exceptions.c. */
import { callable } from "../../core/call.ts";
import { typeType } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { Exception, MemoryError } from "../../exceptions/hierarchy.ts";
import { newException, systemError, typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { str, strOf, type Str } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { toSize } from "../../protocols/number.ts";

/** PyErr_SetObject with a tuple of so many ints. */
function raiseException(type: Value, count: Value): never {
  const made = callable(type).cn(Array.from({ length: toSize(count) }, (_, i) => i));
  if (!(made instanceof PyBaseException)) throw typeError("exceptions must derive from BaseException");
  throw made;
}

/** PyErr_NewExceptionWithDoc */
function makeException(name: Value, doc: Value = null, base: Value = null, members: Value = null): Value {
  const full = strOf(name as Str);
  const dot = full.lastIndexOf(".");
  if (dot < 0) throw systemError("PyErr_NewException: name must be module.class");
  const dict = members instanceof PyDict ? members.copy() : new PyDict();
  if (doc !== null) dict.setStr("__doc__", doc);
  if (dict.getStr("__module__") === undefined) dict.setStr("__module__", str(full.slice(0, dot)));
  const bases = base instanceof PyTuple ? base : tuple([base ?? Exception]);
  return callable(typeType).c3(str(full.slice(dot + 1)), bases, dict);
}

export const functions: Readonly<Record<string, NativeRow>> = {
  raise_exception: ["(exc, num_args, /)", raiseException],
  raise_memoryerror: [
    "()",
    () => {
      throw newException(MemoryError);
    },
  ],
  make_exception_with_doc: ["(name, doc=None, base=None, dict=None)", makeException],
};
