/**
 * What CPython's own tests ask about the inside of the interpreter, as far as the question has an answer here. Its
 * test_class does not load without. Follows Modules/_testinternalcapi.c.
 */
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { PyCode } from "../objects/code.ts";
import { PyDict } from "../objects/dict.ts";
import { localKinds } from "../objects/local-kinds.ts";
import { str, strOf, type Str } from "../objects/str.ts";
import { decodeUtf8 } from "../protocols/decode.ts";
import { encodeUtf8 } from "../protocols/encode.ts";
import { hamtType } from "../types/hamt.ts";
import { cleanDoc } from "../../base/clean-doc.ts";
import { current } from "../core/state.ts";
import { PyUnicodeError, RuntimeError, SystemError } from "../exceptions/hierarchy.ts";
import { keyError, newException, typeError, valueError } from "../exceptions/raise.ts";
import { GC_HEAD, MANAGED_PRE_HEADER } from "../types/sizes.ts";

/** Whether the attributes of an object stand in the object itself, not in a dict that it shares with others. */
function hasInlineValues(object: Value): boolean {
  if (!(object instanceof PyInstance)) return false;
  const { cls$ } = object;
  return cls$.heap && cls$.hasDict && Object.getPrototypeOf(object) === cls$.ctor.prototype;
}

function localsKinds(code: Value): Value {
  if (!(code instanceof PyCode)) throw typeError("argument must be a code object");
  const dict = new PyDict();
  for (const [name, kind] of localKinds(code.info)) dict.setStr(name, kind);
  return dict;
}

/** About how many calls of small functions the engine's stack holds, as the command sets it. */
const CALLS_ON_STACK = 100_000;

const LOCALE_HANDLERS = ["strict", "surrogateescape", "surrogatepass"];

function localeHandler(errors: Value): string {
  const name = errors === null ? "strict" : strOf(errors as Str);
  if (!LOCALE_HANDLERS.includes(name)) throw valueError("unsupported error handler");
  return name;
}

/** What one of `_Py_EncodeLocaleEx` and `_Py_DecodeLocaleEx` did; the locale's encoding is UTF-8. */
function inLocale<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PyUnicodeError)) throw error;
    const text = `${what} error: pos=${Number(error.start)}, reason=${strOf(error.reason as Str)}`;
    throw newException(RuntimeError, text);
  }
}

export const testInternalModule: NativeModule = {
  name: "_testinternalcapi",
  // After so many calls CPython has specialised a piece of code; its tests run theirs so often before they look.
  constants: {
    SPECIALIZATION_THRESHOLD: 40,
    SPECIALIZATION_COOLDOWN: 64,
    TIER2_THRESHOLD: 4096,
    SIZEOF_PYGC_HEAD: GC_HEAD,
    SIZEOF_MANAGED_PRE_HEADER: MANAGED_PRE_HEADER,
  },
  types: { hamt: hamtType },
  functions: {
    compiler_cleandoc: ["(doc)", (doc: Value) => str(cleanDoc(strOf(doc as Str)))],
    DecodeLocaleEx: [
      "(data, current_locale=0, errors=None, /)",
      (data: Value, _current: Value = 0, errors: Value = null) => {
        const handler = localeHandler(errors);
        return inLocale("decode", () => decodeUtf8(needBuffer(data), handler).text);
      },
    ],
    EncodeLocaleEx: [
      "(text, current_locale=0, errors=None, /)",
      (text: Value, _current: Value = 0, errors: Value = null) => {
        const handler = localeHandler(errors);
        return inLocale("encode", () => bytes(encodeUtf8(text as Str, handler)));
      },
    ],
    get_c_recursion_remaining: ["()", () => CALLS_ON_STACK - current.callDepth()],
    get_recursion_depth: ["()", () => current.callDepth()],
    get_co_localskinds: ["(code, /)", localsKinds],
    has_inline_values: ["(obj, /)", hasInlineValues],
    dict_getitem_knownhash: [
      "(mp, key, hash, /)",
      (dict: Value, key: Value) => {
        if (!(dict instanceof PyDict)) throw newException(SystemError, "bad argument to internal function");
        const value = dict.get(key);
        if (value === undefined) throw keyError(key);
        return value;
      },
    ],
    run_in_subinterp_with_config: [
      "(code, config, /, xi=False)",
      (code: Value) => -Number(current.runApart(strOf(code as Str)) !== 0),
    ],
    // The engine has one allocator, which is none of CPython's.
    pymem_getallocatorsname: ["()", () => "malloc"],
    // Without reference counts nothing is made immortal, and so nothing has to be kept from it.
    get_immortalize_deferred: ["()", () => false],
    suppress_immortalization: ["(suppress, /)", () => null],
  },
};
