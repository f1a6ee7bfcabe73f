/** The builtin descriptors: property, classmethod, staticmethod, getset and slot members. Follows Objects/descrobject.c
 * and Objects/funcobject.c; how each appears on a prototype is explained in `flatten.ts`. */
import { attributeError, typeError } from "../exceptions/raise.ts";
import { typeOf } from "./builtin-types.ts";
import type { GetSetRow } from "./define.ts";
import {
  type Flattenable,
  flattenData,
  flattenEntry,
  flattenMethod,
  flattenPlain,
  ThroughDescriptor,
  WithoutReceiver,
  WithType,
} from "./flatten.ts";
import { isBoundSlot } from "./slot-names.ts";
import { PyClassMethodDescriptor, PyBuiltinMethod, PyMethodDescriptor, PyNewFunction } from "./native.ts";
import { PyInstance, type PyObject, type Slots, type Value } from "./object.ts";
import type { PyType } from "./type.ts";

/** Attribute of a builtin type that TypeScript code computes. */
export class PyGetSet extends PyInstance implements Flattenable {
  readonly owner: PyType;
  readonly name: string;
  readonly row: GetSetRow;
  constructor(owner: PyType, name: string, row: GetSetRow) {
    super();
    this.owner = owner;
    this.name = name;
    this.row = row;
  }

  flatten$(proto: Slots, name: string): void {
    flattenData(proto, name, this.row.get, (self, value) => this.set(self, value));
  }

  set(self: Value, value: Value): void {
    if (this.row.set === undefined) {
      throw attributeError(
        this.row.member === true
          ? "readonly attribute"
          : `attribute '${this.name}' of '${this.owner.name}' objects is not writable`,
        this.name,
        self,
      );
    }
    this.row.set(self, value);
  }

  delete(self: Value): void {
    const { row, name, owner } = this;
    if (row.delete !== undefined) row.delete(self);
    else if (row.set !== undefined)
      throw typeError(
        row.undeletable ??
          (row.member === true ? "can't delete numeric/char attribute" : `cannot delete '${name}' attribute`),
      );
    else {
      throw attributeError(
        row.member === true
          ? "readonly attribute"
          : `attribute '${name}' of '${owner.name}' objects is not writable`,
        name,
        self,
      );
    }
  }
}

/** A {@link PyGetSet} whose Python type is `member_descriptor`, as for what CPython declares by a PyMemberDef. */
export class PyNativeMember extends PyGetSet {}

/** A slot made by `__slots__`: the value is the instance's own property `$name`. */
export class PyMember extends PyInstance implements Flattenable {
  readonly owner: PyType;
  readonly name: string;
  constructor(owner: PyType, name: string) {
    super();
    this.owner = owner;
    this.name = name;
  }

  flatten$(proto: Slots, name: string): void {
    flattenPlain(proto, name, undefined);
    if (isBoundSlot(name))
      flattenEntry(proto, name, new ThroughDescriptor((self) => this.demand(self)) as unknown as Value);
  }

  /** What the slot holds; AttributeError when it is empty. */
  demand(self: Value): Value {
    const value = this.get(self as PyObject);
    if (value !== undefined) return value;
    throw attributeError(
      `'${typeOf(self).fullName}' object has no attribute '${this.name}'`,
      this.name,
      self,
    );
  }

  get(self: PyObject): Value | undefined {
    return Object.hasOwn(self, `$${this.name}`) ? (self as unknown as Slots)[`$${this.name}`] : undefined;
  }

  set(self: PyObject, value: Value): void {
    // Where instances have a dict too, slots are no part of it: it lists the enumerable properties.
    if (!self.cls$.hasDict) (self as unknown as Slots)[`$${this.name}`] = value;
    else
      Object.defineProperty(self, `$${this.name}`, {
        value,
        writable: true,
        enumerable: false,
        configurable: true,
      });
  }

  /** Empties the slot; false when it was empty. */
  delete(self: PyObject): boolean {
    return this.get(self) !== undefined && delete (self as unknown as Slots)[`$${this.name}`];
  }
}

/** `__name__` of a getter, which names a property that was not defined in a class body. */
function getterName(getter: Value): string | undefined {
  const name = (getter as Slots | null)?.["$__name__"];
  return typeof name === "string" ? name : undefined;
}

export class PyProperty extends PyInstance implements Flattenable {
  fget: Value = null;
  fset: Value = null;
  fdel: Value = null;
  doc: Value = null;
  /** True when `doc` was taken from the getter. */
  getterDoc = false;
  /** `__name__`: set by `__set_name__`, and assignable to anything. */
  name: Value | undefined = undefined;

  flatten$(proto: Slots, name: string): void {
    flattenData(
      proto,
      name,
      (self) => this.get(self),
      (self, value) => this.set(self, value),
    );
  }

  #missing(self: Value, what: string): never {
    const type = typeOf(self).qualname;
    const name = this.name ?? getterName(this.fget);
    throw attributeError(
      typeof name === "string"
        ? `property '${name}' of '${type}' object has no ${what}`
        : `property of '${type}' object has no ${what}`,
      typeof name === "string" ? name : "",
      self,
    );
  }

  get(self: Value): Value {
    const { fget } = this;
    if (fget === null) this.#missing(self, "getter");
    return (fget as PyObject).c1(self);
  }

  set(self: Value, value: Value): void {
    const { fset } = this;
    if (fset === null) this.#missing(self, "setter");
    (fset as PyObject).c2(self, value);
  }

  delete(self: Value): void {
    const { fdel } = this;
    if (fdel === null) this.#missing(self, "deleter");
    (fdel as PyObject).c1(self);
  }
}

export class PyStaticMethod extends PyInstance implements Flattenable {
  callable: Value;
  constructor(callable: Value = null) {
    super();
    this.callable = callable;
  }
  flatten$(proto: Slots, name: string): void {
    flattenPlain(proto, name, this.callable);
    Object.defineProperty(proto, `m$${name}`, {
      value: new WithoutReceiver(this.callable as PyObject),
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

export class PyClassMethod extends PyInstance implements Flattenable {
  callable: Value;
  constructor(callable: Value = null) {
    super();
    this.callable = callable;
  }
  /** The method bound to a class; defined in `objects/function.ts`, where bound methods are. */
  declare bind: (type: PyType) => Value;
  flatten$(proto: Slots, name: string): void {
    flattenMethod(proto, name, new WithType(this.callable as PyObject) as unknown as Value, (self) =>
      this.bind(typeOf(self)),
    );
  }
}

/** A method of a builtin type that a foreign class took as an attribute. */
function wrongReceiver(descriptor: PyMethodDescriptor, self: Value): never {
  const { name, owner } = descriptor;
  throw typeError(
    `descriptor '${name}' for '${owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`,
  );
}

/** How the descriptors of builtin types flatten; second step of the bootstrap. */
export function installDescriptorFlattening(): void {
  const methods: Flattenable & ThisType<PyMethodDescriptor> = {
    flatten$(proto, name, owner) {
      const { entry } = this;
      if (owner.isSubtype(this.owner))
        flattenMethod(proto, name, entry, (self) => new PyBuiltinMethod(self, entry));
      else flattenMethod(proto, name, this, (self) => wrongReceiver(this, self));
    },
  };
  Object.assign(PyMethodDescriptor.prototype, methods);
  const classMethods: Flattenable & ThisType<PyClassMethodDescriptor> = {
    flatten$(proto, name) {
      const { entry } = this;
      flattenMethod(
        proto,
        name,
        new WithType(entry) as unknown as Value,
        (self) => new PyBuiltinMethod(typeOf(self), entry),
      );
    },
  };
  Object.assign(PyClassMethodDescriptor.prototype, classMethods);
  const constructors: Flattenable & ThisType<PyNewFunction> = {
    flatten$(proto, name) {
      flattenPlain(proto, name, this);
      Object.defineProperty(proto, `m$${name}`, {
        value: new WithoutReceiver(this),
        writable: true,
        configurable: true,
        enumerable: false,
      });
    },
  };
  Object.assign(PyNewFunction.prototype, constructors);
}
