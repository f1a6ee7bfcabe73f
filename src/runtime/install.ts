/**
 * The bootstrap of the runtime, once per realm. Importing the modules below only declares: classes, type objects
 * without attributes, tables. Here they come alive, in this order:
 *
 *     1  every value gets its entry points (`x.c1(...)`)                      core/call.ts
 *     2  descriptors learn how they appear on prototypes                      core/descriptors.ts
 *     3  bound methods call what they bind; type objects make instances       objects/function.ts, protocols/instantiate.ts
 *     4  attribute getters fall back to `__getattr__`                         protocols/attribute.ts
 *     5  the tables of behaviour are installed, bases before subclasses       types/, modules/
 *     6  strings that are JavaScript primitives answer like `str` objects     here
 *
 *                        type ──▶ object            (JavaScript prototypes)
 *         PyList.prototype ──▶ PyInstance.prototype ──▶ PyObject.prototype
 *              ▲  $append, m$append    ▲  $__class__ ...      ▲  c0 .. ck
 *           [1, 2]                   object()            int (a type object)
 *
 * Afterwards builtin types never change; interpreters share them.
 */
import { boolType, floatType, intType, objectType, strType, typeType } from "./core/builtin-types.ts";
import { installCallProtocol } from "./core/call.ts";
import { defineType, type TypeSpec } from "./core/define.ts";
import { installDescriptorFlattening } from "./core/descriptors.ts";
import type { PyType } from "./core/type.ts";
import { builtinFunctionType, installBuiltinMethodType, superType } from "./objects/descriptor-types.ts";
import { PyBuiltinMethod } from "./core/native.ts";
import { installMethodEntries } from "./objects/function.ts";
import { moduleType } from "./objects/module.ts";
import { installAttributeProtocol } from "./protocols/attribute.ts";
import { installGarbageCollection } from "./modules/gc/collect.ts";
import { installInstantiation } from "./protocols/instantiate.ts";
import { installed as descriptorTypes } from "./types/descriptors.ts";
import { installed as functionTypes } from "./types/function.ts";
import { installed as containerTypes } from "./types/installed-containers.ts";
import { installed as exceptionTypes } from "./types/installed-exceptions.ts";
import { installed as executionTypes } from "./types/installed-execution.ts";
import { installed as templateTypes } from "./types/template.ts";
import { installed as typeVariableTypes } from "./types/type-variables.ts";
import { installed as textTypes } from "./types/installed-text.ts";
import { moduleSpec } from "./types/module.ts";
import { objectSpec } from "./types/object.ts";
import { installed as singletonTypes } from "./types/singletons.ts";
import { superSpec } from "./types/super.ts";
import { typeSpec } from "./types/type.ts";

export type Installed = readonly (readonly [PyType, TypeSpec])[];

const tables: readonly Installed[] = [
  [
    [objectType, objectSpec],
    [typeType, typeSpec],
    [superType, superSpec],
    [moduleType, moduleSpec],
  ],
  singletonTypes,
  descriptorTypes,
  textTypes,
  containerTypes,
  functionTypes,
  exceptionTypes,
  executionTypes,
  templateTypes,
  typeVariableTypes,
];

/** Brings the runtime up; later calls do nothing. */
export function installRuntime(): void {
  if (objectType.dict.size > 0) return;
  installCallProtocol();
  installDescriptorFlattening();
  installMethodEntries();
  installBuiltinMethodType();
  installInstantiation();
  installGarbageCollection();
  installAttributeProtocol();
  installTypes(tables.flat());
  lend(String.prototype, strType);
  lendMethods(Number.prototype, (x) => (Number.isInteger(x) ? intType : floatType));
  lendMethods(BigInt.prototype, () => intType);
  lendMethods(Boolean.prototype, () => boolType);
  lend(PyBuiltinMethod.prototype, builtinFunctionType);
}

/** Installs tables of behaviour, bases before subclasses; types that have theirs already are passed over. Native modules
 * bring their own tables, which are installed when such a module is first imported. */
export function installTypes(table: Installed): void {
  const specs = new Map<PyType, TypeSpec>(table);
  const define = (type: PyType): void => {
    const spec = specs.get(type);
    if (spec === undefined || type.dict.has("__doc__")) return;
    specs.delete(type);
    for (const base of type.bases) define(base);
    defineType(type, spec);
  };
  for (const type of [...specs.keys()]) define(type);
}

/** Puts the flattened attributes of a type on another prototype, so that emitted code finds them as on its own objects:
 * those of `str` on strings (numbers have {@link lendMethods}), those of builtin
 * functions on bound builtin methods, whose type depends on the method.
 *
 * Each key is defined once: a second definition of a key makes V8 keep String.prototype as a hash table, and every
 * JavaScript string method in the process then costs two to four times as much. */
function lend(prototype: object, type: PyType): void {
  const lent = new Map<string, PropertyDescriptor>();
  for (const cls of [...type.mro].reverse()) {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(cls.proto))) {
      if (key.startsWith("$") || key.startsWith("m$")) lent.set(key, descriptor);
    }
  }
  for (const [key, descriptor] of lent) {
    Object.defineProperty(prototype, key, { ...descriptor, configurable: true, enumerable: false });
  }
}

/** Puts methods of ints and floats, but the special ones, on the prototype of JavaScript values whose type `typeFor` tells. */
function lendMethods(prototype: object, typeFor: (value: unknown) => PyType): void {
  for (const key of new Set([...Object.keys(intType.proto), ...Object.keys(floatType.proto)])) {
    if (!key.startsWith("m$") || key.startsWith("m$__")) continue;
    const ofInt = intType.proto[key];
    const ofFloat = floatType.proto[key];
    Object.defineProperty(prototype, key, {
      get(this: unknown) {
        const type = typeFor(this);
        return type === floatType ? ofFloat : ofInt;
      },
      configurable: true,
      enumerable: false,
    });
  }
}
