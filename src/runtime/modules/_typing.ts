/** `_typing`: what `typing.py` takes from C. Follows Modules/_typingmodule.c. */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import {
  genericType,
  NoDefault,
  paramSpecArgsType,
  paramSpecKwargsType,
  paramSpecType,
  typeAliasType,
  typeVarTupleType,
  typeVarType,
} from "../objects/type-variables.ts";
import { unionType } from "../objects/union.ts";

export const typingModule: NativeModule = {
  name: "_typing",
  doc: "Primitives and accelerators for the typing module.",
  functions: { _idfunc: ["(x, /)", (x: Value) => x] },
  types: {
    Generic: genericType,
    ParamSpec: paramSpecType,
    ParamSpecArgs: paramSpecArgsType,
    ParamSpecKwargs: paramSpecKwargsType,
    TypeAliasType: typeAliasType,
    TypeVar: typeVarType,
    TypeVarTuple: typeVarTupleType,
    Union: unionType,
  },
  constants: { NoDefault },
};
