/** Behaviour of `bool`. Follows Objects/boolobject.c. */
import type { TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { type Int, intOf, isInt } from "../objects/int.ts";
import { andInt, invertInt, orInt, xorInt } from "../objects/int-arithmetic.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { truthOf } from "../objects/truth.ts";
import { warnDeprecated } from "../protocols/deprecated.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";

/** Two bools give a bool, a bool and an int an int. */
function logic(bools: (a: boolean, b: boolean) => boolean, ints: (a: Int, b: Int) => Int): NativeRow {
  return [
    SELF_VALUE,
    (self: Value, other: Value) => {
      if (typeof self === "boolean" && typeof other === "boolean") return bools(self, other);
      return isInt(other) ? ints(intOf(self), intOf(other)) : NotImplemented;
    },
  ];
}

function invertBool(self: boolean): Int {
  warnDeprecated(
    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion " +
      "of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for " +
      "boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
  );
  return invertInt(self ? 1 : 0);
}

const and = logic((a, b) => a && b, andInt);
const or = logic((a, b) => a || b, orInt);
const xor = logic((a, b) => a !== b, xorInt);

export const boolSpec: TypeSpec = {
  doc: "The two truth values. bool(x) is True when x is true.",
  new: ["(object=False, /)", (_cls: PyType, value: Value = false) => truthOf(value)],
  methods: {
    __repr__: [SELF, (self: boolean) => (self ? "True" : "False")],
    __invert__: [SELF, (self: boolean) => invertBool(self)],
    __and__: and,
    __rand__: and,
    __or__: or,
    __ror__: or,
    __xor__: xor,
    __rxor__: xor,
  },
};
