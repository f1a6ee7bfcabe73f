/** The module `_imp`, which importlib is built on. Nothing is frozen here, and native modules are made by the interpreter.
 * Follows Python/import.c. */
import { COMPILER } from "../../base/version.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { importError } from "../exceptions/raise.ts";
import { needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { PyCode } from "../objects/code.ts";
import { PyList } from "../objects/list.ts";
import { isStr, strOf } from "../objects/str.ts";
import { getAttr } from "../protocols/attribute.ts";
import { reprText } from "../protocols/repr.ts";
import { sipHash13 } from "./_imp-source-hash.ts";

const notFrozen = (name: Value): Value => {
  throw importError(`No such frozen object named ${isStr(name) ? strOf(name) : reprText(name)}`, name);
};

/**
 * What files of compiled code begin with: `\r\n` behind 16 bits that another compiler mostly has others of. CPython's numbers lie
 * elsewhere. The whole name of the compiler stands in the code itself.
 */
export function magicNumber(): number {
  const some = Number.parseInt(COMPILER.slice(0, 3), 16);
  return 0x0a0da000 | (Number.isNaN(some) ? 0 : some);
}

export const impModule: NativeModule = {
  name: "_imp",
  doc: "(Extremely) low-level import machinery bits as used by importlib.",
  functions: {
    lock_held: ["()", () => false],
    acquire_lock: ["()", () => null],
    release_lock: ["()", () => null],
    extension_suffixes: ["()", () => new PyList()],
    // Those that CPython finds as extension modules beside the library count too: there are no such files here.
    is_builtin: ["(name, /)", (name: Value) => (isStr(name) && current.isNative(strOf(name)) ? 1 : 0)],
    create_builtin: ["(spec, /)", (spec: Value) => current.nativeModule(strOf(getAttr(spec, "name")))],
    exec_builtin: ["(mod, /)", () => 0],
    create_dynamic: [
      "(spec, file=None, /)",
      (spec: Value) => {
        throw importError("extension modules written in C cannot be loaded", getAttr(spec, "name"));
      },
    ],
    exec_dynamic: ["(mod, /)", () => 0],
    is_frozen: ["(name, /)", () => false],
    is_frozen_package: ["(name, /)", notFrozen],
    find_frozen: ["(name, /, *, withdata=False)", () => null],
    get_frozen_object: ["(name, data=None, /)", notFrozen],
    init_frozen: ["(name, /)", () => null],
    _frozen_module_names: ["()", () => new PyList()],
    _override_frozen_modules_for_tests: ["(override, /)", () => null],
    _override_multi_interp_extensions_check: ["(override, /)", () => 0],
    _fix_co_filename: [
      "(code, path, /)",
      (code: Value, path: Value) => {
        // All code objects of a script have its file name.
        if (code instanceof PyCode) code.script.filename = strOf(path);
        return null;
      },
    ],
    _set_lazy_attributes: ["(modobj, name, /)", () => null],
    source_hash: [
      "(key, source)",
      (key: Value, source: Value) => bytes(sipHash13(BigInt(key as number), needBuffer(source))),
    ],
  },
  constants: { pyc_magic_number_token: magicNumber() },
  init(set) {
    set("check_hash_based_pycs", current.configuration.checkHashBasedPycs);
  },
};
