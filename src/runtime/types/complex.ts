/** Behaviour of `complex`. https://docs.python.org/3.14/library/functions.html#complex and Objects/complexobject.c */
import { warnDeprecated, warnSubclass } from "../protocols/deprecated.ts";
import { special, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { hashDouble } from "../core/hash.ts";
import { unexpectedKeyword } from "../core/native-binding.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { complex, complexType, PyComplex } from "../objects/complex.ts";
import { complexDiv, complexMul, complexPow, realDivComplex } from "../objects/complex-arithmetic.ts";
import { complexRepr, parseComplexText } from "../objects/complex-text.ts";
import { asciiDigits } from "../objects/decimal-digits.ts";
import { float, floatOf, isFloat } from "../objects/float.ts";
import { hypot } from "../objects/hypot.ts";
import { intOf, isInt } from "../objects/int.ts";
import { intToDouble } from "../objects/int-arithmetic.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, strOf } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { strip } from "../objects/whitespace.ts";
import { formatComplex } from "../protocols/format.ts";
import { isIndex, toDouble } from "../protocols/number.ts";
import { reprText } from "../protocols/repr.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";

/** A real operand stays a number, so that mixed arithmetic can treat it as a real. */
type Operand = PyComplex | number;

function operand(value: Value): Operand | undefined {
  if (value instanceof PyComplex) return value;
  if (isFloat(value)) return floatOf(value);
  return isInt(value) ? intToDouble(intOf(value)) : undefined;
}

type Operation = (a: Operand, b: Operand) => PyComplex;

const whole = (x: Operand): PyComplex => (typeof x === "number" ? complex(x, 0) : x);

const add: Operation = (a, b) =>
  typeof a === "number"
    ? add(b, a)
    : typeof b === "number"
      ? complex(a.real + b, a.imag)
      : complex(a.real + b.real, a.imag + b.imag);
const sub: Operation = (a, b) => {
  if (typeof a === "number") return complex(a - (b as PyComplex).real, -(b as PyComplex).imag);
  return typeof b === "number" ? complex(a.real - b, a.imag) : complex(a.real - b.real, a.imag - b.imag);
};
const mul: Operation = (a, b) =>
  typeof a === "number"
    ? mul(b, a)
    : typeof b === "number"
      ? complex(a.real * b, a.imag * b)
      : complexMul(a, b);
const div: Operation = (a, b) => {
  if (typeof a === "number") return realDivComplex(a, b as PyComplex);
  if (typeof b !== "number") return complexDiv(a, b);
  return b === 0 ? complexDiv(a, complex(0, 0)) : complex(a.real / b, a.imag / b);
};
const pow: Operation = (a, b) => complexPow(whole(a), whole(b));

function rows(name: string, operate: Operation): Record<string, NativeRow> {
  const run = (a: Value, b: Value): Value => {
    const x = operand(a);
    const y = operand(b);
    return x === undefined || y === undefined ? NotImplemented : operate(x, y);
  };
  return {
    [`__${name}__`]: [SELF_VALUE, (self: Value, other: Value) => run(self, other)],
    [`__r${name}__`]: [SELF_VALUE, (self: Value, other: Value) => run(other, self)],
  };
}

function powerRow(swap: boolean): NativeRow {
  return [
    "(self, value, mod=None, /)",
    (self: Value, other: Value, mod: Value = null) => {
      const a = operand(swap ? other : self);
      const b = operand(swap ? self : other);
      if (a === undefined || b === undefined) return NotImplemented;
      if (mod !== null) throw valueError("complex modulo");
      return pow(a, b);
    },
  ];
}

/** `==`; exact with ints of any size. */
function equals(self: PyComplex, other: Value): boolean | undefined {
  if (isInt(other)) {
    const n = intOf(other);
    return self.imag === 0 && self.real >= n && self.real <= n;
  }
  if (isFloat(other)) return self.imag === 0 && self.real === floatOf(other);
  if (other instanceof PyComplex) return self.real === other.real && self.imag === other.imag;
  return undefined;
}

const unordered: NativeRow = [SELF_VALUE, () => NotImplemented];

function make(cls: PyType, real: number, imag: number): PyComplex {
  const self = cls.alloc() as PyComplex;
  self.real = real;
  self.imag = imag;
  return self;
}

/** `x.__complex__()`, undefined when there is none. */
export function viaComplex(value: Value): PyComplex | undefined {
  const method = special(value, "m$__complex__");
  if (method === undefined || method === null) return undefined;
  const result = method.c1(value);
  if (!(result instanceof PyComplex)) {
    throw typeError(`__complex__ returned non-complex (type ${typeOf(result).name})`);
  }
  if (result.cls$ !== complexType) warnSubclass("__complex__", result, "complex");
  return result;
}

const isReal = (value: Value): boolean =>
  isFloat(value) || special(value, "m$__float__") !== undefined || isIndex(value);

/** One argument of `complex(real, imag)` as a complex or a real. */
function part(value: Value, name: string): Operand {
  const message = `complex() argument '${name}' must be a real number, not ${typeOf(value).name}`;
  const converted = value instanceof PyComplex ? value : name === "real" ? viaComplex(value) : undefined;
  if (converted !== undefined) {
    warnDeprecated(message);
    return converted;
  }
  if (!isReal(value)) throw typeError(message);
  return toDouble(value);
}

/** Binds the arguments itself: a part that is complex is taken without a warning only when it is the one positional argument. */
function newComplex(cls: PyType, args: Value[], keywords: Map<string, Value>): Value {
  if (args.length > 2) throw typeError(`complex() takes at most 2 arguments (${args.length} given)`);
  let [real, imag] = args;
  for (const [name, value] of keywords) {
    if (name !== "real" && name !== "imag") throw unexpectedKeyword("complex", name, ["real", "imag"]);
    const position = name === "real" ? 0 : 1;
    if (position < args.length) {
      throw typeError(`argument for complex() given by name ('${name}') and position (${position + 1})`);
    }
    if (name === "real") real = value;
    else imag = value;
  }
  if (imag === undefined && !keywords.has("real")) {
    if (real === undefined) return make(cls, 0, 0);
    if (isStr(real)) return fromText(cls, strOf(real), real);
    if (real instanceof PyComplex && cls === complexType && real.cls$ === complexType) return real;
    const converted = viaComplex(real);
    if (converted !== undefined) return make(cls, converted.real, converted.imag);
    if (!isReal(real)) {
      throw typeError(`complex() argument must be a string or a number, not ${typeOf(real).name}`);
    }
    return make(cls, toDouble(real), 0);
  }
  const r = real === undefined ? 0 : part(real, "real");
  const i = imag === undefined ? 0 : part(imag, "imag");
  if (typeof i === "number") return typeof r === "number" ? make(cls, r, i) : make(cls, r.real, r.imag + i);
  const base = whole(r);
  return make(cls, base.real - i.imag, typeof r === "number" ? i.real : base.imag + i.real);
}

function fromText(cls: PyType, source: string, shown: Value): Value {
  const value = parseComplexText(strip(asciiDigits(source)));
  if (value === undefined) {
    throw valueError(
      source.includes("_")
        ? `could not convert string to complex: ${reprText(shown)}`
        : "complex() arg is a malformed string",
    );
  }
  return make(cls, value.real, value.imag);
}

function hashComplex(self: PyComplex): Value {
  const real = BigInt(hashDouble(self.real));
  if (self.imag === 0) return hashDouble(self.real);
  const combined = BigInt.asIntN(64, real + 1000003n * BigInt(hashDouble(self.imag)));
  const small = Number(combined);
  if (!Number.isSafeInteger(small)) return combined;
  return small === -1 ? -2 : small;
}

export const complexSpec: TypeSpec = {
  doc: "Complex numbers. complex(real, imag) makes one from its parts, complex(text) from a string.",
  textSignature: "(real=0, imag=0)",
  new: ["(*args, **kwargs)", newComplex],
  methods: {
    __repr__: [SELF, complexRepr],
    __hash__: [SELF, hashComplex],
    __eq__: [SELF_VALUE, (self: PyComplex, other: Value) => equals(self, other) ?? NotImplemented],
    __ne__: [
      SELF_VALUE,
      (self: PyComplex, other: Value) => {
        const result = equals(self, other);
        return result === undefined ? NotImplemented : !result;
      },
    ],
    __lt__: unordered,
    __le__: unordered,
    __gt__: unordered,
    __ge__: unordered,
    ...rows("add", add),
    ...rows("sub", sub),
    ...rows("mul", mul),
    ...rows("truediv", div),
    __pow__: powerRow(false),
    __rpow__: powerRow(true),
    __neg__: [SELF, (self: PyComplex) => complex(-self.real, -self.imag)],
    __pos__: [SELF, (self: PyComplex) => (self.cls$ === complexType ? self : complex(self.real, self.imag))],
    __abs__: [
      SELF,
      ({ real, imag }: PyComplex) => {
        const size = hypot([real, imag]);
        if (!Number.isFinite(size) && Number.isFinite(real) && Number.isFinite(imag)) {
          throw overflowError("absolute value too large");
        }
        return float(size);
      },
    ],
    __bool__: [SELF, (self: PyComplex) => self.real !== 0 || self.imag !== 0],
    __complex__: [
      SELF,
      (self: PyComplex) => (self.cls$ === complexType ? self : complex(self.real, self.imag)),
    ],
    __format__: ["(self, format_spec, /)", formatComplex],
    __getnewargs__: [SELF, (self: PyComplex) => tuple([float(self.real), float(self.imag)])],
    conjugate: [SELF, (self: PyComplex) => complex(self.real, -self.imag)],
  },
  classMethods: {
    from_number: [
      "(type, number, /)",
      (cls: PyType, number: Value) => {
        if (number instanceof PyComplex && number.cls$ === complexType && cls === complexType) return number;
        const converted = number instanceof PyComplex ? number : viaComplex(number);
        if (converted !== undefined) return make(cls, converted.real, converted.imag);
        return make(cls, toDouble(number), 0);
      },
    ],
  },
  getset: {
    real: {
      get: (self: PyComplex) => float(self.real),
      member: true,
      doc: "the real part of a complex number",
    },
    imag: {
      get: (self: PyComplex) => float(self.imag),
      member: true,
      doc: "the imaginary part of a complex number",
    },
  },
};
