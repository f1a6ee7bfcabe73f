/**
 * Calling: the entry points of every object, through `__call__` of its type, and those of JavaScript's primitives
 * (which are never callable). Follows Objects/call.c.
 */
import { typeError } from "../exceptions/raise.ts";
import { special, specialOf, typeOf } from "./builtin-types.ts";
import {
  type NativeEntry,
  type NewEntry,
  PyBuiltinMethod,
  PyClassMethodDescriptor,
  PyMethodDescriptor,
  PyNewFunction,
} from "./native.ts";
import { type Callable, PyObject, type Slots, type Value } from "./object.ts";
import { PyType, solidNative } from "./type.ts";

function callMethodOf(value: Value): PyObject {
  const method = special(value, "m$__call__");
  if (method === undefined || method === null)
    throw typeError(`'${typeOf(value).name}' object is not callable${moduleHint(value)}`);
  return method;
}

/** For a module that was called instead of the function of the same name in it. */
function moduleHint(value: Value): string {
  const namespace = typeOf(value).name === "module" ? (value as unknown as Slots) : undefined;
  const name = namespace?.["$__name__"] as Value | undefined;
  const own = typeof name === "string" ? (namespace?.[`$${name}`] as Value | undefined) : undefined;
  if (own === undefined || own === null || specialOf(typeOf(own), "m$__call__") === undefined) return "";
  return `. Did you mean: '${name as string}.${name as string}(...)'?`;
}

/** Entry points through `__call__`. `this` may be a primitive. */
const generic: Callable & ThisType<Value> = {
  c0() {
    return callMethodOf(this).c1(this);
  },
  c1(a) {
    return callMethodOf(this).c2(this, a);
  },
  c2(a, b) {
    return callMethodOf(this).c3(this, a, b);
  },
  c3(a, b, c) {
    return callMethodOf(this).c4(this, a, b, c);
  },
  c4(a, b, c, d) {
    return callMethodOf(this).cn([this, a, b, c, d]);
  },
  cn(args) {
    return callMethodOf(this).cn(prepend(this, args));
  },
  ck(args, names) {
    return callMethodOf(this).ck(prepend(this, args), names);
  },
};

/** Dispatches on the number of arguments, for entry points that are implemented by arity. */
export function callN(callee: Callable, args: Value[]): Value {
  const [a, b, c, d] = args as [Value, Value, Value, Value];
  switch (args.length) {
    case 0:
      return callee.c0();
    case 1:
      return callee.c1(a);
    case 2:
      return callee.c2(a, b);
    case 3:
      return callee.c3(a, b, c);
    case 4:
      return callee.c4(a, b, c, d);
    default:
      return callee.cn(args);
  }
}

/** A new array of `args` with one in front. The engine is slow at spreading short arrays. */
export function prepend(first: Value, args: readonly Value[]): Value[] {
  const [a, b, c, d, e, f] = args as [Value, Value, Value, Value, Value, Value];
  switch (args.length) {
    case 0:
      return [first];
    case 1:
      return [first, a];
    case 2:
      return [first, a, b];
    case 3:
      return [first, a, b, c];
    case 4:
      return [first, a, b, c, d];
    case 5:
      return [first, a, b, c, d, e];
    case 6:
      return [first, a, b, c, d, e, f];
    default:
      return [first, ...args];
  }
}

/** Any value as a callable; what is not one raises TypeError when called. */
export function callable(value: Value): Callable {
  return (value === null ? nullCallable : value) as unknown as Callable;
}

const nullCallable: Callable = {
  c0: () => generic.c0.call(null),
  c1: (a) => generic.c1.call(null, a),
  c2: (a, b) => generic.c2.call(null, a, b),
  c3: (a, b, c) => generic.c3.call(null, a, b, c),
  c4: (a, b, c, d) => generic.c4.call(null, a, b, c, d),
  cn: (args) => generic.cn.call(null, args),
  ck: (args, names) => generic.ck.call(null, args, names),
};

function checkReceiver(descriptor: PyMethodDescriptor, self: Value | undefined): NativeEntry {
  const { owner, name } = descriptor;
  if (self === undefined) throw typeError(`unbound method ${owner.name}.${name}() needs an argument`);
  if (!typeOf(self).isSubtype(owner)) {
    throw typeError(
      `descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`,
    );
  }
  return descriptor.entry;
}

/** classmethod_get in Objects/descrobject.c: the class that a class method of a builtin type is bound to. */
export function checkClass(descriptor: PyClassMethodDescriptor, cls: Value): PyType {
  const { owner, name } = descriptor;
  if (!(cls instanceof PyType)) {
    throw typeError(
      `descriptor '${name}' for type '${owner.fullName}' needs a type, not a '${typeOf(cls).fullName}' as arg 2`,
    );
  }
  if (!cls.isSubtype(owner)) {
    throw typeError(
      `descriptor '${name}' requires a subtype of '${owner.fullName}' but received '${cls.fullName}'`,
    );
  }
  return cls;
}

function checkClassArgument(descriptor: PyClassMethodDescriptor, cls: Value | undefined): NativeEntry {
  if (cls === undefined) {
    throw typeError(
      `descriptor '${descriptor.name}' of '${descriptor.owner.fullName}' object needs an argument`,
    );
  }
  checkClass(descriptor, cls);
  return descriptor.entry;
}

/** tp_new_wrapper in Objects/typeobject.c. */
function checkNew(target: PyNewFunction, cls: Value | undefined): NewEntry {
  const { owner } = target;
  if (cls === undefined) throw typeError(`${owner.name}.__new__(): not enough arguments`);
  if (!(cls instanceof PyType)) {
    throw typeError(`${owner.name}.__new__(X): X is not a type object (${typeOf(cls).name})`);
  }
  if (!cls.isSubtype(owner)) {
    throw typeError(`${owner.name}.__new__(${cls.name}): ${cls.name} is not a subtype of ${owner.name}`);
  }
  if (!cls.heap && !cls.subclassable && cls !== owner && cls.lookup("__new__") === target) {
    throw typeError(`cannot create '${cls.fullName}' instances`);
  }
  const native = cls.mro.find(
    (base) => !base.heap && base.dict.get("__new__") instanceof PyNewFunction,
  ) as PyType;
  if (native !== owner && solidNative(cls) !== owner && native.dict.get("__new__") !== target) {
    throw typeError(`${owner.name}.__new__(${cls.name}) is not safe, use ${native.name}.__new__()`);
  }
  return target.entry;
}

/** Entry points that look at the first argument and then call what that leads to with all of them. */
function entriesThrough<T extends PyObject>(
  check: (self: T, first: Value | undefined) => Callable,
): Callable & ThisType<T> {
  return {
    c0() {
      return check(this, undefined).c0();
    },
    c1(a) {
      return check(this, a).c1(a);
    },
    c2(a, b) {
      return check(this, a).c2(a, b);
    },
    c3(a, b, c) {
      return check(this, a).c3(a, b, c);
    },
    c4(a, b, c, d) {
      return check(this, a).c4(a, b, c, d);
    },
    cn(args) {
      return check(this, args[0]).cn(args);
    },
    ck(args, names) {
      return check(this, args.length > names.length ? args[0] : undefined).ck(args, names);
    },
  };
}

const boundEntries: Callable & ThisType<PyBuiltinMethod> = {
  c0() {
    return this.entry.c1(this.self);
  },
  c1(a) {
    return this.entry.c2(this.self, a);
  },
  c2(a, b) {
    return this.entry.c3(this.self, a, b);
  },
  c3(a, b, c) {
    return this.entry.c4(this.self, a, b, c);
  },
  c4(a, b, c, d) {
    return this.entry.cn([this.self, a, b, c, d]);
  },
  cn(args) {
    return this.entry.cn(prepend(this.self, args));
  },
  ck(args, names) {
    return this.entry.ck(prepend(this.self, args), names);
  },
};

/** First step of the runtime's bootstrap: gives every value its entry points. */
export function installCallProtocol(): void {
  Object.assign(PyObject.prototype, generic);
  Object.assign(PyMethodDescriptor.prototype, entriesThrough(checkReceiver));
  Object.assign(PyClassMethodDescriptor.prototype, entriesThrough(checkClassArgument));
  Object.assign(PyBuiltinMethod.prototype, boundEntries);
  Object.assign(PyNewFunction.prototype, entriesThrough(checkNew));
  const descriptors = Object.fromEntries(
    Object.entries(generic).map(([name, value]) => [name, { value, configurable: true, writable: true }]),
  );
  for (const prototype of [Number, String, Boolean, BigInt].map((constructor_) => constructor_.prototype)) {
    Object.defineProperties(prototype, descriptors);
  }
}
