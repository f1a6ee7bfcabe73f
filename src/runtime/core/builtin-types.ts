/**
 * The first types: `object` and `type`, which need each other, and the types of JavaScript's primitives, which
 * `typeOf` must know. Everything else is declared beside its data in `objects/`.
 *
 *     type ──instance of──▶ type ◀──instance of── object, int, ...
 *     type ──subclass of──▶ object
 *
 * `declareType` makes the type object and nothing more; its behaviour is a table in `types/` that `defineType`
 * (`define.ts`) installs. CPython does the same in two steps: a static PyTypeObject, then PyType_Ready.
 */
import { mroOf } from "./mro.ts";
import { PyInstance, PyObject, type Slots, type Value } from "./object.ts";
import { type Constructor, PyType, type TypeOptions } from "./type.ts";

export const objectType: PyType = new PyType(
  { name: "object", bases: [], constructor_: PyInstance as unknown as Constructor },
  undefined,
);
export const typeType: PyType = new PyType(
  { name: "type", bases: [objectType], constructor_: metaShell(), hasDict: true },
  undefined,
);
typeType.mro = [typeType, objectType];
// All type objects are instances of `type` unless they say otherwise with a `cls$` of their own.
PyType.prototype.cls$ = typeType;

/** What `typeType.ctor` is: `proto` of a metatype is only a table for special-method lookup on type objects; it is
 * never the JavaScript prototype of a type object (see the essay of `type.ts`). */
function metaShell(): Constructor {
  const shell = class extends PyObject {};
  Object.setPrototypeOf(shell.prototype, PyInstance.prototype);
  return shell;
}

/** Declares a builtin type over a JavaScript class of its own. */
export function declareType(
  name: string,
  constructor_: Constructor,
  options: Omit<Partial<TypeOptions>, "name" | "constructor_"> = {},
): PyType {
  const bases = options.bases ?? [objectType];
  const type = new PyType({ ...options, name, bases, constructor_ }, options.metatype);
  type.mro = mroOf(type);
  return type;
}

/** Stand-in JavaScript class for types whose instances are JavaScript primitives. */
class PyPrimitive extends PyInstance {}

/** Instances of subclasses of `int` (`bool` has none; exact ints are primitives). */
export class PyInt extends PyInstance {
  value: number | bigint = 0;
}

/** Floats whose value is integral or infinite, and instances of subclasses of `float`. */
export class PyFloat extends PyInstance {
  value: number;
  constructor(value = 0) {
    super();
    this.value = value;
  }
}

/** Strings that hold a surrogate code unit in UTF-16 (astral or lone), and instances of subclasses of `str`. */
export class PyStr extends PyInstance {
  /** UTF-16. A lone surrogate stands for itself. */
  value = "";
  /** Code points, computed when first needed; `undefined` while `value` holds no surrogate or was not asked. */
  points: readonly number[] | undefined = undefined;
  /** True when `points` cannot be computed from `value`; see `objects/str.ts`. */
  split = false;
}

export const noneType = declareType("NoneType", class extends PyPrimitive {}, { subclassable: false });
export const intType = declareType("int", PyInt);
export const boolType = declareType("bool", class extends PyPrimitive {}, {
  bases: [intType],
  subclassable: false,
});
export const floatType = declareType("float", PyFloat);
export const strType = declareType("str", PyStr);
// bool's instances are primitives, but special methods that it inherits come from int.
Object.setPrototypeOf(boolType.proto, intType.proto);

/** `type(value)`. */
export function typeOf(value: Value): PyType {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) ? intType : floatType;
    case "string":
      return strType;
    case "boolean":
      return boolType;
    case "bigint":
      return intType;
    default:
      return value === null ? noneType : value.cls$;
  }
}

/** The special method `m$name` of the type of `value` (an attribute of the instance does not count), or undefined.
 * `method` holds the prefix: `special(x, "m$__len__")?.c1(x)`. A special method set to None gives null. */
export function special(value: Value, method: string): PyObject | null | undefined {
  return specialOf(typeOf(value), method);
}

/** {@link special} of the instances of `type`. */
export function specialOf(type: PyType, method: string): PyObject | null | undefined {
  const known = type.specials?.get(method);
  if (known !== undefined) return known === absent ? undefined : known;
  const found = type.proto[method] as PyObject | null | undefined;
  (type.specials ??= new Map()).set(method, found === undefined ? absent : found);
  return found;
}

/** Stands in `PyType.specials` for a method that the type does not have. A look at a map costs a fifth of a property load by
 * a name that varies, from objects that vary. */
const absent = new PyInstance();

/** True when `value` is an instance of `type` or of a subclass, by the real type (no `__class__`, no hooks). */
export function isInstance(value: Value, type: PyType): boolean {
  const actual = typeOf(value);
  return actual === type || actual.mro.includes(type);
}

/** Prefix properties of a type's instances. */
export function protoOf(value: Value): Slots {
  return typeOf(value).proto;
}
