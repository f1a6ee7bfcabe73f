/** Raising and making exceptions as native code does. Follows Modules/_testcapi/exceptions.c. */
import { callable } from "../../core/call.ts";
import { typeType } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { Exception, MemoryError } from "../../exceptions/hierarchy.ts";
import { newException, systemError, typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { str, strOf, type Str } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { toSize } from "../../protocols/number.ts";
import { ascii, reprText, strText } from "../../protocols/repr.ts";
import { reportUnraisable } from "../sys/hooks.ts";

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

/** PyUnicode_FromFormat with `%R`, `%A` and `%S`, which are all that Python code can give it. */
function formatC(format: string, args: readonly Value[]): string {
  let next = 0;
  return format.replace(/%([RAS%])/g, (_, kind: string) => {
    if (kind === "%") return "%";
    const value = args[next++] ?? null;
    return kind === "R" ? reprText(value) : strText(kind === "A" ? ascii(value) : value);
  });
}

/** PyErr_FormatUnraisable with a format, or with none, and what fits it. */
function formatUnraisable(error: Value, args: Value[]): Value {
  const format = args[0] ?? null;
  const message = format === null ? null : formatC(strOf(format as Str), args.slice(1));
  reportUnraisable(error, message, null);
  return null;
}

const ERRNO = Symbol("errno");
/** C's `errno`. Nothing here is told by it that something failed. */
const errno = (): { value: number } => current.stateOf(ERRNO, () => ({ value: 0 }));

export const functions: Readonly<Record<string, NativeRow>> = {
  raise_exception: ["(exc, num_args, /)", raiseException],
  raise_memoryerror: [
    "()",
    () => {
      throw newException(MemoryError);
    },
  ],
  err_writeunraisable: [
    "(exc, obj, /)",
    (error: Value, object: Value) => {
      reportUnraisable(error, null, object);
      return null;
    },
  ],
  err_formatunraisable: ["(exc, /, *args)", formatUnraisable],
  set_errno: [
    "(value, /)",
    (value: Value) => {
      errno().value = toSize(value);
      return null;
    },
  ],
  get_errno: ["()", () => errno().value],
  make_exception_with_doc: ["(name, doc=None, base=None, dict=None)", makeException],
};
