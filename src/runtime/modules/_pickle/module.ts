/**
 * Module `_pickle`: the fast half of `pickle`. `pickler.ts` writes and `unpickler.ts` reads; here are the types and
 * functions that Python sees. https://docs.python.org/3.14/library/pickle.html and Modules/_pickle.c
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBuiltinFunction } from "../../core/native.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { attributeError, runtimeError, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { findAttr, getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { idOf } from "../../protocols/identity.ts";
import { pythonIter } from "../../protocols/iterate.ts";
import { toCInt } from "../../protocols/number.ts";
import { builtin } from "./builtin.ts";
import {
  pickleErrorType,
  picklingError,
  picklingErrorType,
  unpicklingError,
  unpicklingErrorType,
} from "./errors.ts";
import { type File, Input } from "./input.ts";
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL } from "./opcodes.ts";
import { Output } from "./output.ts";
import { pickleBufferSpec, pickleBufferType } from "./pickle-buffer.ts";
import { Saver, type SaverOptions } from "./pickler.ts";
import { findClass, Loader, type LoaderOptions } from "./unpickler.ts";

function protocolOf(value: Value): number {
  if (value === null) return DEFAULT_PROTOCOL;
  const protocol = toCInt(value);
  if (protocol > HIGHEST_PROTOCOL) throw valueError(`pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
  return protocol < 0 ? HIGHEST_PROTOCOL : protocol;
}

function saverOptions(protocol: Value, fixImports: Value, bufferCallback: Value): SaverOptions {
  const version = protocolOf(protocol);
  if (bufferCallback !== null && version < 5) throw valueError("buffer_callback needs protocol >= 5");
  return {
    protocol: version,
    fixImports: truthy(fixImports) && version < 3,
    fast: false,
    bufferCallback,
    persistentId: undefined,
    reducerOverride: undefined,
    dispatchTable: undefined,
  };
}

function writeMethod(file: Value): Value {
  const write = findAttr(file, "write");
  if (write === undefined) throw typeError("file must have a 'write' attribute");
  return write;
}

class PyPickler extends PyInstance {
  write: Value | undefined = undefined;
  options: SaverOptions | undefined = undefined;
  memo = new Map<Value, number>();
  /** Set on the instance; a subclass may also have methods of these names. */
  persistentId: Value | undefined = undefined;
  dispatchTable: Value | undefined = undefined;
  /** While it writes. */
  busy = false;
}
const picklerType = declareType("_pickle.Pickler", PyPickler);

/** The methods of a subclass or instance, where they are not those of the type itself. */
function override(self: PyInstance, name: string, own: PyType): Value | undefined {
  const owner = typeOf(self).owner(name);
  if ((owner === own || owner === undefined) && !Object.hasOwn(self, `$${name}`)) return undefined;
  return getAttr(self, name);
}

function dumpWith(self: PyPickler, object: Value): Value {
  const { options, write } = self;
  if (options === undefined || write === undefined) {
    throw picklingError(`Pickler.__init__() was not called by ${typeOf(self).name}.__init__()`);
  }
  if (self.busy) throw inUse("Pickler");
  const output = new Output(write);
  const saver = new Saver(output, self.memo, {
    ...options,
    persistentId: self.persistentId ?? override(self, "persistent_id", picklerType),
    reducerOverride: findAttr(self, "reducer_override"),
    dispatchTable: self.dispatchTable ?? override(self, "dispatch_table", picklerType),
  });
  self.busy = true;
  try {
    saver.dump(object);
    output.flush();
  } finally {
    self.busy = false;
  }
  return null;
}

const inUse = (name: string) => runtimeError(`${name} object is already used`);

/** The methods of what shows a memo to Python. */
const memoSpec = <T extends PyInstance>(
  memoOf: (self: T) => Map<unknown, unknown>,
  copy: (self: T) => PyDict,
): TypeSpec => ({
  methods: {
    clear: [
      "(self, /)",
      (self: T) => {
        memoOf(self).clear();
        return null;
      },
    ],
    copy: ["(self, /)", copy],
    __reduce__: ["(self, /)", (self: T) => tuple([builtin("builtins", "dict"), tuple([copy(self)])])],
  },
  constants: { __hash__: null },
});

const noMemo = (proxy: string, value: Value) =>
  typeError(`'memo' attribute must be ${proxy} object or dict, not ${typeOf(value).fullName}`);

/** What shows a memo to Python. */
class PyPicklerMemo extends PyInstance {
  pickler = new PyPickler();
}
const picklerMemoType = declareType("_pickle.PicklerMemoProxy", PyPicklerMemo, { subclassable: false });

function copyPicklerMemo({ pickler }: PyPicklerMemo): PyDict {
  const dict = new PyDict();
  for (const [object, index] of pickler.memo) dict.set(idOf(object), tuple([index, object]));
  return dict;
}

const picklerMemoSpec = memoSpec(({ pickler }: PyPicklerMemo) => pickler.memo, copyPicklerMemo);

function setPicklerMemo(self: PyPickler, value: Value): void {
  if (value instanceof PyPicklerMemo) {
    self.memo = new Map(value.pickler.memo);
    return;
  }
  if (!(value instanceof PyDict)) throw noMemo("a PicklerMemoProxy", value);
  const memo = new Map<Value, number>();
  for (const [, pair] of value.entries()) {
    const items = (pair as { items?: readonly Value[] } | null)?.items;
    if (items?.length !== 2 || !isInt(items[0] as Value))
      throw typeError("'memo' values must be 2-item tuples");
    memo.set(items[1] as Value, Number(intOf(items[0] as Value)));
  }
  self.memo = memo;
}

/** An attribute that can be set and deleted; `otherwise` is what it is before. */
const changeable = <T extends PyInstance>(name: string, key: keyof T, otherwise?: Value) => ({
  get: (self: T): Value => {
    const value = self[key] as Value | undefined;
    if (value !== undefined) return value;
    if (otherwise === undefined) throw noAttribute(self, name);
    return otherwise;
  },
  set: (self: T, value: Value): void => {
    self[key] = value as T[keyof T];
  },
  delete: (self: T): void => {
    if (self[key] === undefined) throw noAttribute(self, name);
    self[key] = undefined as T[keyof T];
  },
});

const noAttribute = (self: PyInstance, name: string) =>
  attributeError(`'${typeOf(self).fullName}' object has no attribute '${name}'`, name, self);

const picklerSpec: TypeSpec = {
  doc: "This takes a binary file for writing a pickle data stream.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, /, file, protocol=None, fix_imports=True, buffer_callback=None)",
      (
        self: PyPickler,
        file: Value,
        protocol: Value = null,
        fixImports: Value = true,
        bufferCallback: Value = null,
      ) => {
        if (self.busy) throw inUse("Pickler");
        const options = saverOptions(protocol, fixImports, bufferCallback);
        self.write = writeMethod(file);
        self.options = options;
        self.memo = new Map();
        return null;
      },
    ],
    dump: ["(self, obj, /)", dumpWith],
    clear_memo: [
      "(self, /)",
      (self: PyPickler) => {
        self.memo.clear();
        return null;
      },
    ],
  },
  getset: {
    persistent_id: changeable<PyPickler>(
      "persistent_id",
      "persistentId",
      new PyBuiltinFunction("persistent_id", ["(obj, /)", () => null]),
    ),
    bin: {
      get: (self: PyPickler) => ((self.options?.protocol ?? 0) >= 1 ? 1 : 0),
      set: (self: PyPickler, value: Value) => {
        if (self.options !== undefined && !truthy(value)) self.options.protocol = 0;
      },
    },
    fast: {
      get: (self: PyPickler) => (self.options?.fast === true ? 1 : 0),
      set: (self: PyPickler, value: Value) => {
        if (self.options !== undefined) self.options.fast = truthy(value);
      },
    },
    dispatch_table: changeable<PyPickler>("dispatch_table", "dispatchTable"),
    memo: {
      get: (self: PyPickler) => {
        const proxy = new PyPicklerMemo();
        proxy.pickler = self;
        return proxy;
      },
      set: setPicklerMemo,
    },
  },
};

class PyUnpickler extends PyInstance {
  file: File | undefined = undefined;
  options: LoaderOptions | undefined = undefined;
  memo = new Map<number, Value>();
  /** What reads, or has read last. */
  loader: Loader | undefined = undefined;
  /** Set on the instance; a subclass may also have a method of this name. */
  persistentLoad: Value | undefined = undefined;
  /** While it reads. */
  busy = false;
}
const unpicklerType = declareType("_pickle.Unpickler", PyUnpickler);

class PyUnpicklerMemo extends PyInstance {
  unpickler = new PyUnpickler();
}
const unpicklerMemoType = declareType("_pickle.UnpicklerMemoProxy", PyUnpicklerMemo, { subclassable: false });

function copyUnpicklerMemo({ unpickler }: PyUnpicklerMemo): PyDict {
  const dict = new PyDict();
  for (const [index, object] of unpickler.memo) dict.set(index, object);
  return dict;
}

const unpicklerMemoSpec = memoSpec(({ unpickler }: PyUnpicklerMemo) => unpickler.memo, copyUnpicklerMemo);

function setUnpicklerMemo(self: PyUnpickler, value: Value): void {
  if (value instanceof PyUnpicklerMemo) {
    self.memo = new Map(value.unpickler.memo);
    return;
  }
  if (!(value instanceof PyDict)) throw noMemo("an UnpicklerMemoProxy", value);
  const memo = new Map<number, Value>();
  for (const [key, object] of value.entries()) {
    if (!isInt(key)) throw typeError("memo key must be integers");
    const index = Number(intOf(key));
    if (index < 0) throw valueError("memo key must be positive integers.");
    memo.set(index, object);
  }
  self.memo = memo;
}

function loaderOptions(fixImports: Value, encoding: Value, errors: Value, buffers: Value): LoaderOptions {
  const text = (value: Value, name: string): string => {
    if (isStr(value)) return strOf(value);
    throw typeError(`argument '${name}' must be str, not ${typeOf(value).fullName}`);
  };
  return {
    fixImports: truthy(fixImports),
    encoding: text(encoding, "encoding"),
    errors: text(errors, "errors"),
    buffers: buffers === null ? null : pythonIter(buffers),
    persistentLoad: undefined,
    findClass: undefined,
  };
}

function fileOf(file: Value): File {
  const read = findAttr(file, "read");
  const readline = findAttr(file, "readline");
  if (read === undefined || readline === undefined)
    throw typeError("file must have 'read' and 'readline' attributes");
  return { read, readline, readinto: findAttr(file, "readinto") };
}

function loadWith(self: PyUnpickler): Value {
  const { file, options } = self;
  if (file === undefined || options === undefined) {
    throw unpicklingError(`Unpickler.__init__() was not called by ${typeOf(self).name}.__init__()`);
  }
  const loader = new Loader(new Input(new Uint8Array(0), file), self.memo, {
    ...options,
    persistentLoad: self.persistentLoad ?? override(self, "persistent_load", unpicklerType),
    findClass: override(self, "find_class", unpicklerType),
  });
  if (self.busy) throw inUse("Unpickler");
  self.loader = loader;
  self.busy = true;
  try {
    return loader.load();
  } finally {
    self.busy = false;
  }
}

const unpicklerSpec: TypeSpec = {
  doc: "This takes a binary file for reading a pickle data stream.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
      (
        self: PyUnpickler,
        file: Value,
        fixImports: Value = true,
        encoding: Value = "ASCII",
        errors: Value = "strict",
        buffers: Value = null,
      ) => {
        if (self.busy) throw inUse("Unpickler");
        self.file = fileOf(file);
        self.options = loaderOptions(fixImports, encoding, errors, buffers);
        self.memo = new Map();
        return null;
      },
    ],
    load: ["(self, /)", loadWith],
    find_class: [
      "(self, module_name, global_name, /)",
      (self: PyUnpickler, module: Value, name: Value) =>
        findClass(module, name, self.loader?.protocol ?? 0, self.options?.fixImports ?? true),
    ],
  },
  getset: {
    persistent_load: changeable<PyUnpickler>(
      "persistent_load",
      "persistentLoad",
      new PyBuiltinFunction("persistent_load", [
        "(pid, /)",
        () => {
          throw unpicklingError(
            "A load persistent id instruction was encountered, but no persistent_load function was specified.",
          );
        },
      ]),
    ),
    memo: {
      get: (self: PyUnpickler) => {
        const proxy = new PyUnpicklerMemo();
        proxy.unpickler = self;
        return proxy;
      },
      set: setUnpicklerMemo,
    },
  },
};

const LOAD_PARAMETERS = "*, fix_imports=True, encoding='ASCII', errors='strict', buffers=()";

export const pickleModule: NativeModule = {
  name: "_pickle",
  doc: "Optimized C implementation for the Python pickle module.",
  types: {
    PickleError: pickleErrorType,
    PicklingError: picklingErrorType,
    UnpicklingError: unpicklingErrorType,
    Pickler: picklerType,
    Unpickler: unpicklerType,
    PickleBuffer: pickleBufferType,
  },
  functions: {
    dump: [
      "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)",
      (
        object: Value,
        file: Value,
        protocol: Value = null,
        fixImports: Value = true,
        callback: Value = null,
      ) => {
        const options = saverOptions(protocol, fixImports, callback);
        const output = new Output(writeMethod(file));
        new Saver(output, new Map(), options).dump(object);
        output.flush();
        return null;
      },
    ],
    dumps: [
      "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
      (object: Value, protocol: Value = null, fixImports: Value = true, callback: Value = null) => {
        const output = new Output(undefined);
        new Saver(output, new Map(), saverOptions(protocol, fixImports, callback)).dump(object);
        return bytes(output.take());
      },
    ],
    load: [
      `(file, ${LOAD_PARAMETERS})`,
      (
        file: Value,
        fixImports: Value = true,
        encoding: Value = "ASCII",
        errors: Value = "strict",
        buffers: Value = null,
      ) => {
        const input = new Input(new Uint8Array(0), fileOf(file));
        return new Loader(input, new Map(), loaderOptions(fixImports, encoding, errors, buffers)).load();
      },
    ],
    loads: [
      `(data, /, ${LOAD_PARAMETERS})`,
      (
        data: Value,
        fixImports: Value = true,
        encoding: Value = "ASCII",
        errors: Value = "strict",
        buffers: Value = null,
      ) => {
        const input = new Input(needBuffer(data));
        return new Loader(input, new Map(), loaderOptions(fixImports, encoding, errors, buffers)).load();
      },
    ],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [pickleErrorType, {}],
  [picklingErrorType, {}],
  [unpicklingErrorType, {}],
  [picklerType, picklerSpec],
  [picklerMemoType, picklerMemoSpec],
  [unpicklerType, unpicklerSpec],
  [unpicklerMemoType, unpicklerMemoSpec],
  [pickleBufferType, pickleBufferSpec],
];
