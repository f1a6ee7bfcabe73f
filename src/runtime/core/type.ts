/**
 * Python types and the flattening of their attributes into JavaScript prototypes.
 *
 * `dict` (own attributes) and `mro` are the truth; everything under a `$` prefix is derived from them and can be
 * thrown away. {@link PyType.lookup} is CPython's `_PyType_Lookup`.
 *
 * Flattening. `T.proto` inherits from `base.proto` in JavaScript's sense, so with single inheritance JavaScript's own
 * lookup walks the MRO and a change in a base class is seen at once by all subclasses. Where the MRO is not that chain
 * (multiple inheritance), the names that would be found in a wrong class are copied onto `T.proto`
 * (`flatten.ts`). Changing a class attribute refreshes that name in the class and its subclasses.
 *
 * Type objects do not sit behind the prototype of their metatype: a class attribute must win over a non-data
 * attribute of the metatype (`C.__init__` is C's, not `type.__init__`). A type object has only own `$x`/`m$x`
 * properties, filled lazily by the attribute protocol (`cacheAttribute`) and dropped when a class of its MRO changes.
 *
 * A type with its own `__getattribute__` hides the fast path: its instances get `shell` as their prototype, which
 * masks every flattened name with `undefined`.
 *
 * Follows Objects/typeobject.c of CPython.
 */
import { type Callable, PyInstance, PyObject, type Slots, type Value } from "./object.ts";

/** A JavaScript class whose instances are the instances of a type. */
// biome-ignore lint/suspicious/noExplicitAny: constructors of unrelated classes
export type Constructor = new (...args: any[]) => PyObject;

export interface TypeOptions {
  /** Python's name, for builtin types of modules with the module in front: `collections.deque`. */
  name: string;
  bases: readonly PyType[];
  /** JavaScript class of the instances; its prototype becomes `proto`. Without it one is derived from the base's. */
  constructor_?: Constructor;
  /** JavaScript class that those of subclasses extend; `constructor_` unless that only makes exact instances. */
  layout?: Constructor;
  metatype?: PyType;
  /** False for types that cannot be subclassed (`bool`, `NoneType`). */
  subclassable?: boolean;
  /** True when instances take arbitrary attributes. */
  hasDict?: boolean;
  /** False for a builtin type whose instances have the very fields of its base's, which multiple inheritance may mix. */
  ownLayout?: boolean;
  /** True for a builtin type whose instances say for themselves when their finalizer is to run (`finalizable.ts`). */
  tracksItself?: boolean;
  /** True for classes made by a `class` statement or by `type(...)`. */
  heap?: boolean;
  mro?: readonly PyType[];
  /** For `__flags__`: true where instances are functions that could be called as methods without being bound first. */
  methodDescriptor?: boolean;
  /** For `__flags__`: true where CPython has a faster way of calling instances beside `__call__` (PEP 590). */
  vectorcall?: boolean;
}

/** What a type has in place of `object.__getattribute__`, `__setattr__` and `__delattr__`. */
export interface AttributeHooks {
  readonly get: Value | undefined;
  readonly set: Value | undefined;
  readonly delete: Value | undefined;
}

/** The `mro` of a class whose own is being computed, which Python sees as None. */
export const noMro: readonly PyType[] = Object.freeze([]);

export class PyType extends PyObject {
  name: string;
  qualname: string;
  readonly heap: boolean;
  readonly subclassable: boolean;
  /** See {@link TypeOptions.ownLayout}; false for classes made by Python code. */
  readonly ownLayout: boolean;
  hasDict: boolean;
  /** See {@link TypeOptions.tracksItself}. */
  readonly tracksItself: boolean;
  /** Own attributes in definition order. */
  readonly dict = new Map<string, Value>();
  bases: readonly PyType[];
  /** The documentation of a builtin type, also where its instances have a `__doc__` of their own. */
  builtinDoc: string | undefined = undefined;
  /** `__bases__`, made when it is first asked for. */
  basesTuple: Value | undefined = undefined;
  /** The base whose layout the instances have (CPython's `tp_base`). */
  base: PyType | undefined;
  mro: readonly PyType[];
  /** Flattened attributes; see the essay. */
  proto: Slots;
  /** Makes a bare instance: `new type.ctor()`. */
  ctor: Constructor;
  /** See {@link TypeOptions.layout}. */
  readonly layout: Constructor;
  /** Prototype with every flattened name masked, when the instances are off the fast path. */
  shell: Slots | undefined;
  /** True when instances are made for their finalizer to run (`finalizable.ts`). */
  finalizable = false;
  /** Slot names of `__slots__` of this class alone; undefined when it has none. */
  slots: readonly string[] | undefined;
  /** The module of a builtin type, undefined for `builtins`. */
  readonly module: string | undefined;
  readonly subclasses = new Set<WeakRef<PyType>>();
  /** Those that have it in the MRO that their metatype made, though it is none of their bases' bases. */
  followers: Set<WeakRef<PyType>> | undefined = undefined;
  /** Names cached on the type object itself. */
  readonly cachedNames = new Set<string>();
  /** Prototypes that `super()` looks into, by the class that calls it. */
  readonly superProtos = new Map<PyType, Slots>();
  /** What the type counts as in pattern matching; inherited along the MRO (`protocols/collection-flag.ts`). */
  collectionFlag: "sequence" | "mapping" | undefined;
  /** The type's own ways to get, set and delete attributes, once they were asked for (`protocols/attribute.ts`). */
  hooks: AttributeHooks | undefined;
  /** See {@link TypeOptions.methodDescriptor}. */
  readonly methodDescriptor: boolean;
  /** See {@link TypeOptions.vectorcall}. */
  vectorcall: boolean;
  /** Special methods looked up so far, by property (`special` in `builtin-types.ts`), each until it changes. */
  specials: Map<string, PyObject | null> | undefined;
  /** Names under which instance dicts hold items that a data descriptor hides (`objects/dict.ts`). */
  hiddenNames: Set<string> | undefined;
  /** `T(argument)` of a builtin type in one step. */
  convert: ((argument: Value) => Value) | undefined;
  convertNamed: ((args: Value[], names: readonly string[]) => Value) | undefined;
  /** Bumped at every change that this type can see. */
  version = 0;
  /** How instances behave as keys of dicts and sets (`objects/key.ts`), as of `version` `keyVersion`. */
  keyKind = 0;
  keyVersion = -1;
  /** The special method that decides on the truth of instances, `__bool__` or else `__len__`, as of `version`
   * `truthVersion`; undefined when all are true (`objects/truth.ts`). */
  truthMethod: PyObject | null | undefined = undefined;
  truthByLength = false;
  truthVersion = -1;
  /** True when the JavaScript prototype chain of `proto` is the MRO. */
  linear = true;

  constructor(options: TypeOptions, metatype: PyType | undefined) {
    super();
    if (metatype !== undefined) this.cls$ = metatype;
    const dot = options.name.lastIndexOf(".");
    this.name = dot < 0 ? options.name : options.name.slice(dot + 1);
    this.qualname = this.name;
    this.heap = options.heap ?? false;
    this.subclassable = options.subclassable ?? true;
    this.ownLayout = !this.heap && (options.ownLayout ?? true);
    this.methodDescriptor = options.methodDescriptor ?? false;
    this.vectorcall = options.vectorcall ?? false;
    this.tracksItself = options.tracksItself ?? false;
    this.bases = options.bases;
    this.base = bestBase(options.bases);
    this.hasDict = options.hasDict ?? (this.heap || (this.base?.hasDict ?? false));
    this.mro = options.mro ?? [this];
    this.ctor = options.constructor_ ?? deriveConstructor(this.base as PyType);
    this.layout = options.layout ?? this.ctor;
    this.proto = this.ctor.prototype as unknown as Slots;
    (this.proto as unknown as PyInstance).cls$ = this;
    this.module = dot < 0 ? undefined : options.name.slice(0, dot);
    if (dot >= 0) this.dict.set("__module__", options.name.slice(0, dot));
    for (const base of this.bases) base.subclasses.add(new WeakRef(this));
  }

  /** What CPython's `tp_name` is, which most error texts show: builtin types of modules have the module in front. */
  get fullName(): string {
    return this.heap || this.module === undefined ? this.name : `${this.module}.${this.name}`;
  }

  /** `module.qualname`, without the module for builtins: as in the repr of a class. */
  get qualifiedName(): string {
    const module = this.dict.get("__module__");
    return typeof module === "string" && module !== "builtins" ? `${module}.${this.qualname}` : this.qualname;
  }

  /** The same without the module for the program too: `PyType_GetFullyQualifiedName`, `%T` in newer error texts. */
  get fullyQualifiedName(): string {
    return this.dict.get("__module__") === "__main__" ? this.qualname : this.qualifiedName;
  }

  /** The attribute `name` in the first class of the MRO that has it, with no descriptor call. */
  lookup(name: string): Value | undefined {
    for (const type of this.mro) {
      const value = type.dict.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The class of the MRO that defines `name`. */
  owner(name: string): PyType | undefined {
    return this.mro.find((type) => type.dict.has(name));
  }

  isSubtype(other: PyType): boolean {
    if (this === other) return true;
    // A loop in the open costs a third of `includes` for chains of the usual length.
    const { mro } = this;
    for (let i = 0; i < mro.length; i++) if (mro[i] === other) return true;
    return false;
  }

  /** A bare instance, with no `__init__` run. */
  alloc(): PyObject {
    return new this.ctor();
  }
}

/**
 * A constructor of exact instances of a builtin type, which `layout` is the JavaScript class of. The engine learns from all
 * that is made through a constructor, so one that subclasses go through as well is slow for all; and one of a derived class
 * looks for its base at every call.
 */
export function exactConstructor<T extends PyObject, A extends unknown[]>(
  layout: new (...args: A) => T,
  initialize: (this: T, ...args: A) => void,
): new (
  ...args: A
) => T {
  initialize.prototype = layout.prototype;
  return initialize as unknown as new (
    ...args: A
  ) => T;
}

/** CPython's best_base: the base with the most derived layout. A layout is the nearest class that has its own
 * JavaScript fields, that is, a builtin type. */
export function bestBase(bases: readonly PyType[]): PyType | undefined {
  let winner: PyType | undefined;
  let layout: PyType | undefined;
  for (const base of bases) {
    const candidate = solidBase(base);
    if (winner === undefined || (candidate !== layout && candidate.isSubtype(layout as PyType))) {
      winner = base;
      layout = candidate;
    }
  }
  return winner;
}

/** The nearest class in the chain of bases that determines the layout of instances (CPython's solid_base). */
export function solidBase(type: PyType): PyType {
  let current = type;
  while (
    current.base !== undefined &&
    !current.ownLayout &&
    !(current.slots !== undefined && current.slots.length > 0)
  ) {
    current = current.base;
  }
  return current;
}

/** A constructor for instances of a new class: an empty function where instances have no fields of their own (the
 * cheapest thing that the engine can inline), else a subclass of the builtin JavaScript class that lays them out. */
function deriveConstructor(base: PyType): Constructor {
  const native = solidNative(base).layout;
  const ctor =
    native.prototype === PyInstance.prototype
      ? (function () {} as unknown as Constructor)
      : class extends native {};
  Object.setPrototypeOf(ctor.prototype, base.proto);
  return ctor;
}

/** The nearest builtin type among the bases: the one whose JavaScript class the instances really are. */
export function solidNative(type: PyType): PyType {
  let current = type;
  while (current.heap && current.base !== undefined) current = current.base;
  return current;
}

/** Entry points of a type object before its first call; `protocols/instantiate.ts` provides the linker that replaces
 * them by ones that fit how the type makes its instances. */
let linker: (type: PyType) => void = () => {};
export function installTypeLinker(link: (type: PyType) => void): void {
  linker = link;
  const lazy: Callable & ThisType<PyType> = {
    c0() {
      linker(this);
      return this.c0();
    },
    c1(a) {
      linker(this);
      return this.c1(a);
    },
    c2(a, b) {
      linker(this);
      return this.c2(a, b);
    },
    c3(a, b, c) {
      linker(this);
      return this.c3(a, b, c);
    },
    c4(a, b, c, d) {
      linker(this);
      return this.c4(a, b, c, d);
    },
    cn(args) {
      linker(this);
      return this.cn(args);
    },
    ck(args, names) {
      linker(this);
      return this.ck(args, names);
    },
  };
  Object.assign(PyType.prototype, lazy);
}

/** Makes the next call of `type(...)` link again. */
export function unlinkType(type: PyType): void {
  if (Object.hasOwn(type, "c0"))
    for (const entry of ["c0", "c1", "c2", "c3", "c4", "cn", "ck"] as const)
      delete (type as Partial<PyType>)[entry];
}
