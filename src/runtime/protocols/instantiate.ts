/**
 * Making instances: `C(...)`, that is `type.__call__` (Objects/typeobject.c, type_call).
 *
 * The entry points of a type object are linked at its first call. The common case, a class with a Python `__init__`
 * and `object`'s `__new__`, becomes one allocation and one call of the initialiser.
 */
import { objectType, typeOf, typeType } from "../core/builtin-types.ts";
import type { PyBaseException } from "../core/exception.ts";
import { prepend } from "../core/call.ts";
import { PyStaticMethod } from "../core/descriptors.ts";
import { PyNewFunction } from "../core/native.ts";
import { type Callable, PyObject, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { type Constructor, installTypeLinker, type PyType } from "../core/type.ts";
import { BaseException } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyFunction } from "../objects/function.ts";
import { type PySet } from "../objects/set.ts";
import { getAttr } from "./attribute.ts";

/** `__init__` returned something. */
function initResult(result: Value): never {
  throw typeError(`__init__() should return None, not '${typeOf(result).name}'`);
}

/** Names of abstract methods that forbid instances; undefined when there are none. */
export function abstractMethods(type: PyType): string[] | undefined {
  const names = type.dict.get("__abstractmethods__") as PySet | undefined;
  if (names === undefined || names === null || names.size === 0) return undefined;
  return [...names.values()].map(String).sort();
}

function link(type: PyType): void {
  const metatype = typeOf(type);
  const call = metatype.lookup("__call__");
  if (call !== typeType.dict.get("__call__")) linkMetaCall(type, metatype);
  else if (type === typeType) linkType(type);
  else linkConstructor(type);
}

/** The metatype has its own `__call__`. */
function linkMetaCall(type: PyType, metatype: PyType): void {
  const entry = (): PyObject => metatype.proto["m$__call__"] as PyObject;
  type.c0 = () => entry().c1(type);
  type.c1 = (a) => entry().c2(type, a);
  type.c2 = (a, b) => entry().c3(type, a, b);
  type.c3 = (a, b, c) => entry().c4(type, a, b, c);
  type.c4 = (a, b, c, d) => entry().cn([type, a, b, c, d]);
  type.cn = (args) => entry().cn(prepend(type, args));
  type.ck = (args, names) => entry().ck(prepend(type, args), names);
}

/** `type(x)` against `type(name, bases, namespace)`. */
function linkType(type: PyType): void {
  const make = (args: Value[], names: readonly string[]): Value => {
    if (args.length === 1 && names.length === 0) return typeOf(args[0] as Value);
    if (args.length - names.length !== 3) throw typeError("type() takes 1 or 3 arguments");
    return create(type, args, names);
  };
  type.c0 = () => make([], []);
  type.c1 = (a) => typeOf(a);
  type.c2 = (a, b) => make([a, b], []);
  type.c3 = (a, b, c) => make([a, b, c], []);
  type.c4 = (a, b, c, d) => make([a, b, c, d], []);
  type.cn = (args) => make(args, []);
  type.ck = make;
}

function linkConstructor(type: PyType): void {
  const init = type.lookup("__init__");
  const plainNew = type.lookup("__new__") === objectType.dict.get("__new__");
  if (plainNew && !type.subclassable) {
    linkNone(type);
    return;
  }
  const instantiable = plainNew && abstractMethods(type) === undefined;
  if (instantiable && init instanceof PyFunction) {
    linkInit(type, init, false);
    return;
  }
  const inherits = (name: string): boolean => type.lookup(name) === BaseException.dict.get(name);
  if (type.isSubtype(BaseException) && inherits("__new__") && inherits("__init__")) {
    linkException(type);
    return;
  }
  if (type.isSubtype(BaseException) && inherits("__new__") && init instanceof PyFunction) {
    linkInit(type, init, true);
    return;
  }
  type.c0 = () => create(type, [], undefined);
  type.c1 = (a) => create(type, [a], undefined);
  type.c2 = (a, b) => create(type, [a, b], undefined);
  type.c3 = (a, b, c) => create(type, [a, b, c], undefined);
  type.c4 = (a, b, c, d) => create(type, [a, b, c, d], undefined);
  type.cn = (args) => create(type, args, undefined);
  type.ck = (args, names) => create(type, args, names);
  if (type.heap && init === objectType.dict.get("__init__")) {
    if (instantiable) linkBare(type);
    else linkNew(type);
  } else linkNativeNew(type);
}

/** A class with its own `__new__` and `object`'s `__init__`, which then accepts whatever was given. */
function linkNew(type: PyType): void {
  const new_ = newOf(type);
  if (!(new_ instanceof PyFunction)) return;
  /** Another class's instance is initialised by that class. */
  const initialised = (self: Value, args: () => Value[]): Value => {
    const made = typeOf(self);
    if (made !== type && made.isSubtype(type)) initialise(self, made, args(), undefined);
    return self;
  };
  type.c0 = () => initialised(new_.c1(type), () => []);
  type.c1 = (a) => initialised(new_.c2(type, a), () => [a]);
  type.c2 = (a, b) => initialised(new_.c3(type, a, b), () => [a, b]);
  type.c3 = (a, b, c) => initialised(new_.c4(type, a, b, c), () => [a, b, c]);
}

/** Builtin types with few arguments, whose `__new__` and `__init__` are native: no arrays of arguments in between. */
function linkNativeInit(type: PyType, new_: PyObject): void {
  const init = type.proto["m$__init__"] as PyObject;
  const made = (self: Value): boolean =>
    self instanceof PyObject && (self.cls$ === type || self.cls$.isSubtype(type));
  type.c0 = () => {
    const self = new_.c1(type);
    if (made(self)) init.c1(self);
    return self;
  };
  if (type.convertNamed !== undefined) type.ck = type.convertNamed;
  type.c1 =
    type.convert ??
    ((a) => {
      const self = new_.c2(type, a);
      if (made(self)) init.c2(self, a);
      return self;
    });
  type.c2 = (a, b) => {
    const self = new_.c3(type, a, b);
    if (made(self)) init.c3(self, a, b);
    return self;
  };
}

/** Builtin types without `__init__` of their own: `C(...)` is `C.__new__(C, ...)`. */
function linkNativeNew(type: PyType): void {
  if (type.heap) return;
  const new_ = newOf(type);
  if (type.lookup("__init__") !== objectType.dict.get("__init__")) {
    linkNativeInit(type, new_);
    return;
  }
  type.c0 = () => new_.c1(type);
  type.c1 = (a) => new_.c2(type, a);
  type.c2 = (a, b) => new_.c3(type, a, b);
  type.c3 = (a, b, c) => new_.c4(type, a, b, c);
  type.c4 = (a, b, c, d) => new_.cn([type, a, b, c, d]);
  type.cn = (args) => new_.cn(prepend(type, args));
  type.ck = (args, names) => new_.ck(prepend(type, args), names);
}

/** Builtin types with neither `__new__` nor subclasses: only the runtime makes their instances. */
function linkNone(type: PyType): void {
  const fail = (): never => {
    const module = type.dict.get("__module__");
    const prefix = module === undefined || module === "builtins" ? "" : `${String(module)}.`;
    throw typeError(`cannot create '${prefix}${type.name}' instances`);
  };
  type.c0 = fail;
  type.c1 = fail;
  type.c2 = fail;
  type.c3 = fail;
  type.c4 = fail;
  type.cn = fail;
  type.ck = fail;
}

/** Exceptions that only keep their arguments. */
function linkException(type: PyType): void {
  const Ctor = type.ctor as new () => PyBaseException;
  const make = (args: Value[]): Value => {
    const self = new Ctor();
    self.args = args;
    return self;
  };
  type.c0 = () => make([]);
  type.c1 = (a) => make([a]);
  type.c2 = (a, b) => make([a, b]);
  type.c3 = (a, b, c) => make([a, b, c]);
  type.c4 = (a, b, c, d) => make([a, b, c, d]);
  type.cn = (args) => make([...args]);
  type.ck = (args, names) => (names.length === 0 ? make([...args]) : create(type, args, names));
}

/**
 * One allocation, one call of a Python `__init__`; an exception gets its `args` before. The engine learns from all calls that a
 * function makes, so with one text for all classes it would learn nothing: a class of which many instances are made has
 * this text evaluated for itself ({@link linkInit}). So the function names nothing but its parameters.
 */
function initializing(
  Ctor: Constructor,
  init: PyFunction,
  isException: boolean,
  made: () => void,
  failed: (result: Value) => never,
  prepended: typeof prepend,
): Callable {
  return {
    c0() {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = [];
      const result = init.c1(self);
      if (result !== null) failed(result);
      return self;
    },
    c1(a) {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = [a];
      const result = init.c2(self, a);
      if (result !== null) failed(result);
      return self;
    },
    c2(a, b) {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = [a, b];
      const result = init.c3(self, a, b);
      if (result !== null) failed(result);
      return self;
    },
    c3(a, b, c) {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = [a, b, c];
      const result = init.c4(self, a, b, c);
      if (result !== null) failed(result);
      return self;
    },
    c4(a, b, c, d) {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = [a, b, c, d];
      const result = init.cn([self, a, b, c, d]);
      if (result !== null) failed(result);
      return self;
    },
    cn(args) {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = args.slice();
      const result = init.cn(prepended(self, args));
      if (result !== null) failed(result);
      return self;
    },
    ck(args, names) {
      made();
      const self = new Ctor();
      if (isException) (self as PyBaseException).args = args.slice(0, args.length - names.length);
      const result = init.ck(prepended(self, args), names);
      if (result !== null) failed(result);
      return self;
    },
  };
}

/** Instances of a class after which it gets entry points of its own: compiling them costs as much as some thousand calls. */
const MANY = 10_000;

function linkInit(type: PyType, init: PyFunction, isException: boolean): void {
  let left = MANY;
  const count = (): void => {
    if (--left !== 0) return;
    const text = `(${initializing.toString()})`;
    const own = current.host.evaluate(text, `${type.name}()`) as typeof initializing;
    Object.assign(
      type,
      own(type.ctor, init, isException, () => {}, initResult, prepend),
    );
  };
  Object.assign(type, initializing(type.ctor, init, isException, count, initResult, prepend));
}

/** A class with neither `__new__` nor `__init__`. */
function linkBare(type: PyType): void {
  const Ctor = type.ctor;
  type.c0 = () => new Ctor();
}

/** `type.__new__`, without its check where it is a builtin one. */
function newOf(type: PyType): PyObject {
  const new_ = type.lookup("__new__");
  if (new_ instanceof PyNewFunction) return new_.entry;
  if (new_ instanceof PyStaticMethod) return new_.callable as PyObject;
  return getAttr(type, "__new__") as PyObject;
}

/** type_call in general; the last `names.length` of `args` are keyword values. */
export function create(type: PyType, args: Value[], names: readonly string[] | undefined): Value {
  const new_ = newOf(type);
  const self = names === undefined ? new_.cn(prepend(type, args)) : new_.ck(prepend(type, args), names);
  const made = typeOf(self);
  if (made === type || made.isSubtype(type)) initialise(self, made, args, names);
  return self;
}

/** `made.__init__(self, *args)` */
function initialise(self: Value, made: PyType, args: Value[], names: readonly string[] | undefined): void {
  const init = made.proto["m$__init__"] as PyObject;
  const result = names === undefined ? init.cn(prepend(self, args)) : init.ck(prepend(self, args), names);
  if (result !== null) initResult(result);
}

/** The bare instance that `object.__new__` makes, after its checks. */
export function newObject(type: PyType, extra: number): PyObject {
  if (extra > 0) {
    if (type.lookup("__new__") !== objectType.dict.get("__new__")) {
      throw typeError("object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (type.lookup("__init__") === objectType.dict.get("__init__")) {
      throw typeError(`${type.name}() takes no arguments`);
    }
  }
  const names = abstractMethods(type);
  if (names !== undefined) {
    const quoted = names.map((name) => `'${name}'`).join(", ");
    throw typeError(
      `Can't instantiate abstract class ${type.name} without an implementation for abstract method${names.length > 1 ? "s" : ""} ${quoted}`,
    );
  }
  return type.alloc();
}

/** A step of the bootstrap. */
export function installInstantiation(): void {
  installTypeLinker(link);
}
