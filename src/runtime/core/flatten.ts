/**
 * Class attributes as properties of JavaScript prototypes. The rules, by what the attribute is:
 *
 *     function, builtin method      accessor `$x` that binds; `m$x` the function itself
 *     classmethod, staticmethod     accessor / data `$x`; `m$x` an adapter that changes or drops the receiver
 *     data descriptor (property)    accessor `$x` with a setter that runs `__set__`
 *     other descriptor              accessor `$x`; its setter stores on the instance
 *     anything else                 data property `$x`
 *
 * Then JavaScript's precedence is Python's: an accessor with a setter wins over instance attributes because they can
 * never be stored beside it, a data property loses to an own one. A value tells its kind by a `flatten$` method of its
 * JavaScript class; values without one are looked at through the descriptor protocol of their type.
 */
import { objectType, special, typeOf } from "./builtin-types.ts";
import { track } from "./finalizable.ts";
import { PyInstance, PyObject, type Slots, type Value } from "./object.ts";
import { propertyOf } from "./property-names.ts";
import { type Constructor, type PyType, solidNative, unlinkType } from "./type.ts";
import { isBoundSlot, isComparison } from "./slot-names.ts";

/** Implemented by the JavaScript classes of descriptors. */
export interface Flattenable {
  flatten$(proto: Slots, name: string, owner: PyType): void;
}

type Getter = (self: Value) => Value;
type Setter = (self: Value, value: Value) => void;

/** What an accessor does when Python's getter raised: `__getattr__` may still answer. Set by the attribute protocol. */
export type GetterFallback = (self: Value, name: string, error: unknown) => Value;
let getterFallback: GetterFallback = (_self, _name, error) => {
  throw error;
};
export function installGetterFallback(fallback: GetterFallback): void {
  getterFallback = fallback;
}

function define(proto: Slots, key: string, descriptor: PropertyDescriptor): void {
  descriptor.configurable = true;
  Object.defineProperty(proto, key, descriptor);
}

/** Stores an instance attribute although the prototype has an accessor for it; a method of that name is shadowed. */
export function storeOwn(self: Value, name: string, value: Value): void {
  Object.defineProperty(self as PyObject, `$${name}`, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  if ((self as unknown as Slots)[`m$${name}`] !== undefined) {
    Object.defineProperty(self as PyObject, `m$${name}`, {
      value: undefined,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
}

/** A method: `entry` is called with the receiver in front, `bind` makes the bound method. */
export function flattenMethod(proto: Slots, name: string, entry: Value | undefined, bind: Getter): void {
  define(proto, `$${name}`, {
    get(this: Value) {
      return bind(this);
    },
    set(this: Value, value: Value) {
      storeOwn(this, name, value);
    },
  });
  flattenEntry(proto, name, entry);
}

/** `m$name` alone. Nothing but data properties ever stand under these names, so an assignment defines. */
export function flattenEntry(proto: Slots, name: string, entry: Value | undefined): void {
  proto[`m$${name}`] = entry;
}

/** A getter after whose AttributeError `__getattr__` may still answer. */
function guarded(name: string, get: Getter): (this: Value) => Value {
  return function (this: Value) {
    try {
      return get(this);
    } catch (error) {
      return getterFallback(this, name, error);
    }
  };
}

/** A data descriptor: both directions run code. */
export function flattenData(proto: Slots, name: string, get: Getter, set: Setter): void {
  const setter = function (this: Value, value: Value): void {
    set(this, value);
  };
  dataSetters.add(setter);
  define(proto, `$${name}`, {
    get: guarded(name, get),
    set: setter,
  });
  maskMethod(proto, name);
  if (isBoundSlot(name)) define(proto, `m$${name}`, { value: new ThroughDescriptor(get), writable: true });
}

/** The setters that {@link flattenData} made. */
const dataSetters = new WeakSet<object>();

/** Whether `object` inherits a data descriptor under a property: nothing of that name can be stored on the object. */
export function inheritsData(object: object, property: string): boolean {
  for (let at: object | null = Object.getPrototypeOf(object); at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, property);
    if (found !== undefined) return found.set !== undefined && dataSetters.has(found.set);
  }
  return false;
}

/** A descriptor with `__get__` only. */
export function flattenNonData(proto: Slots, name: string, get: Getter): void {
  define(proto, `$${name}`, {
    get: guarded(name, get),
    set(this: Value, value: Value) {
      storeOwn(this, name, value);
    },
  });
  maskMethod(proto, name);
  if (isBoundSlot(name)) define(proto, `m$${name}`, { value: new ThroughDescriptor(get), writable: true });
}

/** A plain class attribute, or a slot (value undefined: storage is the instance's own property). */
export function flattenPlain(proto: Slots, name: string, value: Value | undefined): void {
  define(proto, `$${name}`, { value, writable: true });
  maskMethod(proto, name);
}

function maskMethod(proto: Slots, name: string): void {
  if (`m$${name}` in proto) define(proto, `m$${name}`, { value: undefined, writable: true });
}

/** Puts one attribute of `owner` on a prototype. */
export function flattenInto(proto: Slots, name: string, value: Value, owner: PyType): void {
  const flatten = (value as Partial<Flattenable> | null)?.flatten$;
  if (flatten !== undefined) {
    flatten.call(value, proto, name, owner);
    return;
  }
  const get = special(value, "m$__get__") ?? undefined;
  const set = special(value, "m$__set__") ?? undefined;
  const remove = special(value, "m$__delete__") ?? undefined;
  if (set !== undefined || remove !== undefined) {
    flattenData(
      proto,
      name,
      (self) => (get === undefined ? dataWithoutGet(self, name, value) : get.c3(value, self, typeOf(self))),
      // A missing `__set__` makes CPython's error; `__set__` looked up anew because the class may change.
      (self, stored) => (special(value, "m$__set__") as PyObject).c3(value, self, stored),
    );
  } else if (get !== undefined) {
    flattenNonData(proto, name, (self) => get.c3(value, self, typeOf(self)));
  } else {
    flattenPlain(proto, name, value);
    // Of all special methods `__get__` alone is called with the receiver in front whatever it is (slot_tp_descr_get).
    if (name === "__get__") flattenEntry(proto, name, value);
    else if (
      value !== null &&
      (isBoundSlot(name) || (special(value, "m$__call__") !== undefined && name.startsWith("__")))
    ) {
      // Special methods may be any callable: a class, a partial object. They are called without binding. What cannot be
      // called says so when the slot is used.
      define(proto, `m$${name}`, { value: new WithoutReceiver(value as PyObject), writable: true });
    } else if (value === null && name.startsWith("__")) {
      // `__hash__ = None` and the like: the protocol must see None, not the inherited method.
      define(proto, `m$${name}`, { value: null, writable: true });
    }
  }
}

/** A data descriptor with no `__get__`: an instance attribute of that name, else the descriptor itself. */
function dataWithoutGet(self: Value, name: string, descriptor: Value): Value {
  const dict = (self as PyInstance).dict$ as
    | (PyObject & { getStr(name: string): Value | undefined })
    | undefined;
  const own = dict?.getStr(name);
  return own === undefined ? descriptor : own;
}

/** Calls `target` without the receiver: what `m$x` is for static methods. */
export class WithoutReceiver {
  readonly target: PyObject;
  constructor(target: PyObject) {
    this.target = target;
  }
  c0(): Value {
    return this.target.c0();
  }
  c1(_self: Value): Value {
    return this.target.c0();
  }
  c2(_self: Value, a: Value): Value {
    return this.target.c1(a);
  }
  c3(_self: Value, a: Value, b: Value): Value {
    return this.target.c2(a, b);
  }
  c4(_self: Value, a: Value, b: Value, c: Value): Value {
    return this.target.c3(a, b, c);
  }
  cn(args: Value[]): Value {
    return this.target.cn(args.slice(1));
  }
  ck(args: Value[], names: readonly string[]): Value {
    return this.target.ck(args.slice(1), names);
  }
}

/** Calls what a descriptor gives for the receiver: what `m$x` is for special methods that are properties. */
export class ThroughDescriptor {
  readonly get: Getter;
  constructor(get: Getter) {
    this.get = get;
  }
  bound(self: Value): PyObject {
    return this.get(self) as PyObject;
  }
  c1(self: Value): Value {
    return this.bound(self).c0();
  }
  c2(self: Value, a: Value): Value {
    return this.bound(self).c1(a);
  }
  c3(self: Value, a: Value, b: Value): Value {
    return this.bound(self).c2(a, b);
  }
  c4(self: Value, a: Value, b: Value, c: Value): Value {
    return this.bound(self).c3(a, b, c);
  }
  cn(args: Value[]): Value {
    return this.bound(args[0] as Value).cn(args.slice(1));
  }
  ck(args: Value[], names: readonly string[]): Value {
    return this.bound(args[0] as Value).ck(args.slice(1), names);
  }
}

/** Calls `target` with the type of the receiver in its place: what `m$x` is for class methods, on instances. */
export class WithType {
  readonly target: PyObject;
  constructor(target: PyObject) {
    this.target = target;
  }
  c0(): Value {
    return this.target.c0();
  }
  c1(self: Value): Value {
    return this.target.c1(typeOf(self));
  }
  c2(self: Value, a: Value): Value {
    return this.target.c2(typeOf(self), a);
  }
  c3(self: Value, a: Value, b: Value): Value {
    return this.target.c3(typeOf(self), a, b);
  }
  c4(self: Value, a: Value, b: Value, c: Value): Value {
    return this.target.c4(typeOf(self), a, b, c);
  }
  cn(args: Value[]): Value {
    return this.target.cn([typeOf(args[0] as Value), ...args.slice(1)]);
  }
  ck(args: Value[], names: readonly string[]): Value {
    return this.target.ck([typeOf(args[0] as Value), ...args.slice(1)], names);
  }
}

/** Brings what is derived from attribute `name` up to date in `type` and all its subclasses. */
export function refreshName(type: PyType, name: string): void {
  refreshOwn(type, name);
  for (const reference of derived(type)) {
    const subclass = reference.deref();
    if (subclass === undefined) type.subclasses.delete(reference);
    else refreshName(subclass, name);
  }
}

/** The types that see what changes in `type`. */
const derived = ({ subclasses, followers }: PyType): Iterable<WeakRef<PyType>> =>
  followers === undefined ? subclasses : [...subclasses, ...followers];

function refreshOwn(type: PyType, name: string): void {
  type.version++;
  type.superProtos.clear();
  type.specials?.delete(`m$${name}`);
  dropCached(type, name);
  const owner = type.owner(name);
  const inherited = type.base?.owner(name);
  if (owner === undefined && inherited !== undefined) maskName(type.proto, name);
  else if (owner === undefined || (owner !== type && owner === inherited)) {
    delete type.proto[`$${name}`];
    delete type.proto[`m$${name}`];
  } else {
    flattenInto(type.proto, name, owner.dict.get(name) as Value, owner);
  }
  if (type.hiddenNames?.has(name)) uncoverHidden(type, name);
  if (type.shell !== undefined) maskName(type.shell, name);
  if (FLAG_NAMES.has(name)) refreshFlags(type);
  if (CREATION_NAMES.has(name)) unlinkType(type);
}

/** Where instance dicts hold items that a data descriptor hid: now that the attribute may be another, they count. */
function uncoverHidden(type: PyType, name: string): void {
  const property = `$${name}`;
  let holder: object | null = type.proto;
  while (holder !== null && !Object.hasOwn(holder, property)) holder = Object.getPrototypeOf(holder);
  const found = holder === null ? undefined : Object.getOwnPropertyDescriptor(holder, property);
  if (found?.set !== undefined && dataSetters.has(found.set)) return;
  define(type.proto, property, {
    get(this: PyInstance) {
      const dict = this.dict$ as (PyObject & { getStr(key: string): Value | undefined }) | undefined;
      const own = dict?.getStr(name);
      if (own !== undefined) return own;
      return found?.get === undefined ? found?.value : found.get.call(this);
    },
    set(this: Value, value: Value) {
      storeOwn(this, name, value);
    },
  });
}

/** Attributes that decide how a type makes its instances; `unlinkType` makes the next call decide anew. */
const CREATION_NAMES = new Set(["__new__", "__init__", "__abstractmethods__", "__call__", "__del__"]);

/** Flattens all attributes of a new type; called when its `dict` and `mro` are set. */
export function flattenType(type: PyType): void {
  type.specials = undefined;
  type.linear = type.base === undefined || type.mro.slice(1).every((cls, i) => cls === type.base?.mro[i]);
  const names = new Set(type.dict.keys());
  if (!type.linear) {
    const inherited = type.base?.mro ?? [];
    const keepsOrder = inOrder(inherited, type.mro);
    for (const cls of type.mro)
      if (!keepsOrder || !inherited.includes(cls)) for (const name of cls.dict.keys()) names.add(name);
    if (!keepsOrder) maskMissing(type, inherited);
  }
  for (const name of names) {
    const owner = type.owner(name);
    if (owner === undefined || (owner !== type && owner === type.base?.owner(name))) continue;
    const value = owner.dict.get(name) as Value;
    const entry = type.heap ? undefined : (value as Partial<SlotWrapper> | null)?.slotEntry$;
    if (entry === undefined) flattenInto(type.proto, name, value, owner);
    else flattenEntry(type.proto, name, entry);
  }
  refreshFlags(type);
}

/** Whether the classes of `some` stand in `mro` in their order. A metatype's own `mro()` can do without. */
function inOrder(some: readonly PyType[], mro: readonly PyType[]): boolean {
  let at = 0;
  for (const cls of mro) if (cls === some[at]) at++;
  return at === some.length;
}

/** Hides what the JavaScript prototypes have from classes that are not in the MRO. */
function maskMissing(type: PyType, inherited: readonly PyType[]): void {
  for (const cls of inherited)
    for (const name of cls.dict.keys()) if (type.owner(name) === undefined) maskName(type.proto, name);
}

/**
 * Special methods of builtin types: `x.__add__` is rare, and hundreds of accessors would cost each start a few
 * milliseconds, so they stand under `m$__add__` alone. No builtin type has the accessor, so none can be inherited by
 * mistake, and the attribute protocol looks a miss up in the MRO.
 */
export interface SlotWrapper {
  readonly slotEntry$: Value;
}

const FLAG_NAMES = new Set([
  "__class__",
  "__setattr__",
  "__delattr__",
  "__getattribute__",
  "__getitem__",
  "__setitem__",
  "__iter__",
  "__len__",
  "__call__",
  "__del__",
]);

const ENTRY_POINTS = ["c0", "c1", "c2", "c3", "c4", "cn", "ck"] as const;

/** Instances of a builtin type that are called without a look at `__call__` (partials, weak references) are called through it in a
 * class that has its own. */
function refreshCalls(type: PyType, proto: Slots): void {
  const generic = PyObject.prototype as unknown as Slots;
  const native = type.mro.find((cls) => !cls.heap);
  if (native === undefined || native.proto["c0"] === generic["c0"] || isMetatype(type)) return;
  const own = type.owner("__call__")?.heap === true;
  for (const name of ENTRY_POINTS) {
    if (own) define(proto, name, { value: generic[name], writable: true });
    else delete proto[name];
  }
}

/** The prototype's flags for fast paths: `fs$`, `ix$` (indexed load), `sx$` (indexed store), and the shell. */
function refreshFlags(type: PyType): void {
  const proto = type.proto as Slots & { fs$?: boolean; oc$?: boolean; ix$?: number; sx$?: number };
  const plainGet = type.lookup("__getattribute__") === objectType.dict.get("__getattribute__");
  const plainSet = type.lookup("__setattr__") === objectType.dict.get("__setattr__");
  const slotted = type.mro.some((cls) => cls.slots !== undefined && cls.slots.length > 0);
  type.hooks = undefined;
  proto["oc$"] = plainGet && type.lookup("__class__") === objectType.dict.get("__class__");
  proto["fs$"] = type.heap && type.hasDict && plainGet && plainSet && !slotted;
  if (!type.heap) return;
  if (slotted) flagSlots(type, !type.hasDict && plainGet && plainSet);
  // Instances made before a late assignment of `__getattribute__` keep their layout; classes define it in their body.
  if (!plainGet && !isMetatype(type)) makeInstancesWithShell(type);
  if (type.owner("__del__")?.tracksItself === false && !isMetatype(type)) trackInstances(type);
  refreshCalls(type, proto);
  const native = type.mro.find((cls) => !cls.heap && (cls.proto["ix$"] as unknown) === 1);
  if (native === undefined) return;
  const same = (name: string): boolean => type.lookup(name) === native.lookup(name);
  proto["ix$"] = same("__getitem__") && same("__iter__") && same("__len__") ? 1 : 0;
  proto["sx$"] = native.proto["sx$"] === 1 && same("__setitem__") ? 1 : 0;
}

/** `s$name`: whether `o.$name = v` is all that storing in the slot `name` needs. */
function flagSlots(type: PyType, direct: boolean): void {
  for (const cls of type.mro) {
    for (const name of cls.slots ?? []) {
      const member = type.lookup(name) === cls.dict.get(name);
      define(type.proto, `s$${name}`, { value: direct && member, writable: true });
    }
  }
}

/** True for subclasses of `type`: their `proto` is only a table, see type.ts. */
export function isMetatype(type: PyType): boolean {
  return type.mro.some((cls) => !cls.heap && cls.name === "type");
}

/** Makes new instances of `type` have its shell as prototype. The one of a JavaScript class cannot be replaced. */
function makeInstancesWithShell(type: PyType): void {
  const shell = shellOf(type);
  const made = type.ctor;
  if (made.prototype === (shell as unknown)) return;
  if (Object.getOwnPropertyDescriptor(made, "prototype")?.writable === true) made.prototype = shell;
  else {
    const ctor = function (...args: unknown[]) {
      return Reflect.construct(made, args, ctor) as unknown;
    } as unknown as Constructor;
    ctor.prototype = shell;
    type.ctor = ctor;
  }
}

/** Has the finalizers of new instances run. Those that were made before a late assignment of `__del__` go without. */
function trackInstances(type: PyType): void {
  if (type.finalizable) return;
  type.finalizable = true;
  const made = type.ctor;
  const plain = solidNative(type).layout.prototype === PyInstance.prototype;
  const ctor = (plain
    ? function (this: PyObject) {
        track(this);
      }
    : function (...args: unknown[]) {
        const instance = Reflect.construct(made, args, ctor) as PyObject;
        track(instance);
        return instance;
      }) as unknown as Constructor;
  ctor.prototype = made.prototype;
  type.ctor = ctor;
}

/** A prototype for instances of `type` that are off the fast path: every flattened name masked, no direct stores. */
export function shellOf(type: PyType): Slots {
  if (type.shell !== undefined) return type.shell;
  const shell = Object.create(type.proto) as Slots;
  for (const cls of type.mro) for (const name of cls.dict.keys()) maskName(shell, name);
  type.shell = shell;
  Object.assign(shell, { fs$: false, oc$: false });
  return shell;
}

function maskName(shell: Slots, name: string): void {
  define(shell, `$${name}`, { value: undefined, writable: true });
  define(shell, `m$${name}`, { value: undefined, writable: true });
}

function dropCached(type: PyType, name: string): void {
  if (!type.cachedNames.delete(name)) return;
  const own = type as unknown as Slots;
  delete own[`$${name}`];
  delete own[`m$${name}`];
}

/** Sets an attribute in the type's own dict and brings everything derived up to date. */
export function setTypeAttribute(type: PyType, name: string, value: Value): void {
  const { dict } = type;
  const before = dict.get(name);
  dict.set(name, value);
  const replaces = before !== undefined && before !== null && value !== null && !name.startsWith("__");
  if (replaces && isPlain(before) && isPlain(value)) replacePlain(type, type, name, value);
  else refreshName(type, name);
}

/** Whether `x.name` is the attribute itself, for a class and for its instances. */
export function isPlain(value: Value): boolean {
  if (!(value instanceof PyObject)) return true;
  if ((value as Partial<Flattenable>).flatten$ !== undefined) return false;
  const has = (method: string): boolean => (special(value, method) ?? undefined) !== undefined;
  return !has("m$__get__") && !has("m$__set__") && !has("m$__delete__");
}

/** After an attribute of `owner` that was plain became another plain one: all that is derived from it stays where it is. */
function replacePlain(owner: PyType, type: PyType, name: string, value: Value): void {
  if (type.owner(name) === owner) {
    const property = propertyOf(name);
    if (type.hiddenNames?.has(name)) refreshOwn(type, name);
    else if (Object.hasOwn(type.proto, property)) type.proto[property] = value;
    if (type.superProtos.size > 0) type.superProtos.clear();
    if (type.cachedNames.has(name)) {
      (type as unknown as Slots)[property] = value;
      const entry = value instanceof PyObject ? (new WithoutReceiver(value) as object) : undefined;
      (type as unknown as Record<string, unknown>)[`m$${name}`] = entry;
    }
  }
  for (const reference of derived(type)) {
    const subclass = reference.deref();
    if (subclass !== undefined) replacePlain(owner, subclass, name, value);
  }
}

/** Removes an own attribute; false when there was none. */
export function deleteTypeAttribute(type: PyType, name: string): boolean {
  if (!type.dict.delete(name)) return false;
  refreshName(type, name);
  return true;
}

/** Caches what `C.name` evaluates to on the type object itself, until a class of its MRO changes that name. */
export function cacheAttribute(
  type: PyType,
  name: string,
  value: Value | undefined,
  entry: object | undefined,
): void {
  type.cachedNames.add(name);
  const own = type as unknown as Record<string, unknown>;
  own[`$${name}`] = value;
  // Type objects are compared by the methods of their metatype, and a comparison looks for those on its operand.
  own[`m$${name}`] = isComparison(name) ? undefined : entry;
}
