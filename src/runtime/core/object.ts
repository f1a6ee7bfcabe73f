/**
 * The root of every Python object that is not a JavaScript primitive.
 *
 * The object model in one page
 * ----------------------------
 * A Python class is a {@link PyType}; its direct instances are JavaScript objects whose JavaScript prototype is the
 * type's `proto`. Python attributes are JavaScript properties with a prefix, so that hidden classes and inline caches
 * of the engine do the work that CPython's specialising interpreter does:
 *
 * - `o.$x`   the value of the Python expression `o.x`. An own data property for an instance attribute; on the
 *            prototype a data property (plain class attribute) or an accessor (anything with `__get__`).
 * - `o.m$x`  what `o.x(...)` may call with `o` as first argument, without making a bound method. Only ever on
 *            prototypes (`undefined` on an instance that shadows the method).
 * - `proto.cls$`   the type; `proto.fs$` "fast store": `o.$x = v` is all that `o.x = v` needs to do; `proto.s$x` the
 *                  same for the one slot `x` of a class without instance dict; `proto.oc$`: `o.__class__` is `o.cls$`.
 *
 * `undefined` under any of these means "not on the fast path, ask the protocol" (`protocols/attribute.ts`).
 * Names of Python never contain `$`, so these properties cannot clash with the fields of the TypeScript classes.
 *
 * Type objects and the instances of types with their own `__getattribute__` hide the prefix properties (see
 * `type.ts`), because there JavaScript's precedence is not Python's.
 */

/** Any Python value. `undefined` is never a Python value: it means unbound or absent. */
export type Value = null | boolean | number | bigint | string | PyObject;

/** The entry points that every callable has: `c0` to `c4` for so many positional arguments, `cn` for any number, and
 * `ck` with keywords (`args` ends with the values of `names`). */
export interface Callable {
  c0(): Value;
  c1(a: Value): Value;
  c2(a: Value, b: Value): Value;
  c3(a: Value, b: Value, c: Value): Value;
  c4(a: Value, b: Value, c: Value, d: Value): Value;
  cn(args: Value[]): Value;
  ck(args: Value[], names: readonly string[]): Value;
}

/** Root class. Only type objects extend it directly; all other classes extend {@link PyInstance}. */
export abstract class PyObject {
  /** The type of the object (on the prototype; own on type objects). */
  declare cls$: import("./type.ts").PyType;
  // Entry points; `core/call.ts` defines them for all objects through `__call__`.
  declare c0: () => Value;
  declare c1: (a: Value) => Value;
  declare c2: (a: Value, b: Value) => Value;
  declare c3: (a: Value, b: Value, c: Value) => Value;
  declare c4: (a: Value, b: Value, c: Value, d: Value) => Value;
  declare cn: (args: Value[]) => Value;
  declare ck: (args: Value[], names: readonly string[]) => Value;
}

/** Root of the instances: its prototype carries the flattened attributes of Python's `object`. */
export class PyInstance extends PyObject {
  /** The instance dictionary made visible by `__dict__`, once it was asked for; a live view of the `$` properties
   * (or, on a detached instance, the only store). */
  declare dict$: PyObject | undefined;
  /** True (on the prototype) when `o.__class__` is `o.cls$`. */
  declare oc$: boolean;
  /** True (on the prototype) when `o.$x = v` is all that `o.x = v` needs. */
  declare fs$: boolean;
}

/** Property access by computed name; the one place where the type checker is told to look away. */
export type Slots = Record<string, Value | undefined>;

/** The own and inherited prefix properties of a value. Primitive strings answer through `String.prototype`. */
export function slotsOf(value: Value): Slots {
  return value as unknown as Slots;
}
