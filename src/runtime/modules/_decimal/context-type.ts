/** The types `decimal.Context` and `decimal.SignalDict`. */
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { AttributeError, OverflowError } from "../../exceptions/hierarchy.ts";
import { keyError, newException, typeError, valueError } from "../../exceptions/raise.ts";
import { typeOf } from "../../core/builtin-types.ts";
import { PyDict } from "../../objects/dict.ts";
import { type Int, int } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { str } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { pythonIter } from "../../protocols/iterate.ts";
import { toIndex, toSize } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import {
  absolute,
  add,
  divide,
  divideInt,
  minus,
  multiply,
  plus,
  remainder,
  subtract,
} from "./arithmetic.ts";
import { powerModulo } from "./comparison.ts";
import { MAX_EXPONENT, PyContext } from "./context.ts";
import { argument, convert, fromFloat } from "./conversion.ts";
import { divmodTuple, roundingOf } from "./decimal.ts";
import { power } from "./functions.ts";
import { ofInteger, PyDecimal } from "./number.ts";
import { contextBinary, contextOperations, contextUnary } from "./operations.ts";
import { quantize, toIntegral } from "./rounding.ts";
import { SIGNALS, settle, signalBits, signalNames } from "./signals.ts";
import { PySignalDict, signalView } from "./state.ts";
import { decimalText } from "./text.ts";

/** Settings near the limits are doubles that stand for the limits. */
const setting = (n: number): Int =>
  Math.abs(n) >= Number(MAX_EXPONENT) ? (n < 0 ? -MAX_EXPONENT : MAX_EXPONENT) : int(BigInt(n));

function within(value: Value, low: bigint, high: bigint, range: string): number {
  toSize(value, OverflowError);
  const n = BigInt(toIndex(value));
  if (n < low || n > high) throw valueError(range);
  return Number(n);
}

/** Bits of the signals that a mapping has true. */
function bitsOf(value: Value): number {
  if (value instanceof PySignalDict) return value.valid[value.field];
  if (!(value instanceof PyDict)) throw typeError("argument must be a signal dict");
  if (value.size !== SIGNALS.length) throw keyError("invalid signal dict");
  let bits = 0;
  for (const [type, mask] of SIGNALS) {
    const on = value.get(type);
    if (on === undefined) throw keyError("invalid signal dict");
    if (truthy(on)) bits |= mask;
  }
  return bits;
}

function decimalOnly(x: Value): PyDecimal {
  if (x instanceof PyDecimal) return x;
  throw typeError("argument must be a Decimal");
}

function refuseDeletion(): never {
  throw newException(AttributeError, "context attributes cannot be deleted");
}

type Setter = (self: PyContext, value: Value) => void;
const setters: Readonly<Record<string, Setter>> = {
  prec: (self, value) => {
    self.precision = within(value, 1n, MAX_EXPONENT, "valid range for prec is [1, MAX_PREC]");
  },
  rounding: (self, value) => {
    self.rounding = roundingOf(value);
  },
  Emin: (self, value) => {
    self.lowest = within(value, -MAX_EXPONENT, 0n, "valid range for Emin is [MIN_EMIN, 0]");
  },
  Emax: (self, value) => {
    self.highest = within(value, 0n, MAX_EXPONENT, "valid range for Emax is [0, MAX_EMAX]");
  },
  capitals: (self, value) => {
    self.capitals = within(value, 0n, 1n, "valid values for capitals are 0 or 1");
  },
  clamp: (self, value) => {
    self.clamp = within(value, 0n, 1n, "valid values for clamp are 0 or 1");
  },
  flags: (self, value) => {
    self.flags = bitsOf(value);
  },
  traps: (self, value) => {
    self.traps = bitsOf(value);
  },
};
const getters: Readonly<Record<string, (self: PyContext) => Value>> = {
  prec: (self) => setting(self.precision),
  rounding: (self) => self.rounding,
  Emin: (self) => setting(self.lowest),
  Emax: (self) => setting(self.highest),
  capitals: (self) => self.capitals,
  clamp: (self) => self.clamp,
  flags: (self) => signalView(self, "flags"),
  traps: (self) => signalView(self, "traps"),
};

/** Sets what is given and not None; the names are those of `Context(...)`. Flags and traps may be lists here. */
export function configure(self: PyContext, settings: Readonly<Record<string, Value | undefined>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(setters, name)) {
      throw typeError(`this function got an unexpected keyword argument '${name}'`);
    }
    if (value === undefined || value === null) continue;
    if (value instanceof PyList && (name === "flags" || name === "traps")) {
      self[name] = value.items.reduce((bits: number, signal) => bits | signalBits(signal), 0);
    } else (setters[name] as Setter)(self, value);
  }
}

const parameters =
  "(self, /, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)";

function contextRepr(self: PyContext): Value {
  const { prec, Emin, Emax } = getters as Record<"prec" | "Emin" | "Emax", (self: PyContext) => Value>;
  return `Context(prec=${prec(self)}, rounding=${self.rounding}, Emin=${Emin(self)}, Emax=${Emax(self)}, capitals=${self.capitals}, clamp=${self.clamp}, flags=${signalNames(self.flags)}, traps=${signalNames(self.traps)})`;
}

function copy(self: PyContext): PyContext {
  return self.copyInto(new PyContext());
}

export const contextSpec: TypeSpec = {
  doc: "The context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions and much more.  A new context\ncan be initialized as follows:\n\n    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,\n    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,\n    ...             traps=[InvalidOperation, DivisionByZero, Overflow],\n    ...             flags=[])\n    >>>\n\n\n",
  new: [parameters.replace("self, /, ", ""), (cls: PyType) => cls.alloc()],
  methods: {
    ...contextOperations,
    __init__: [
      parameters,
      (self: PyContext, ...[prec, rounding, Emin, Emax, capitals, clamp, flags, traps]: Value[]) => {
        configure(self, { prec, rounding, Emin, Emax, capitals, clamp, flags, traps });
        return null;
      },
    ],
    __repr__: ["(self, /)", contextRepr],
    __copy__: ["(self, /)", copy],
    __reduce__: [
      "(self, /)",
      (self: PyContext) => {
        const signals = (bits: number): Value =>
          new PyList(SIGNALS.filter(([, mask]) => (bits & mask) !== 0).map(([type]) => type));
        const settings = ["prec", "rounding", "Emin", "Emax", "capitals", "clamp"].map((name) =>
          (getters[name] as (self: PyContext) => Value)(self),
        );
        return tuple([typeOf(self), tuple([...settings, signals(self.flags), signals(self.traps)])]);
      },
    ],
    abs: contextUnary(absolute),
    minus: contextUnary(minus),
    plus: contextUnary(plus),
    to_integral: contextUnary((a, context) => toIntegral(a, context)),
    to_integral_value: contextUnary((a, context) => toIntegral(a, context)),
    to_integral_exact: contextUnary((a, context) => toIntegral(a, context, true)),
    add: contextBinary(add),
    subtract: contextBinary(subtract),
    multiply: contextBinary(multiply),
    divide: contextBinary(divide),
    divide_int: contextBinary(divideInt),
    divmod: contextBinary(divmodTuple),
    remainder: contextBinary(remainder),
    quantize: contextBinary(quantize),
    power: [
      "(self, /, a, b, modulo=None)",
      (self: PyContext, a: Value, b: Value, modulus: Value = null) => {
        const base = argument(a);
        const exponent = argument(b);
        const result =
          modulus === null
            ? power(base, exponent, self)
            : powerModulo(base, exponent, argument(modulus), self);
        return settle(self, result);
      },
    ],
    Etiny: ["(self, /)", (self: PyContext) => int(BigInt(self.tiny))],
    Etop: ["(self, /)", (self: PyContext) => int(BigInt(self.top))],
    radix: ["(self, /)", () => ofInteger(10n)],
    _apply: ["(self, object, /)", (self: PyContext, value: Value) => convert(argument(value), self, false)],
    canonical: ["(self, x, /)", (_self: PyContext, x: Value) => decimalOnly(x)],
    is_canonical: [
      "(self, x, /)",
      (_self: PyContext, x: Value) => {
        decimalOnly(x);
        return true;
      },
    ],
    copy_decimal: ["(self, x, /)", (_self: PyContext, x: Value) => argument(x)],
    to_sci_string: ["(self, x, /)", (self: PyContext, x: Value) => decimalText(argument(x), self.capitals)],
    clear_flags: [
      "(self, /)",
      (self: PyContext) => {
        self.flags = 0;
        return null;
      },
    ],
    clear_traps: [
      "(self, /)",
      (self: PyContext) => {
        self.traps = 0;
        return null;
      },
    ],
    copy: ["(self, /)", copy],
    create_decimal: [
      '(self, num="0", /)',
      (self: PyContext, value: Value = 0) => convert(value, self, false),
    ],
    create_decimal_from_float: [
      "(self, f, /)",
      (self: PyContext, value: Value) => convert(fromFloat(value), self, false),
    ],
  },
  getset: Object.fromEntries(
    Object.entries(getters).map(([name, get]) => [
      name,
      { get, set: setters[name] as Setter, delete: refuseDeletion },
    ]),
  ),
};

function sameSignals(self: PySignalDict, other: Value): boolean | undefined {
  const { valid, field } = self;
  if (other instanceof PySignalDict) return valid[field] === other.valid[other.field];
  if (!(other instanceof PyDict) || other.size !== SIGNALS.length) return undefined;
  return SIGNALS.every(([type, bits]) => {
    const on = other.get(type);
    return on !== undefined && truthy(on) === ((valid[field] & bits) !== 0);
  });
}

/** `Mapping` and `MutableMapping` of the library do the rest. */
export const signalDictSpec: TypeSpec = {
  methods: {
    __getitem__: [
      "(self, key, /)",
      (self: PySignalDict, key: Value) => (self.valid[self.field] & signalBits(key)) !== 0,
    ],
    __setitem__: [
      "(self, key, value, /)",
      (self: PySignalDict, key: Value, value: Value) => {
        const { valid, field } = self;
        const bits = signalBits(key);
        if (truthy(value)) valid[field] |= bits;
        else valid[field] &= ~bits;
        return null;
      },
    ],
    __delitem__: [
      "(self, key, /)",
      () => {
        throw valueError("signal keys cannot be deleted");
      },
    ],
    __len__: ["(self, /)", (self: PySignalDict) => (self.valid, SIGNALS.length)],
    __iter__: [
      "(self, /)",
      (self: PySignalDict) => (self.valid, pythonIter(new PyList(SIGNALS.map(([type]) => type)))),
    ],
    __eq__: [
      "(self, value, /)",
      (self: PySignalDict, other: Value) => sameSignals(self, other) ?? NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PySignalDict, other: Value) => {
        const same = sameSignals(self, other);
        return same === undefined ? NotImplemented : !same;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PySignalDict) => {
        const { valid, field } = self;
        const items = SIGNALS.map(
          ([type, bits]) => `${reprText(type)}:${(valid[field] & bits) !== 0 ? "True" : "False"}`,
        );
        return str(`{${items.join(", ")}}`);
      },
    ],
    copy: [
      "(self, /)",
      (self: PySignalDict) => {
        const { valid, field } = self;
        const dict = new PyDict();
        for (const [type, bits] of SIGNALS) dict.set(type, (valid[field] & bits) !== 0);
        return dict;
      },
    ],
  },
  constants: { __hash__: null },
};
