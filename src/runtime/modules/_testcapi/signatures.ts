/**
 * Builtin functions and methods that tell their signatures, or do not, for `inspect`. Follows Modules/_testcapi/docstring.c.
 */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";

const none = (): Value => null;
const anything: NativeRow = ["(*args)", none];

export const functions: Readonly<Record<string, NativeRow>> = {
  docstring_empty: anything,
  docstring_no_signature: anything,
  docstring_no_signature_noargs: ["()", none],
  docstring_no_signature_o: ["(object, /)", none],
  docstring_with_signature: ["(sig)", none],
  docstring_with_signature_but_no_doc: ["(sig)", none],
  docstring_with_signature_with_defaults: [
    "(s='avocado', b=b'bytes', d=3.14, i=35, n=None, t=True, f=False, local=the_number_three, sys=sys.maxsize, exp=sys.maxsize - 1)",
    none,
  ],
  test_with_docstring: ["()", none],
};

class PyUnsigned extends PyInstance {}
class PyUnrepresentable extends PyInstance {}
const unsignedType = declareType("_testcapi.DocStringNoSignatureTest", PyUnsigned);
const unrepresentableType = declareType("_testcapi.DocStringUnrepresentableSignatureTest", PyUnrepresentable);

export const signatureTypes: Readonly<Record<string, PyType>> = {
  DocStringNoSignatureTest: unsignedType,
  DocStringUnrepresentableSignatureTest: unrepresentableType,
};

const make: TypeSpec["new"] = ["()", (cls: PyType) => cls.alloc()];

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    unsignedType,
    {
      new: make,
      methods: {
        meth_noargs: ["(self, /)", none],
        meth_o: ["(self, object, /)", none],
        meth_noargs_coexist: ["(self, /)", none],
        meth_o_coexist: ["(self, object, /)", none],
      },
      classMethods: { meth_noargs_class: ["(type, /)", none], meth_o_class: ["(type, object, /)", none] },
      staticMethods: { meth_noargs_static: ["()", none], meth_o_static: ["(object, /)", none] },
    },
  ],
  [
    unrepresentableType,
    {
      new: make,
      methods: {
        meth: ["(self, /, a, b=<x>)", none],
        with_default: ["(self, /, x=1)", none],
      },
      classMethods: { classmeth: ["(type, /, a, b=<x>)", none] },
      staticMethods: { staticmeth: ["(a, b=<x>)", none] },
    },
  ],
];
