/** Module objects. Follows Objects/moduleobject.c. https://docs.python.org/3.14/library/types.html#types.ModuleType */
import { isInstance, strType, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import type { PyInstance, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { attributeError, typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import type { PyModule } from "../objects/module.ts";
import { moduleGet, moduleSet } from "../objects/module.ts";
import { computeAnnotations } from "../protocols/annotations.ts";
import { findAttr, genericFind, getAttr, instanceDict, noAttribute } from "../protocols/attribute.ts";
import { truthy } from "../protocols/compare.ts";
import { toArray } from "../protocols/iterate.ts";
import { callMethod } from "../protocols/method-call.ts";
import { attributeName } from "./object.ts";

/** `__annotations__` of a module: stored, or computed by its `__annotate__`. */
function annotations(self: PyModule): Value {
  const dict = instanceDict(self);
  const stored = dict.getStr("__annotations__");
  if (stored !== undefined) return stored;
  const result = computeAnnotations(dict.getStr("__annotate__") ?? null);
  // A module that is not through has not reached all of its annotations.
  if (!isInitializing(self)) dict.setStr("__annotations__", result);
  return result;
}

function isInitializing(self: PyModule): boolean {
  const spec = moduleGet(self, "__spec__") ?? null;
  const initializing = spec === null ? undefined : findAttr(spec, "_initializing");
  return initializing !== undefined && truthy(initializing);
}

export const moduleSpec: TypeSpec = {
  doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
  new: ["(*args, **kwargs)", (cls) => cls.alloc()],
  methods: {
    __init__: [
      "(self, name, doc=None)",
      (self: PyModule, name: Value, doc: Value = null) => {
        if (!isInstance(name, strType)) {
          throw typeError(`module() argument 'name' must be str, not ${typeOf(name).name}`);
        }
        const values = { __name__: name, __doc__: doc, __package__: null, __loader__: null, __spec__: null };
        for (const [key, value] of Object.entries(values)) moduleSet(self, key, value);
        return null;
      },
    ],
    __getattribute__: [
      "(self, name, /)",
      (self: PyModule, name: Value) => {
        const text = attributeName(name);
        const value = genericFind(self, text);
        if (value !== undefined) return value;
        const hook = moduleGet(self, "__getattr__");
        if (hook === undefined) throw noAttribute(self, text);
        return callable(hook).c1(name);
      },
    ],
    __repr__: [
      "(self, /)",
      (self: Value) => callMethod(current.importModule("_frozen_importlib"), "_module_repr", self),
    ],
    __dir__: [
      "(self, /)",
      (self: PyModule) => {
        const hook = moduleGet(self, "__dir__");
        if (hook !== undefined) return new PyList(toArray(callable(hook).c0()));
        const dict = getAttr(self, "__dict__");
        if (!(dict instanceof PyDict)) throw typeError("<module>.__dict__ is not a dictionary");
        return new PyList([...dict.keys()]);
      },
    ],
  },
  getset: {
    __dict__: { get: (self: PyInstance) => instanceDict(self), member: true },
    __annotate__: {
      get: (self: PyModule) => {
        const dict = instanceDict(self);
        const annotate = dict.getStr("__annotate__");
        if (annotate === undefined) dict.setStr("__annotate__", null);
        return annotate ?? null;
      },
      set: (self: PyModule, value: Value) => {
        if (value !== null && typeOf(value).lookup("__call__") === undefined)
          throw typeError("__annotate__ must be callable or None");
        const dict = instanceDict(self);
        dict.setStr("__annotate__", value);
        if (value !== null) dict.delete("__annotations__");
      },
      delete: () => {
        throw typeError("cannot delete __annotate__ attribute");
      },
    },
    __annotations__: {
      get: annotations,
      set: (self: PyModule, value: Value) => {
        const dict = instanceDict(self);
        dict.setStr("__annotations__", value);
        dict.delete("__annotate__");
      },
      delete: (self: PyModule) => {
        if (!instanceDict(self).delete("__annotations__")) {
          throw attributeError("__annotations__", "__annotations__", self);
        }
        instanceDict(self).delete("__annotate__");
      },
    },
  },
};
